"""A record that fails now and then in the middle of a write: at a random statement or at the commit."""

from __future__ import annotations

from random import Random
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

AT_COMMIT, AT_A_STATEMENT = 0.15, 0.01
"""How likely each fails; together about a fifth of all commands."""


class DiskFailed(Exception):
    """What a database driver says when the disk does not take what it writes."""


def inject(seed: int) -> None:
    """From now on until the process ends."""
    random = Random(seed)

    def fail(connection: Connection, likely: float) -> None:
        if connection.get_execution_options().get("writing") and random.random() < likely:
            raise OperationalError("a write", None, DiskFailed("disk I/O error"))

    def at_commit(connection: Connection) -> None:
        fail(connection, AT_COMMIT)

    def at_statement(connection: Connection, *_: Any) -> None:
        fail(connection, AT_A_STATEMENT)

    event.listen(Engine, "commit", at_commit)
    event.listen(Engine, "before_cursor_execute", at_statement)
