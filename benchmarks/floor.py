"""What disk and clock allow before any lobby: bare commits as durable as the record's, and word of them elsewhere."""

from __future__ import annotations

import time
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.timing import Timing, timed
from lobby import sqlite
from lobby.local import LOOK_EVERY

if TYPE_CHECKING:
    from multiprocessing import Queue


def table(folder: Path) -> Any:
    """A connection to a new file with one bare table."""
    path = folder / "bare.db"
    path.unlink(missing_ok=True)
    path.touch()
    connection = sqlite.connect(path)
    connection.execute("CREATE TABLE tickets (id INTEGER PRIMARY KEY, number TEXT)")
    return connection


def insert(connection: Any, number: int) -> None:
    """One row, one commit."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO tickets (number) VALUES (?)", (f"A{number:03d}",))
    connection.execute("COMMIT")


def bare(folder: Path, rounds: int) -> Timing:
    """What the disk itself allows: one row, one commit, as durable as the record."""
    connection = table(folder)
    result = timed(lambda number: insert(connection, number), rounds)
    connection.close()
    return result


def tell_commits(path: Path, seen: Queue[tuple[int, int]], ready: Event, ended: Event) -> None:
    """In another process: the newest row and when it was noticed, by looking as often as the record is looked at."""
    connection = sqlite.connect(path)
    version = connection.execute("PRAGMA data_version").fetchone()
    ready.set()
    while not ended.is_set():
        time.sleep(LOOK_EVERY)
        newer = connection.execute("PRAGMA data_version").fetchone()
        if newer != version:
            version = newer
            (row,) = connection.execute("SELECT max(id) FROM tickets").fetchone()
            seen.put((row, time.monotonic_ns()))
    connection.close()
