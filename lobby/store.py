"""Where the record is kept: the engine, the pen (one writer at a time), reads. All that knows one database's ways."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from lobby import sqlite
from lobby.errors import Trouble
from lobby.record_file import existing

SCHEMA = "0002"
"""The Alembic revision that this code reads and writes; a test holds it to the newest migration."""


class Turnstile:
    """A lock that lets its callers in strictly in the order in which they came."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._queue: deque[threading.Lock] = deque()

    def __enter__(self) -> None:
        gate = threading.Lock()
        gate.acquire()
        with self._guard:
            self._queue.append(gate)
            if self._queue[0] is gate:
                gate.release()
        gate.acquire()

    def __exit__(self, *error: object) -> None:
        with self._guard:
            self._queue.popleft()
            if self._queue:
                self._queue[0].release()


class Store:
    """An existing record, opened. `write()` holds the pen, `read()` sees one consistent moment."""

    def __init__(self, url: str, *, unfinished: bool = False) -> None:
        """Raises Trouble when there is no usable record at `url`; `unfinished` skips the look at its schema."""
        self._path = existing(url)
        self.engine = _engine(self._path)
        self._pen = Turnstile()
        self._committed = threading.Condition()
        if not unfinished:
            self._check_schema()

    def _check_schema(self) -> None:
        try:
            with self.troubles(), self.engine.connect() as connection:
                found = schema_of(connection)
            if found != SCHEMA:
                raise self._other_schema(found)
        except Trouble:
            self.close()
            raise

    def _other_schema(self, found: str | None) -> Trouble:
        if found is None:
            return Trouble(
                "database-damaged",
                f"There is no lobby in the file {self._path}. Nothing was changed. "
                "Name the right file, or restore the newest backup.",
            )
        if found < SCHEMA:
            return Trouble(
                "database-old",
                f"The record {self._path} was made by an older Lobby (schema {found}). Nothing was changed. "
                "Run 'lobby upgrade' once, with all other Lobby programs closed.",
            )
        return Trouble(
            "database-newer",
            f"The record {self._path} was made by a newer Lobby (schema {found}, this one knows {SCHEMA}). "
            "Nothing was changed. Update Lobby on this machine.",
        )

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Hold the pen: everything inside is one commit, or nothing."""
        with self._pen, self.troubles(), self._session(writing=True) as session:
            yield session
            session.flush()
        with self._committed:
            self._committed.notify_all()

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self.troubles(), self._session(writing=False) as session:
            yield session

    @contextmanager
    def _session(self, *, writing: bool) -> Iterator[Session]:
        with (
            self.engine.connect().execution_options(writing=writing) as connection,
            connection.begin(),
            Session(connection, expire_on_commit=False) as session,
        ):
            yield session

    @contextmanager
    def watch(self) -> Iterator[Watch]:
        """Notices commits of this and of other processes."""
        with self.troubles(), closing(self.engine.raw_connection()) as connection:
            yield Watch(connection.cursor(), self._committed)

    @contextmanager
    def troubles(self) -> Iterator[None]:
        """Turns what a database says into what it means."""
        try:
            yield
        except DatabaseError as error:
            raise sqlite.trouble(self._path, str(error.orig)) from error

    def close(self) -> None:
        self.engine.dispose()


class Watch:
    """Tells whether something was committed since the last look."""

    def __init__(self, cursor: DBAPICursor, committed: threading.Condition) -> None:
        self._cursor = cursor
        self._committed = committed
        self._seen = self._version()

    def wait(self, seconds: float) -> bool:
        """Whether something was committed, after at most `seconds`."""
        with self._committed:
            self._committed.wait(seconds)
        seen, self._seen = self._seen, self._version()
        return seen != self._seen

    def _version(self) -> int:
        """SQLite's count of commits by others; outside any transaction, so it never holds anybody up."""
        self._cursor.execute("PRAGMA data_version")
        (version,) = self._cursor.fetchone() or (0,)
        return int(version)


def schema_of(connection: Connection) -> str | None:
    """The record's Alembic revision, or None where there is none."""
    try:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except OperationalError as error:
        if "no such table" in str(error.orig):
            return None
        raise


def _engine(path: Path) -> Engine:
    engine = create_engine(
        "sqlite://", module=sqlite.dbapi, creator=lambda: sqlite.connect(path), poolclass=QueuePool, max_overflow=20
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            sqlite.take_pen(connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine
