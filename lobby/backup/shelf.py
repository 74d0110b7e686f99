"""The folder in which backups stand: their names, the newest good one, and which are kept as they grow old."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from lobby import wire
from lobby.backup.bundle import PART
from lobby.errors import Trouble

NAME = re.compile(r"lobby-(?P<branch>.+)-(?P<moment>\d{8}T\d{9}Z)\.(?:backup|sealed)")
NEWEST, HOURS = 60, 24
LEFT_BEHIND = 6 * 3600.0
"""Seconds after which a half-written file is nobody's any more."""


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """A backup on the shelf; they sort by age, the oldest first."""

    taken_at: dt.datetime
    path: Path


def name(branch: str | None, at: dt.datetime, *, is_sealed: bool) -> str:
    safe = re.sub(r"[^A-Za-z0-9_.]", "_", branch or "branch")
    moment = at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%S") + f"{at.microsecond // 1000:03d}Z"
    return f"lobby-{safe}-{moment}.{'sealed' if is_sealed else 'backup'}"


def listed(folder: Path) -> list[Kept]:
    """All backups in the folder, the oldest first. Raises Trouble when there is no such folder."""
    try:
        return sorted(_found(folder.iterdir()))
    except OSError as error:
        raise Trouble(
            "backup-folder",
            f"The backup folder {folder} can't be read ({error.strerror}). No backup is made or found there. "
            "Connect and mount its disk, or name another folder in [backup] of lobby.toml.",
        ) from error


def _found(paths: Iterable[Path]) -> Iterator[Kept]:
    for path in paths:
        if match := NAME.fullmatch(path.name):
            moment = match["moment"]
            with suppress(ValueError):  # a name that only looks like ours
                at = dt.datetime.strptime(moment[:15], "%Y%m%dT%H%M%S").replace(tzinfo=dt.UTC)
                yield Kept(at + dt.timedelta(milliseconds=int(moment[15:18])), path)


UNCHANGED = "unchanged.json"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Up to this moment nothing has happened that the backup of this name does not have."""

    backup: str
    until: dt.datetime


def vouch(folder: Path, backup: Path, until: dt.datetime) -> None:
    """Raises OSError where the folder can't be written to."""
    part = folder / f"lobby-{UNCHANGED}{PART}"
    part.write_text(wire.to_json(Unchanged(backup.name, until)), encoding="utf-8")
    part.replace(folder / UNCHANGED)


def good_until(backup: Path, taken_at: dt.datetime) -> dt.datetime:
    """Up to which moment this backup is known to have everything."""
    with suppress(OSError, msgspec.MsgspecError):
        said: Unchanged = wire.from_json((backup.parent / UNCHANGED).read_bytes(), Unchanged)
        if said.backup == backup.name:
            return max(taken_at, said.until)
    return taken_at


def worth_keeping(shelf: Iterable[Kept], days: int) -> set[Kept]:
    """The newest 60, the newest of each of the last 24 hours that have any, and of each of the last `days` days.

    Counted by what is there and not by the clock: one that jumps ahead for a moment takes nothing away.
    """
    newest_first = sorted(shelf, reverse=True)
    kept = set(newest_first[:NEWEST])
    for form, many in (("%Y%m%d%H", HOURS), ("%Y%m%d", days)):
        spans: dict[str, Kept] = {}
        for backup in newest_first:
            spans.setdefault(backup.taken_at.strftime(form), backup)
        kept.update(list(spans.values())[:many])
    return kept


def prune(folder: Path, days: int) -> list[Path]:
    """Take away what is not worth keeping, and what was left half-written."""
    shelf = listed(folder)
    keep = worth_keeping(shelf, days)
    gone = [backup.path for backup in shelf if backup not in keep]
    gone += [part for part in folder.glob(f"lobby-*{PART}") if _old(part)]
    for path in gone:
        with suppress(OSError):  # the next time will do
            path.unlink()
    return gone


def _old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > LEFT_BEHIND
    except OSError:
        return False
