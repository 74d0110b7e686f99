"""PostgreSQL as the lobby needs it: one pen for all gateways, time-outs so that nobody hangs, troubles in words."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from psycopg.sql import SQL
from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, ProgrammingError

from lobby.database import begins_by_itself
from lobby.errors import Trouble
from lobby.postgres_roles import become_owner, grant
from lobby.postgres_trouble import trouble

PEN = 0x10BB7
"""The advisory lock that whoever writes holds: a branch has a database of its own, and locks are the database's."""
CHANNEL = "lobby"
TURNS = "pen"
"""A sequence that counts how often the pen was taken."""
FROZEN = "2s"
"""Whoever has the pen and is silent for so long loses it: a frozen station stops nobody."""
TAKE_PEN = (
    "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '{frozen}'; "
    f"SELECT pg_advisory_xact_lock({PEN}); NOTIFY {CHANNEL}; SELECT nextval('{TURNS}')"
)
"""One way to the server and back. The lock is given in the order of asking; the notice goes out with the commit."""
BUSY_SECONDS = 15.0
"""How long one waits for the pen in all; `lock_timeout` ends a single wait, so that a lost server is noticed."""
BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
HEAD = "SELECT coalesce(max(id), 0) FROM journal"
LOOK_EVERY = 0.5
"""Seconds between two looks at the journal's head, should a notice have been lost."""

TIMEOUTS = {
    "idle_in_transaction_session_timeout": "30s",  # whoever only reads holds nobody up
    "lock_timeout": "3s",
    "statement_timeout": "5s",
}
OWN_KEYS = ("identity_key",)
"""Parts of the URL's query that are ours, not the server's (lobby/keys.py)."""


def parsed(url: str) -> URL:
    """The URL of a record on PostgreSQL. Raises Trouble for another kind, or without a database."""
    try:
        found = make_url(url)
    except (ArgumentError, ValueError):
        found = URL.create("unknown")
    if found.drivername != "postgresql+psycopg" or not found.database:
        raise Trouble(
            "database-url",
            "This does not name a lobby's record on PostgreSQL. Nothing was opened. "
            "Give postgresql+psycopg://user@host:5432/database; the password belongs in a file (passfile=…).",
        )
    return found


def place(url: URL) -> str:
    """How sentences name the record: no user, no password."""
    return f"{url.database} on {url.host or url.query.get('host') or 'this machine'}:{url.port or 5432}"


def arguments() -> dict[str, Any]:
    """How the driver connects: no transaction of its own, and nobody waits for ever for a server that is gone."""
    return {
        "autocommit": True,
        "application_name": "lobby",
        "connect_timeout": 5,
        "keepalives": 1,
        "keepalives_idle": 2,
        "keepalives_interval": 1,
        "keepalives_count": 3,
        "tcp_user_timeout": 5000,
        "options": " ".join(f"-c {name}={value}" for name, value in TIMEOUTS.items()),
    }


class Postgres:
    """The record in a database of a server."""

    error: type[Exception] = psycopg.Error

    def __init__(self, url: str) -> None:
        named = parsed(url)
        self.place = place(named)
        self.engine = create_engine(
            named.difference_update_query(OWN_KEYS),
            connect_args=arguments(),
            pool_pre_ping=True,
            max_overflow=20,
        )
        begins_by_itself(self)

    def take_pen(self, connection: Connection) -> None:
        raw: Any = connection.connection.dbapi_connection
        try:
            turn = _turn(raw)
        except psycopg.Error as error:
            if raw.closed:
                connection.invalidate(error)
            raise OperationalError(TAKE_PEN, None, error, connection_invalidated=raw.closed) from error
        others, last = connection.info.get(TURNS, (0, 0))
        connection.info[TURNS] = (others if turn == last + 1 else others + 1, turn)

    def begin_reading(self, connection: Connection) -> None:
        connection.exec_driver_sql(BEGIN_READING)

    def mark(self, connection: Connection) -> int:
        """How often somebody else had the pen between two turns of this connection."""
        others: int = connection.info[TURNS][0]
        return others

    @contextmanager
    def watch(self, committed: threading.Condition) -> Iterator[Watch]:
        with closing(self.engine.raw_connection()) as connection:
            raw: Any = connection.dbapi_connection
            try:
                raw.execute(f"LISTEN {CHANNEL}")
                yield Watch(raw)
                raw.execute(f"UNLISTEN {CHANNEL}")
            except BaseException:
                connection.invalidate()
                raise

    @contextmanager
    def migrating(self, connection: Connection, revision: str) -> Iterator[None]:
        with connection.begin():
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            become_owner(connection)
            yield
            grant(connection)

    def schema(self, connection: Connection) -> str | None:
        try:
            found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        except ProgrammingError as error:
            if isinstance(error.orig, psycopg.errors.UndefinedTable):
                return None
            raise
        return found

    def trouble(self, error: Exception) -> Trouble:
        said = error.orig if isinstance(error, DBAPIError) else error
        return trouble(self.place, said if isinstance(said, psycopg.Error) else psycopg.Error(str(said)))


def _turn(raw: psycopg.Connection[Any]) -> int:
    """Wait for the pen; the number of this turn."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            said = raw.execute(SQL(TAKE_PEN).format(frozen=SQL(FROZEN)))
            while said.nextset():
                pass
            (turn,) = said.fetchone() or (0,)
            return int(turn)
        except psycopg.errors.LockNotAvailable:
            raw.rollback()
            if time.monotonic() > until:
                raise


class Watch:
    """Wakes at the notice that a commit sends, and looks at the journal's head now and then: a notice can be lost."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._looked = time.monotonic()
        self._seen = self._head()

    def wait(self, seconds: float) -> bool:
        noticed = list(self._connection.notifies(timeout=seconds, stop_after=1))
        if not noticed and time.monotonic() - self._looked < LOOK_EVERY:
            return False
        seen, self._seen = self._seen, self._head()
        return seen != self._seen

    def _head(self) -> int:
        self._looked = time.monotonic()
        row = self._connection.execute(HEAD).fetchone()
        return int(row[0]) if row else 0
