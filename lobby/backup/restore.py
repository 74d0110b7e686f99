"""Puts a record back from a backup: everything is looked at first, and what stands there already is never touched."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from lobby.backup import bundle, keys, shelf
from lobby.backup.copying import copying, kind_of
from lobby.backup.manifest import KEYS, RECORD, Kind, Manifest
from lobby.backup.put import put
from lobby.backup.take import SCRATCH
from lobby.config import Host
from lobby.errors import Trouble
from lobby.record_file import refuse_network_mount, sqlite_path
from lobby.store import SCHEMA

DAMAGED = ("backup-damaged", "backup-unsound")


@dataclass(frozen=True, slots=True)
class Restored:
    path: Path
    """The backup that it came from."""
    manifest: Manifest
    keys: tuple[str, ...]
    """The key files that came with it; without them known customers are not recognised."""
    passed_over: tuple[str, ...] = ()
    """What was said of newer backups that could not be used."""
    opened_by: str = ""
    """The URL of the record that was restored; empty while it was only looked at."""

    @property
    def good_until(self) -> dt.datetime:
        """Up to this moment it has everything that was done."""
        return shelf.good_until(self.path, self.manifest.taken_at)

    @property
    def needs_upgrade(self) -> bool:
        return self.manifest.contents.schema < SCHEMA


def restore(source: Path, url: str, passphrase: bytes | None = None, host: Host | None = None) -> Restored:
    """Restore a backup, or the newest good one of a folder, to `url`. Raises Trouble; then nothing was changed.

    On PostgreSQL `url` is one that may make a database and roles, as for `lobby init`.
    """
    kind = kind_of(url)
    if kind is Kind.SQLITE:
        refuse_network_mount(sqlite_path(url))
        refuse_living(sqlite_path(url))
    places = keys.places(url, host)
    beside = places["identity"].parent
    beside.mkdir(parents=True, exist_ok=True)
    with _unpacked(source, passphrase, beside) as (found, scratch):
        if found.manifest.kind is not kind:
            raise Trouble(
                "backup-kind",
                f"{found.path} is of a record on {found.manifest.kind.value}, and {kind.value} was named. "
                "Nothing was changed. Name a place of the same kind with --database.",
            )
        came = [(key, place) for key, place in _placed(found.manifest, scratch, places) if not place.exists()]
        if kind is Kind.POSTGRESQL:  # the database refuses by itself where there is one
            found = replace(found, opened_by=copying(kind).load(scratch / RECORD, url))
        for key, place in came:
            put(key, place)
        if kind is Kind.SQLITE:
            copying(kind).load(scratch / RECORD, url)
    return replace(found, opened_by=found.opened_by or url)


def check(source: Path, passphrase: bytes | None = None) -> Restored:
    """Everything that `restore` looks at, and nothing that it changes."""
    with _unpacked(source, passphrase, None) as (found, _):
        return found


@contextmanager
def _unpacked(source: Path, passphrase: bytes | None, beside: Path | None) -> Iterator[tuple[Restored, Path]]:
    """The newest good backup, its files in a folder that goes away again."""
    passed_over: list[str] = []
    files = [kept.path for kept in reversed(shelf.listed(source))] if source.is_dir() else [source]
    for file in files:
        with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=beside, ignore_cleanup_errors=True) as name:
            try:
                manifest = bundle.unpack(file, Path(name), passphrase)
                _refuse_unfit(file, manifest, Path(name) / RECORD)
            except Trouble as trouble:
                if file is files[-1] or trouble.kind not in DAMAGED:
                    raise
                passed_over.append(str(trouble))
                continue
            names = tuple(sorted(n.removeprefix(KEYS) for n in manifest.files if n.startswith(KEYS)))
            yield Restored(file, manifest, names, tuple(passed_over)), Path(name)
            return
    raise Trouble(
        "backup-missing",
        f"There is no backup in {source}. Nothing was changed. Name the folder in which the backups stand.",
    )


def refuse_living(path: Path) -> None:
    """Raises Trouble when there is a record, or what one left behind, at `path`."""
    for left in (path, *(path.with_name(path.name + end) for end in ("-wal", "-journal", "-shm"))):
        if os.path.lexists(left):
            raise Trouble(
                "database-exists",
                f"There is a record at {left} already, and it was left alone. Nothing was restored. "
                "Name another place with --database, or stop every Lobby program and move that one away first.",
            )


def _refuse_unfit(file: Path, manifest: Manifest, copy: Path) -> None:
    held = copying(manifest.kind).examine(copy)
    if held != manifest.contents:
        raise bundle.damaged(file, "it does not hold what it says")
    if held.schema > SCHEMA:
        raise Trouble(
            "backup-newer",
            f"The record in {file} was made by a newer Lobby (schema {held.schema}, this one knows {SCHEMA}). "
            "Nothing was changed. Update Lobby on this machine.",
        )


def _placed(manifest: Manifest, scratch: Path, places: Mapping[str, Path]) -> Iterator[tuple[Path, Path]]:
    """Each key that came, and its place; one that is there already has to be the same."""
    for name in manifest.files:
        if name.startswith(KEYS) and (target := places.get(name.removeprefix(KEYS))):
            source = scratch / name.replace("/", "-")
            if target.exists() and target.read_bytes() != source.read_bytes():
                raise Trouble(
                    "key-exists",
                    f"There is another key at {target}. Nothing was restored. "
                    "It belongs to another record: restore to another place, or move that key away first.",
                )
            yield source, target
