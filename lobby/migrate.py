"""From no record to an empty one, and from an older schema to today's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command, op
from alembic.config import Config
from sqlalchemy import TextClause

from lobby.record_file import on_server, sqlite_path
from lobby.store import Store


def create(url: str) -> str:
    """Make an empty record at `url`; the URL to open it by. Raises Trouble when there is one or it can't be made."""
    if on_server(url):
        from lobby import postgres_setup

        opened_by = postgres_setup.create(url)
    else:
        from lobby import sqlite

        sqlite.create(sqlite_path(url))
        opened_by = url
    upgrade(url)
    return opened_by


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the record's schema to `revision` in one step that happens wholly or not at all."""
    _run(url, command.upgrade, revision)


def downgrade(url: str, revision: str) -> None:
    _run(url, command.downgrade, revision)


def where(condition: TextClause) -> dict[str, Any]:
    """For a migration: which rows an index is about, on whichever database it is made."""
    return {f"{op.get_bind().dialect.name}_where": condition}


def _run(url: str, step: Callable[[Config, str], None], revision: str) -> None:
    store = Store(url, unfinished=True)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    try:
        with (
            store.troubles(),
            store.engine.connect().execution_options(writing=True) as connection,
            store.database.migrating(connection, revision),
        ):
            config.attributes["connection"] = connection
            step(config, revision)
    finally:
        store.close()
