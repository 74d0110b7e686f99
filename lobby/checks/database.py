"""Whether the record is sound and kept safely: version, durability, file system, integrity, schema, room, pen."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

from lobby import record_file
from lobby.checks.finding import Case, Findings, Found, Subject, said_by

database = Subject("database")
LEAST_ROOM, GOOD_ROOM = 100 << 20, 1 << 30
PASSING = ("tmpfs", "ramfs", "overlay")
UNSAFE = ("vfat", "msdos", "exfat")
FULL = 2
"""`PRAGMA synchronous`: on the disk at every commit."""


def check(case: Case) -> Findings:
    if case.is_guest:
        yield database.ok("none here: this machine is a guest, the record is its host's")
    elif case.on_postgres:
        from lobby.checks import postgres

        yield from postgres.check(case)
    else:
        yield from _sqlite(case.url)


def _sqlite(url: str) -> Findings:
    from lobby import sqlite

    with said_by(database):
        path = record_file.existing(url)
    yield from _library()
    yield from _disk(path)
    try:
        with closing(sqlite.connect(path)) as connection:
            yield from _durability(connection)
            yield from _integrity(connection)
            yield from _schema(connection)
            yield from _pen(connection)
    except sqlite.dbapi.Error as error:
        raise Found(database.trouble(sqlite.trouble(path, str(error)))) from error


def _library() -> Findings:
    from lobby import sqlite

    version = sqlite.dbapi.sqlite_version
    if sqlite.sound_wal(sqlite.dbapi.sqlite_version_info):
        yield database.ok(f"SQLite {version}")
    else:
        yield database.warning(
            f"SQLite {version} can lose a write-ahead log, so the slower rollback journal is used; that one is safe",
            "install the package pysqlite3 where it has a wheel, or a Python with SQLite 3.51.3 or newer",
        )


def _disk(path: Path) -> Findings:
    kind = record_file.mount_kind(path.resolve())
    if kind in PASSING:
        yield database.warning(f"{path} lies on {kind}", "move it to a disk, or it is gone with the next start")
    elif kind in UNSAFE:
        yield database.warning(f"{path} lies on {kind}, which a power cut can damage", "move it to ext4 or NTFS")
    else:
        yield database.ok(f"{path}, {path.stat().st_size / 1e6:.1f} MB on {kind or 'a disk of this machine'}")
    free = shutil.disk_usage(path.parent).free
    words = f"{free / 1e9:.1f} GB free on its disk"
    if free < LEAST_ROOM:
        yield database.fault(words, "make room now: without it no ticket can be issued")
    elif free < max(GOOD_ROOM, 3 * path.stat().st_size):
        yield database.warning(words, "make room soon; a backup needs as much as the record itself")
    else:
        yield database.ok(words)


def _durability(connection: Any) -> Findings:
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0].upper()
    synchronous = connection.execute("PRAGMA synchronous").fetchone()[0]
    if synchronous < FULL:
        yield database.fault(f"synchronous={synchronous}: a power cut loses tickets", "report this; it is never meant")
    else:
        yield database.ok(f"journal mode {mode}, each commit is on the disk before it is answered")


def _integrity(connection: Any) -> Findings:
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    strays = connection.execute("PRAGMA foreign_key_check").fetchall()
    if found != ["ok"]:
        yield database.fault(
            f"the record is damaged: {'; '.join(found)}", "stop the lobby and restore the newest backup: lobby restore"
        )
    elif strays:
        yield database.fault(f"{len(strays)} rows belong to nothing, first in {strays[0][0]}", "restore a backup")
    else:
        yield database.ok("integrity: every page and index was read and is sound")


def _schema(connection: Any) -> Findings:
    from lobby.store import SCHEMA

    named = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if named else None
    if row is None:
        raise Found(database.fault("there is no lobby in this file", "name the right file, or restore a backup"))
    if row[0] < SCHEMA:
        yield database.fault(f"schema {row[0]}, this Lobby needs {SCHEMA}", "close all faces and run: lobby upgrade")
    elif row[0] > SCHEMA:
        yield database.fault(f"schema {row[0]}, this Lobby knows {SCHEMA}", "update Lobby on this machine")
    else:
        yield database.ok(f"schema {SCHEMA}")


def _pen(connection: Any) -> Findings:
    """Writes something that changes nothing, and takes it back."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("UPDATE alembic_version SET version_num = version_num")
    finally:
        connection.execute("ROLLBACK")
    yield database.ok("it can be written to")
