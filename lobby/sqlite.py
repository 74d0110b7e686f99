"""SQLite as the lobby needs it: a sound library version, full durability, troubles in plain words."""

from __future__ import annotations

import importlib
import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from lobby.database import begins_by_itself
from lobby.errors import Trouble
from lobby.record_file import existing, refuse_network_mount

try:  # a newer library than the system's, where it has a wheel (docs/platforms.md)
    dbapi: Any = importlib.import_module("pysqlite3.dbapi2")
except ImportError:
    dbapi = importlib.import_module("sqlite3.dbapi2")

BUSY_SECONDS = 15.0
FILES, MOVED = "lobby-files", "the file is another than was opened"
LOOK_EVERY, LOOK_LEAST = 0.015, 0.0005
"""Seconds between the looks of a newcomer, and of one who has waited long, at a pen that another process holds."""


class Sqlite:
    """The record in a file of this machine."""

    error: type[Exception] = dbapi.Error

    def __init__(self, url: str) -> None:
        self._path = existing(url)
        self.place = str(self._path)
        self.engine = create_engine(
            "sqlite://", module=dbapi, creator=lambda: connect(self._path), poolclass=QueuePool, max_overflow=20
        )
        begins_by_itself(self)

    def take_pen(self, connection: Connection) -> None:
        take_pen(connection)
        refuse_moved(connection, self._path)

    def begin_reading(self, connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")
        refuse_moved(connection, self._path)

    def mark(self, connection: Connection) -> int:
        """Only commits of other connections change it, never those of this one."""
        raw: Any = connection.connection.dbapi_connection
        (version,) = raw.execute("PRAGMA data_version").fetchone()
        return int(version)

    @contextmanager
    def watch(self, committed: threading.Condition) -> Iterator[Watch]:
        with closing(self.engine.raw_connection()) as connection:
            yield Watch(connection.cursor(), committed)

    @contextmanager
    def migrating(self, connection: Connection, revision: str) -> Iterator[None]:
        # Batch changes drop and copy tables: with foreign keys on, that would delete rows that point there.
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            yield
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise Trouble(
                    "database-damaged",
                    f"Bringing the record {self.place} to schema {revision} would have lost what belongs "
                    "together. Nothing was changed. Keep using the Lobby that you had, and report this.",
                )

    def schema(self, connection: Connection) -> str | None:
        try:
            found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        except OperationalError as error:
            if "no such table" in str(error.orig):
                return None
            raise
        return found

    def trouble(self, error: Exception) -> Trouble:
        return trouble(self._path, str(error.orig if isinstance(error, DBAPIError) else error))


class Watch:
    """Looks at SQLite's count of commits by others, outside any transaction, so that it never holds anybody up."""

    def __init__(self, cursor: Any, committed: threading.Condition) -> None:
        self._cursor = cursor
        self._committed = committed
        self._seen = self._version()

    def wait(self, seconds: float) -> bool:
        with self._committed:
            self._committed.wait(seconds)
        seen, self._seen = self._seen, self._version()
        return seen != self._seen

    def _version(self) -> int:
        (version,) = self._cursor.execute("PRAGMA data_version").fetchone()
        return int(version)


def sound_wal(version: tuple[int, int, int]) -> bool:
    """Versions 3.7.0 to 3.51.2 can lose a write-ahead log that is reset while another process reads."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def connect(path: Path) -> Any:
    """A connection that never creates a file, waits for its turn and is on disk when it says committed."""
    uri = f"{path.resolve().as_uri()}?mode=rw"
    connection = dbapi.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    journal = "WAL" if sound_wal(dbapi.sqlite_version_info) else "DELETE"
    try:
        if connection.execute("PRAGMA journal_mode").fetchone()[0].upper() != journal:
            connection.execute(f"PRAGMA journal_mode={journal}")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=FAST")  # what is forgotten leaves no bytes behind
    except dbapi.Error:
        connection.close()
        raise
    return connection


def take_pen(connection: Connection) -> None:
    """Begin to write, waiting for other processes. Whoever has waited longer looks more often, so that nobody starves;
    SQLite's own waiting sleeps up to 0.1 s between two looks and let a process wait for five seconds."""
    raw: Any = connection.connection.dbapi_connection
    began = time.monotonic()
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            waited = time.monotonic() - began
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except dbapi.OperationalError as error:
                if "locked" not in str(error) or waited > BUSY_SECONDS:
                    raise OperationalError("BEGIN IMMEDIATE", None, error) from error
                time.sleep(max(LOOK_LEAST, LOOK_EVERY / (1 + 10 * waited)))
    finally:
        raw.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")


def refuse_moved(connection: Connection, path: Path) -> None:
    """Of a file that was deleted or replaced SQLite notices nothing, and nobody finds again what it goes on to write.

    The connection is given up: the next one opens what then lies at `path`. The file of a record never becomes shorter.
    """
    before = connection.info.get(FILES)
    now = connection.info[FILES] = _Files.at(path)
    if before is None or now.go_on(before):
        return
    raw: Any = connection.connection.dbapi_connection
    raw.execute("ROLLBACK")
    connection.invalidate()
    raise OperationalError("BEGIN", None, dbapi.OperationalError(MOVED))


@dataclass(frozen=True, slots=True)
class _Files:
    """Which files a record is made of: what the system knows the record and its write-ahead log by."""

    record: tuple[int, int]
    log: tuple[int, int]
    size: int

    @classmethod
    def at(cls, path: Path) -> _Files:
        record, log, size = (0, 0), (0, 0), 0
        with suppress(OSError):
            found = os.stat(path)  # noqa: PTH116 - for every command, so without a detour
            record, size = (found.st_dev, found.st_ino), found.st_size
            found = os.stat(f"{path}-wal")  # noqa: PTH116
            log = found.st_dev, found.st_ino
        return cls(record, log, size)

    def go_on(self, before: _Files) -> bool:
        """Whether these are the same files as before, grown perhaps; the log is made at the first use."""
        same_log = before.log in (self.log, (0, 0))
        return self.record == before.record and same_log and self.size >= before.size


def create(path: Path) -> None:
    """Make the empty file that `connect` insists on. Raises Trouble when it can't be made."""
    refuse_network_mount(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(exist_ok=False)
    except FileExistsError as error:
        raise Trouble(
            "database-exists",
            f"There is a file at {path} already, and it was left alone. Name another one, or move that one away.",
        ) from error
    except OSError as error:
        raise Trouble(
            "database-unwritable", f"The record {path} can't be made: {error.strerror}. Name a folder you may write to."
        ) from error


def trouble(path: Path, words: str) -> Trouble:
    """What SQLite's words mean for the lobby, and what to do."""
    for mark, kind, message in _TROUBLES:
        if mark in words:
            return Trouble(kind, message.format(path=path))
    return Trouble(
        "database-trouble",
        f"The record {path} could not be used: {words}. Nothing was changed. "
        "Try again; if it stays so, restore a backup.",
    )


_TROUBLES = (
    (
        MOVED,
        "database-moved",
        "The file of the record {path} was deleted, moved or overwritten while it was in use. Nothing was changed. "
        "Put it back, or restore the newest backup.",
    ),
    (
        "locked",
        "database-busy",
        "Another program has kept the record {path} locked. Nothing was changed. "
        "Try again in a moment; if it stays so, close other programs that use the file.",
    ),
    (
        "readonly",
        "database-readonly",
        "The record {path} can only be read. Nothing was changed. "
        "Give this user the right to write the file and its folder.",
    ),
    (
        "full",
        "database-full",
        "The disk of the record {path} is full. Nothing was changed; earlier tickets are safe. Make room on it.",
    ),
    (
        "unable to open",
        "database-missing",
        "The record {path} can't be opened. Nothing was changed. "
        "Look whether the file is there and may be read and written.",
    ),
    (
        "malformed",
        "database-damaged",
        "The record {path} is damaged. Stop using it and restore the newest backup.",
    ),
    (
        "not a database",
        "database-damaged",
        "{path} is not a lobby's record. Name the right file, or restore the newest backup.",
    ),
    (
        "disk I/O",
        "database-disk",
        "The disk of the record {path} failed to read or write. What was answered before is safe. Check the disk.",
    ),
)
