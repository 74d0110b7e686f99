"""Takes one backup: copied online, looked at, packed, sealed, read back, and only then on the shelf."""

from __future__ import annotations

import datetime as dt
import errno
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

from lobby.backup import bundle, keys, shelf
from lobby.backup.copying import copying, kind_of
from lobby.backup.manifest import KEYS, RECORD, Contents, Kind, Manifest, fingerprint
from lobby.clock import Clock
from lobby.config import Host
from lobby.errors import Trouble
from lobby.record_file import sqlite_path

SCRATCH = ".lobby-backup-"
SPARE = 64 << 20
"""Bytes that stay free on the record's disk while it is copied: a backup never fills the disk of the living."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was made and found good."""

    path: Path
    manifest: Manifest
    size: int
    seconds: float


def take(
    url: str, folder: Path, passphrase: bytes | None = None, clock: Clock | None = None, host: Host | None = None
) -> Taken:
    """Back up the record at `url` into `folder`. Raises Trouble; then nothing half-made is left."""
    began = time.monotonic()
    now = (clock or Clock()).now()
    shelf.listed(folder)
    source = copying(kind_of(url))
    with _scratch(url) as scratch, _full_disk(folder):
        copy = scratch / RECORD
        held = source.snapshot(url, copy)
        if source.examine(copy) != held:
            raise Trouble(
                "backup-unsound",
                "The copy does not hold what the record held. It was not kept as a backup. Run 'lobby doctor'.",
            )
        files = {RECORD: copy, **({KEYS + n: p for n, p in keys.present(url, host).items()} if passphrase else {})}
        manifest = replace(_manifest(url, now, held), files={name: fingerprint(path) for name, path in files.items()})
        path = folder / shelf.name(held.branch, now, is_sealed=passphrase is not None)
        bundle.write(path, manifest, files, passphrase)
    return Taken(path, manifest, path.stat().st_size, time.monotonic() - began)


def _manifest(url: str, now: dt.datetime, held: Contents) -> Manifest:
    return Manifest(now, kind_of(url), held, platform.node(), metadata.version("lobby-branch"))


@contextmanager
def _scratch(url: str) -> Iterator[Path]:
    """A folder beside the record's keys, where the copy is as well protected as the record itself."""
    beside = keys.places(url)["identity"].parent
    beside.mkdir(parents=True, exist_ok=True)
    _sweep(beside)
    _need_room(url, beside)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=beside, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _sweep(beside: Path) -> None:
    """What a killed backup left behind."""
    for left in beside.glob(f"{SCRATCH}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > shelf.LEFT_BEHIND:
                shutil.rmtree(left, ignore_errors=True)


def _need_room(url: str, beside: Path) -> None:
    record = sqlite_path(url) if kind_of(url) is Kind.SQLITE else None
    size = record.stat().st_size if record and record.exists() else 0
    if shutil.disk_usage(beside).free < size + SPARE:
        raise Trouble(
            "backup-no-room",
            f"The record's disk has no room for a copy beside it ({beside}). No backup was made; the lobby works on. "
            "Make room on that disk.",
        )


@contextmanager
def _full_disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        what = "is full" if full else f"can't be written to ({os.strerror(error.errno) if error.errno else error})"
        raise Trouble(
            "backup-full" if full else "backup-folder",
            f"The backup folder {folder} {what}. No backup was made; earlier ones and the lobby are safe. "
            "Make room there, or connect and mount its disk.",
        ) from error
