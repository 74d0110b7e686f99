"""A branch to prove things on: the sample branch, open round the clock, strictly first come first served in a rank."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from lobby import commands as c
from lobby.api import open_lobby
from lobby.clock import Clock
from lobby.local import found
from lobby.setup_file import read_branch
from lobby.store import Store
from resources import sample

EVERYWHERE = "transfer"
"""What every counter of the sample branch does."""
CASH = "cash-withdraw"
"""What only some counters do."""
AT_CASH = frozenset("12348")


def new_branch(place: Path | str, counters: int = 8, clock: Clock | None = None) -> str:
    """The URL of a new record, in a folder or at a URL, its day open and so many counters held.

    Nobody's turn comes by being overtaken.
    """
    url = f"sqlite:///{place / 'lobby.db'}" if isinstance(place, Path) else place
    url = found(url, read_branch(sample.branch_file()), clock)
    door = open_lobby(url, clock)
    door.do(c.ChangeSetting("never_close", True))
    door.do(c.ChangeSetting("overtakes", 1_000_000_000))
    door.do(c.OpenDay())
    for number in range(1, counters + 1):
        door.do(c.OpenCounter(str(number), f"t{number}"))
    door.close()
    return url


def sound(url: str) -> str:
    """What the database itself says of the record; 'ok' when all is well."""
    store = Store(url, unfinished=True)
    try:
        with store.read() as session:
            if store.engine.dialect.name != "sqlite":
                return "ok"
            found = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check"))]
            orphans = session.execute(text("PRAGMA foreign_key_check")).all()
    finally:
        store.close()
    return "; ".join(found) if not orphans else f"{len(orphans)} rows point nowhere"
