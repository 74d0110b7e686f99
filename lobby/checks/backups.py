"""Whether backups are made, are young enough, can be opened and lie somewhere else than the record."""

from __future__ import annotations

import datetime as dt
import os
import stat
import sys
from pathlib import Path

from lobby.backup import shelf
from lobby.backup.keeper import BREATH
from lobby.checks.finding import Case, Findings, Subject, said_by
from lobby.config import Backup
from lobby.record_file import SQLITE

backups = Subject("backups")
LATE = 5
"""So many times the usual span."""


def check(case: Case) -> Findings:
    wiring = case.config.backup
    if case.is_guest:
        return
    if wiring.folder is None:
        yield backups.warning(
            "none are made", "name a folder on another disk or a guest as [backup] folder in lobby.toml"
        )
        return
    folder = Path(wiring.folder)
    with said_by(backups):
        standing = shelf.listed(folder)
    yield from _place(case.url, folder)
    yield from _age(case, standing)
    yield from _newest(wiring, standing)


def _place(url: str, folder: Path) -> Findings:
    if url.startswith(SQLITE) and folder.stat().st_dev == Path(url.removeprefix(SQLITE)).parent.stat().st_dev:
        yield backups.warning(
            f"{folder} is on the record's own disk, and gone with it",
            "use another disk, or a guest's shared folder",
        )
    if not os.access(folder, os.W_OK):
        yield backups.fault(f"{folder} can't be written to", "give the host's user the right to write there")


def _age(case: Case, standing: list[shelf.Kept]) -> Findings:
    if not standing:
        yield backups.fault(f"there is none in {case.config.backup.folder}", "start the host, or run: lobby backup")
        return
    age = case.clock.now() - shelf.good_until(standing[-1].path, standing[-1].taken_at)
    usual = dt.timedelta(seconds=case.config.backup.every)
    words = f"the newest of {len(standing)} is {max(0, age // dt.timedelta(seconds=1))} s old"
    if age > LATE * max(usual, dt.timedelta(seconds=6 * BREATH)):
        yield backups.warning(words, "is the host running? Its log says why none is made; or run: lobby backup")
    else:
        yield backups.ok(words)


def _newest(wiring: Backup, standing: list[shelf.Kept]) -> Findings:
    from lobby.backup.restore import check as restorable
    from lobby.backup.sealing import secret

    if wiring.passphrase is None:
        yield backups.warning(
            "they are not encrypted, so the keys are not in them",
            "set [backup] passphrase, or keep copies of the key files by themselves (docs/deployment.md)",
        )
    else:
        file = Path(wiring.passphrase)
        with said_by(backups):
            secret(wiring)
        if sys.platform != "win32" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) & ~stat.S_IRGRP:
            yield backups.warning(f"others can read the passphrase file {file}", f"chmod 640 {file}")
    if standing:
        with said_by(backups):
            restorable(standing[-1].path, secret(wiring))
        yield backups.ok(f"{standing[-1].path.name} is whole and can be restored")
