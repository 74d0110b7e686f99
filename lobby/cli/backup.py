"""`lobby backup` and `lobby restore`: a copy that can be trusted, and the way back from it."""

from __future__ import annotations

import argparse
from pathlib import Path

from lobby import config
from lobby.cli.door import url
from lobby.cli.say import Say


def backup(arguments: argparse.Namespace, say: Say) -> None:
    """Take one now; the lobby goes on working meanwhile."""
    from lobby.backup import keys, shelf
    from lobby.backup.take import take

    wiring = config.load(arguments.config)
    folder = _folder(arguments.folder, wiring.backup)
    secret = _secret(arguments, wiring.backup)
    taken = take(url(arguments), folder, secret, host=wiring.host)
    gone = shelf.prune(folder, wiring.backup.days)
    held = taken.manifest.contents
    if not taken.manifest.holds_keys:
        alone = ", ".join(str(path) for path in keys.present(url(arguments), wiring.host).values())
        say.aside(
            "THE KEYS ARE NOT IN THIS BACKUP, because it is not encrypted. Without them a restored lobby recognises no "
            f"known customer. Keep a copy of these by themselves, or set [backup] passphrase: {alone or 'none found'}"
        )
    say.done(
        f"{taken.path}: {held.rows.get('tickets', 0)} tickets, up to event {held.head}, {taken.size / 1e6:.1f} MB in "
        f"{taken.seconds:.1f} s, read back and found good. {len(gone)} old ones were taken away.",
        backup=str(taken.path),
        encrypted=secret is not None,
        keys=taken.manifest.holds_keys,
        size=taken.size,
        head=held.head,
        removed=[str(path) for path in gone],
    )


def restore(arguments: argparse.Namespace, say: Say) -> None:
    """Put a record back where there is none; with --check only look whether that would work."""
    from lobby.backup.restore import check, restore

    wiring = config.load(arguments.config)
    source = _folder(arguments.source, wiring.backup)
    secret = _secret(arguments, wiring.backup)
    if arguments.check:
        found = check(source, secret)
        said = "is whole and can be restored"
    else:
        found = restore(source, url(arguments), secret, wiring.host)
        said = f"is now the record {found.opened_by}"
    for trouble in found.passed_over:
        say.aside(trouble)
    held = found.manifest.contents
    if not found.keys:
        say.aside("No keys came with it: put the branch's own key file beside the record before anybody works.")
    if found.needs_upgrade:
        say.aside(f"It was made by an older Lobby (schema {held.schema}): run 'lobby upgrade' before anybody works.")
    say.done(
        f"{found.path} {said}: {held.rows.get('tickets', 0)} tickets, up to event {held.head}, "
        f"as it was at {found.good_until.astimezone():%Y-%m-%d %H:%M:%S}.",
        backup=str(found.path),
        restored=not arguments.check,
        taken_at=found.manifest.taken_at.isoformat(),
        head=held.head,
        keys=list(found.keys),
    )


def _folder(named: Path | None, wiring: config.Backup) -> Path:
    if named is None and wiring.folder is None:
        raise ValueError("Name a folder, here or as [backup] folder in lobby.toml.")
    return named or Path(wiring.folder or "")


def _secret(arguments: argparse.Namespace, wiring: config.Backup) -> bytes | None:
    from lobby.backup.sealing import read_passphrase, secret

    return read_passphrase(arguments.passphrase_file) if arguments.passphrase_file else secret(wiring)
