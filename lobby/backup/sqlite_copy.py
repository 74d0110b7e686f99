"""A SQLite record copied while it is written to, by SQLite's own backup; never as a file, which tears under load."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from lobby import sqlite
from lobby.backup.manifest import Contents
from lobby.backup.put import put
from lobby.errors import Trouble
from lobby.record_file import existing, sqlite_path
from lobby.tables import EPOCH, MICROSECOND


def snapshot(url: str, target: Path) -> Contents:
    """Copy one moment of the record at `url` into the new file `target`; what that moment holds is counted in it."""
    path = existing(url)
    try:
        with closing(sqlite.connect(path)) as source:
            source.execute("BEGIN")
            held = contents(source)
            with closing(sqlite.dbapi.connect(str(target), isolation_level=None)) as copy:
                copy.execute("PRAGMA synchronous=OFF")  # whoever packs it sees to the disk
                source.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
            source.execute("ROLLBACK")
    except sqlite.dbapi.Error as error:
        raise sqlite.trouble(path, str(error)) from error
    return held


def head(url: str) -> int:
    """The newest journal line's number: when it is still the same, nothing has happened."""
    path = existing(url)
    try:
        with closing(sqlite.connect(path)) as source:
            return int(source.execute("SELECT coalesce(max(id), 0) FROM journal").fetchone()[0])
    except sqlite.dbapi.Error as error:
        raise sqlite.trouble(path, str(error)) from error


def examine(copy: Path) -> Contents:
    """What a copy holds, after every page of it was looked at. Raises Trouble for one that is not sound."""
    try:
        with closing(sqlite.dbapi.connect(str(copy), isolation_level=None)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            strays = connection.execute("PRAGMA foreign_key_check").fetchone()
            if found != ["ok"] or strays:
                raise _unsound("; ".join(found[:3]) if found != ["ok"] else f"lost rows in {strays[0]}")
            return contents(connection)
    except sqlite.dbapi.Error as error:
        raise _unsound(str(error)) from error


def load(copy: Path, url: str) -> str:
    """Make the copy the record at `url`, where there is none; the URL to open it by."""
    put(copy, sqlite_path(url))
    return url


def contents(connection: Any) -> Contents:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    rows = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}
    if not {"journal", "alembic_version"} <= rows.keys():
        raise _unsound("there is no lobby in it")
    schema = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    head = connection.execute("SELECT id, branch, at FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    number, branch, at = head or (0, None, None)
    return Contents(
        schema=schema[0] if schema else "",
        branch=branch,
        head=number,
        head_at=None if at is None else EPOCH + at * MICROSECOND,
        rows=rows,
    )


def _unsound(why: str) -> Trouble:
    return Trouble(
        "backup-unsound",
        f"The copy of the record is not sound ({why}). It was not kept as a backup; earlier ones stay. "
        "Run 'lobby doctor' to see whether the record itself is damaged.",
    )
