"""What the store asks of a database, whichever it is; `sqlite` and `postgres` each know their own ways."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

from lobby.errors import Trouble


class Watch(Protocol):
    """Tells whether something was committed since the last look."""

    def wait(self, seconds: float) -> bool:
        """Whether something was committed, by whomever, after at most `seconds`."""


class Database(Protocol):
    place: str
    """How sentences name the record; a password is never in it."""
    engine: Engine
    error: type[Exception]
    """What the driver itself raises where SQLAlchemy does not stand between."""

    def take_pen(self, connection: Connection) -> None:
        """Begin to write, waiting until nobody else does. Whoever returns from here sees all that was committed."""

    def begin_reading(self, connection: Connection) -> None:
        """Begin to see one consistent moment."""

    def mark(self, connection: Connection) -> int:
        """While this connection has the pen: a number that changes when another one has committed meanwhile."""

    def watch(self, committed: threading.Condition) -> AbstractContextManager[Watch]:
        """Notices commits of other processes, and of this one, which tells them by `committed`."""

    def migrating(self, connection: Connection, revision: str) -> AbstractContextManager[None]:
        """The pen for a change of the schema, which may take long and has to leave together what belongs together."""

    def schema(self, connection: Connection) -> str | None:
        """The record's Alembic revision, or None where there is none."""

    def trouble(self, error: Exception) -> Trouble:
        """What the database's words mean for the lobby, and what to do."""


def begins_by_itself(database: Database) -> None:
    """The drivers never begin a transaction on their own: each begins as the connection's `writing` option says."""

    @event.listens_for(database.engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            database.take_pen(connection)
        else:
            database.begin_reading(connection)
