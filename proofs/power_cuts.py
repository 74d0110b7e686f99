"""What was acknowledged is kept though the power goes at any write of a day.

    python -m proofs.power_cuts [--long] [--rounds CUTS]

A process of its own works through a day on a VFS that writes down every write and sync (proofs/power_day.py, on apsw:
another SQLite library than the lobby's own, so never in one process), once with a write-ahead log and once as on
systems whose library is too old for it. Then the power is cut once in every write: the disk has what was synced, and of
the rest any sector, none, or garbage. The lobby's own library opens each such disk; the record must be sound and say
exactly what it said after the last answer, or after the command that was under way.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from sqlalchemy import text
from sqlalchemy.orm import Session

from lobby.clock import SimulatedClock
from lobby.local import found
from lobby.setup_file import read_branch
from lobby.store import Store
from lobby.tables import Base
from proofs.disk_image import Disk
from proofs.promise import Findings, Setting, main
from proofs.written import Act
from resources import sample

MORNING = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)
SHORT_DAY, LONG_DAY = 12, 200
SHORT_CUTS = 60
"""Cuts of a short proof, spread over its day; the long one cuts every write."""


def digest(url: str, look: Callable[[Session], None] = lambda _: None) -> bytes:
    """All that the record says, in few bytes."""
    whole = hashlib.sha256()
    store = Store(url)
    try:
        with store.read() as session:
            look(session)
            for table in Base.metadata.sorted_tables:
                rows = session.execute(text(f'SELECT * FROM "{table.name}" ORDER BY 1, 2')).all()
                whole.update(repr((table.name, [tuple(row) for row in rows])).encode())
    finally:
        store.close()
    return whole.digest()


def _refuse_unsound(session: Session) -> None:
    found = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check"))]
    if found != ["ok"] or session.execute(text("PRAGMA foreign_key_check")).first():
        raise AssertionError("; ".join(found)[:200])


def recorded_day(folder: Path, tickets: int, synchronous: str, journal: str) -> tuple[Disk, list[Act]]:
    """The disk as it was before the day, and everything that was done to it."""
    folder.mkdir()
    url = f"sqlite:///{folder / 'lobby.db'}"
    found(url, read_branch(sample.branch_file()), SimulatedClock(MORNING))
    disk = Disk()
    for path in folder.iterdir():
        if not path.name.endswith(".key"):
            disk.do(Act("write", path.name, 0, path.read_bytes()))
            disk.do(Act("sync", path.name))
    program = [sys.executable, "-m", "proofs.power_day", str(folder), str(tickets), synchronous, journal]
    subprocess.run(program, check=True, env=os.environ)
    acts: list[Act] = pickle.loads((folder / "acts.pickle").read_bytes())
    return disk, acts


def cuts(disk: Disk, acts: list[Act], random: Random, chosen: set[int]) -> Iterator[tuple[int, dict[str, bytes]]]:
    """What the disk holds when the power goes in the middle of each chosen act."""
    for number, act in enumerate(acts):
        if act.what == "answered":
            continue
        if act.what != "sync":
            disk.do(act)
        if number in chosen:
            yield number, disk.cut(random)
        if act.what == "sync":
            disk.do(act)


def expected(acts: list[Act], number: int) -> set[bytes]:
    """What the record may say after a cut at this act: as of the last answer, or of the next one."""
    said = [act.data for act in acts[:number] if act.what == "answered"]
    coming = next((act.data for act in acts[number:] if act.what == "answered"), said[-1])
    return {said[-1], coming}


def found_wrong(image: dict[str, bytes], folder: Path, may_say: set[bytes]) -> str:
    """Why this disk breaks the promise, or nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in image.items():
        (folder / name).write_bytes(content)
    url = f"sqlite:///{folder / 'lobby.db'}"
    try:
        return "" if digest(url, _refuse_unsound) in may_say else "lost: the record says less than was answered"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a broken promise
        return f"corrupt: {error}"


def prove(setting: Setting, findings: Findings) -> None:
    for journal in ("WAL", "DELETE"):
        cut_up(setting, findings, "FULL", journal)


def cut_up(setting: Setting, findings: Findings, synchronous: str, journal: str) -> None:
    """The proof itself; with a `synchronous` other than FULL it has to fail."""
    tickets = LONG_DAY if setting.long else SHORT_DAY
    disk, acts = recorded_day(setting.folder / f"day-{journal}", tickets, synchronous, journal)
    writes = [number for number, act in enumerate(acts) if act.what != "answered" and number > _first_answer(acts)]
    every = max(1, len(writes) // setting.count(SHORT_CUTS, len(writes)))
    lost = corrupt = done = 0
    place = _place(setting)
    for number, image in cuts(disk, acts, setting.random, set(writes[::every])):
        wrong = found_wrong(image, place, expected(acts, number))
        findings.hold(not wrong, f"power cut at write {number}: {wrong}")
        lost, corrupt, done = lost + wrong.startswith("lost"), corrupt + wrong.startswith("corrupt"), done + 1
    shutil.rmtree(place, ignore_errors=True)
    told = f"{tickets} tickets, {len(writes):,} writes and syncs, {done:,} power cuts, {lost} lost, {corrupt} corrupt"
    findings.figures[journal] = told


def _place(setting: Setting) -> Path:
    """Where the cut disks are opened: in memory where there is some, for none of them has to outlast anything."""
    memory = Path("/dev/shm")
    return (memory if os.access(memory, os.W_OK) else setting.folder) / f"lobby-cut-{os.getpid()}"


def _first_answer(acts: list[Act]) -> int:
    return next(number for number, act in enumerate(acts) if act.what == "answered")


if __name__ == "__main__":
    main(prove, __doc__)
