"""A record on PostgreSQL copied while it is written to: `pg_dump` of one moment, read back whole before it counts."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL

from lobby import migrate, postgres_setup
from lobby.backup.dump_text import contents_of
from lobby.backup.manifest import Contents
from lobby.errors import Trouble
from lobby.postgres import OWN_KEYS, parsed, place
from lobby.postgres_roles import Roles
from lobby.postgres_trouble import trouble
from lobby.tables import EPOCH, MICROSECOND

ONE_MOMENT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
PATIENT = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"


def snapshot(url: str, target: Path) -> Contents:
    """Copy one moment of the record at `url` into the new file `target`; what that moment holds is counted in it."""
    named = parsed(url)
    with _connected(named) as connection:
        connection.execute(ONE_MOMENT)
        connection.execute(PATIENT)
        (moment,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        held = _contents(connection)
        dump = ("--format=custom", "--compress=0", "--no-owner", "--no-privileges")  # the bundle compresses
        _run("pg_dump", *dump, f"--snapshot={moment}", f"--file={target}", f"--dbname={_address(named)}", url=named)
        connection.execute("ROLLBACK")
    return held


def head(url: str) -> int:
    """The newest journal line's number: when it is still the same, nothing has happened."""
    with _connected(parsed(url)) as connection:
        (newest,) = connection.execute("SELECT coalesce(max(id), 0) FROM journal").fetchone() or (0,)
        return int(newest)


def examine(copy: Path) -> Contents:
    """What a copy holds, counted line by line from the whole of it. Raises Trouble for one that can't be read."""
    program = subprocess.Popen(
        [_program("pg_restore"), "--file=-", str(copy)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stderr is not None
    with program:
        found = contents_of(program.stdout)
        said = program.stderr.read().decode("utf-8", "replace")
    if program.returncode or found is None:
        raise Trouble(
            "backup-unsound",
            f"The copy of the record can't be read back ({_first(said) or 'there is no lobby in it'}). "
            "It is no backup; earlier ones stay. Run 'lobby doctor'.",
        )
    return found


def load(copy: Path, url: str) -> str:
    """Make the copy the record of a new database; the URL to open it by. `url` is one that may make roles there."""
    opened_by = postgres_setup.create(url)
    named = parsed(url)
    fill = ("--no-owner", "--no-privileges", "--clean", "--if-exists", "--single-transaction", "--exit-on-error")
    owner = Roles.of(named.database or "").owner
    _run("pg_restore", *fill, f"--role={owner}", f"--dbname={_address(named)}", str(copy), url=named)
    migrate.upgrade(url)  # gives the run-time role its rights
    return opened_by


def _contents(connection: psycopg.Connection[Any]) -> Contents:
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    rows = {}
    for (name,) in tables:
        (count,) = connection.execute(SQL("SELECT count(*) FROM {}").format(Identifier(name))).fetchone() or (0,)
        rows[name] = int(count)
    schema = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    newest = connection.execute("SELECT id, branch, at FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    number, branch, at = newest or (0, None, None)
    return Contents(schema[0] if schema else "", branch, number, None if at is None else EPOCH + at * MICROSECOND, rows)


@contextmanager
def _connected(url: URL) -> Iterator[psycopg.Connection[Any]]:
    try:
        with closing(psycopg.connect(_address(url), password=url.password, autocommit=True)) as connection:
            yield connection
    except psycopg.Error as error:
        raise trouble(place(url), error) from error


def _address(url: URL) -> str:
    """For PostgreSQL's own programs; a password never stands on a command line."""
    plain = url.difference_update_query(OWN_KEYS).set(drivername="postgresql", password=None)
    return URL.create(  # `set` leaves a password that is None as it was
        plain.drivername, plain.username, None, plain.host, plain.port, plain.database, plain.query
    ).render_as_string(hide_password=False)


def _run(name: str, *words: str, url: URL) -> None:
    secret = {"PGPASSWORD": url.password} if url.password else {}
    done = subprocess.run(
        [_program(name), "--no-password", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env={**os.environ, **secret, "LC_MESSAGES": "C"},
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")
        full = "No space left" in said or "File too large" in said
        raise Trouble(
            "backup-full" if full else "backup-failed",
            f"{name} could not do its work: {_first(said)}. The record of {place(url)} is as it was. "
            + ("Make room on the disk." if full else "Look at its words, put that right and try again."),
        )


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Trouble(
            "backup-program",
            f"The program {name} is not here, so a record on PostgreSQL can't be backed up or restored. "
            "Install it, not older than the server (Debian: apt-get install postgresql-client).",
        )
    return found


def _first(said: str) -> str:
    return next((line.strip().rstrip(".") for line in said.splitlines() if line.strip()), "")
