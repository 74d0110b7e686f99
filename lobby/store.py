"""Where the record is kept: the pen (one writer at a time), reads, and word of what was committed.

Which database that is says the URL; what only one of them knows stands in `sqlite.py` and `postgres.py`.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import Connection, Transaction
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from lobby.database import Database, Watch
from lobby.errors import Trouble
from lobby.fields import Fields, use
from lobby.keys import field_key_path
from lobby.record_file import on_server

MIGRATIONS = Path(__file__).parent / "migrations" / "versions"
SCHEMA = max(file.name[:4] for file in MIGRATIONS.glob("[0-9]*.py"))
"""The Alembic revision that this code reads and writes: the newest migration's number."""


def database(url: str) -> Database:
    """The database behind a URL. Raises Trouble when it names none, or no file that is there."""
    if on_server(url):
        from lobby.postgres import Postgres  # never on a machine whose record is a file

        return Postgres(url)
    from lobby.sqlite import Sqlite

    return Sqlite(url)


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
        self.database = database(url)
        self.engine = self.database.engine
        self.fields = Fields(field_key_path(url))
        use(self.engine.dialect, self.fields)
        self._pen = Turnstile()
        self._writer: Connection | None = None
        self._writers = 0
        self._committed = threading.Condition()
        if not unfinished:
            self._check_schema()

    def _check_schema(self) -> None:
        try:
            with self.troubles(), self.engine.connect() as connection:
                found = self.database.schema(connection)
            if found != SCHEMA:
                raise self._other_schema(found)
        except Trouble:
            self.close()
            raise

    def _other_schema(self, found: str | None) -> Trouble:
        place = self.database.place
        if found is None:
            return Trouble(
                "database-damaged",
                f"There is no lobby in {place}. Nothing was changed. Name the right one, or restore the newest backup.",
            )
        if found < SCHEMA:
            return Trouble(
                "database-old",
                f"The record {place} was made by an older Lobby (schema {found}). Nothing was changed. "
                "Run 'lobby upgrade' once, with all other Lobby programs closed.",
            )
        return Trouble(
            "database-newer",
            f"The record {place} was made by a newer Lobby (schema {found}, this one knows {SCHEMA}). "
            "Nothing was changed. Update Lobby on this machine.",
        )

    @contextmanager
    def pen(self, then: Callable[[], None] | None = None) -> Iterator[Connection]:
        """Hold the pen: everything inside is one commit, or nothing; `then` comes after it and before anybody hears.

        What holds inside: nobody else can commit, in this process or another, and all that was committed is seen.
        The connection is the same one each time until it breaks; then the next `mark` differs from every earlier one.
        Several commands go into one commit with a savepoint each (`session.begin_nested()`).
        """
        with self._pen, self.troubles():
            begun = self._begun()
            try:
                with begun:
                    yield begun.connection
            except (DBAPIError, self.database.error):
                self._drop_writer()
                raise
            if then is not None:
                then()
        with self._committed:
            self._committed.notify_all()

    def _begun(self) -> Transaction:
        """The writer connection, its transaction begun. One that was cut while it lay idle is replaced at once."""
        if self._writer is not None:
            try:
                return self._writer.begin()
            except DBAPIError as error:
                self._drop_writer()
                if not error.connection_invalidated:
                    raise
        self._writer = self.engine.connect().execution_options(writing=True)
        self._writers += 1
        try:
            return self._writer.begin()
        except BaseException:
            self._drop_writer()
            raise

    def _drop_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()

    def mark(self, connection: Connection) -> int:
        """Tells, inside `pen()`, whether anybody else has committed: as long as two marks are equal, nobody has.

        One's own commits never change it. Only equality means anything; now and then it changes for nothing.
        """
        return (self._writers << 48) + self.database.mark(connection)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """The pen, with a session that is flushed before the commit."""
        with self.pen() as connection, Session(connection, expire_on_commit=False) as session:
            yield session
            session.flush()

    @contextmanager
    def read(self) -> Iterator[Session]:
        with (
            self.troubles(),
            self.engine.connect() as connection,
            connection.begin(),
            Session(connection, expire_on_commit=False) as session,
        ):
            yield session

    @contextmanager
    def watch(self) -> Iterator[Watch]:
        """Notices commits of this and of other processes."""
        with self.troubles(), self.database.watch(self._committed) as watch:
            yield watch

    @contextmanager
    def troubles(self) -> Iterator[None]:
        """Turns what a database says into what it means."""
        try:
            yield
        except (DBAPIError, self.database.error) as error:
            raise self.database.trouble(error) from error

    def close(self) -> None:
        """Let go of the record, once whoever has the pen is done."""
        with self._pen:
            self._drop_writer()
        self.engine.dispose()
