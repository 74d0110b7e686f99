"""A new record on PostgreSQL: its database, its two roles, and the file with the run-time role's password.

Whoever runs it is a superuser, or may make roles and databases. The password is made here, goes to the server only as a
SCRAM verifier, and stands nowhere but in the file that the run-time URL names.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import platformdirs
import psycopg
from sqlalchemy import URL, create_engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from lobby.errors import Trouble
from lobby.postgres import OWN_KEYS, TURNS, arguments, parsed, place
from lobby.postgres_roles import Roles, say, tables
from lobby.postgres_trouble import trouble

MAINTENANCE = "postgres"


def create(url: str) -> str:
    """Make the empty database and its roles; the URL under which the branch's hosts open it. Raises Trouble."""
    admin = parsed(url)
    roles = Roles.of(admin.database or "")
    _make_database(admin)
    runtime = URL.create(
        admin.drivername, roles.runtime, None, admin.host, admin.port, admin.database, admin.query
    ).difference_update_query(["passfile"])
    with _connected(admin) as connection:
        _refuse_what_is_there(connection, place(admin))
        password = _make_roles(connection, roles)
        _hand_over(connection, roles, admin.database or "")
    file = platformdirs.user_data_path("lobby", appauthor=False) / f"{admin.database}.pgpass"
    if password is not None:
        _keep(file, runtime, password)
    if file.exists():
        runtime = runtime.update_query_dict({"passfile": str(file)})
    return runtime.render_as_string(hide_password=False)


@contextmanager
def _connected(url: URL) -> Iterator[Connection]:
    """Each statement by itself: a database can't be made inside a transaction."""
    engine = create_engine(url.difference_update_query(OWN_KEYS), connect_args=arguments())
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        said = error.orig
        raise trouble(place(url), said if isinstance(said, psycopg.Error) else psycopg.Error(str(said))) from error
    finally:
        engine.dispose()


def _make_database(url: URL) -> None:
    with _connected(url.set(database=MAINTENANCE)) as connection:
        known = connection.exec_driver_sql("SELECT 1 FROM pg_database WHERE datname = %s", (url.database,)).scalar()
        if not known:
            connection.exec_driver_sql("SET statement_timeout = 0")
            say(connection, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", url.database or "")


def _refuse_what_is_there(connection: Connection, where: str) -> None:
    if tables(connection):
        raise Trouble(
            "database-exists",
            f"There are tables in {where} already, and they were left alone. Name another database, or drop that one.",
        )
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise Trouble(
            "database-url",
            f"The database {where} is kept in {encoding}, which lacks people's names. Nothing was made. "
            "Name a database in UTF8, or one that is not there yet.",
        )


def _make_roles(connection: Connection, roles: Roles) -> str | None:
    """The run-time role's password; None where the role was there and keeps its own."""
    for role in (roles.owner, roles.runtime):
        if not connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).scalar():
            say(connection, "CREATE ROLE {} NOLOGIN", role)
        elif role == roles.runtime:
            return None
    password = secrets.token_urlsafe(32)
    raw: Any = connection.connection.dbapi_connection
    verifier = raw.pgconn.encrypt_password(password.encode(), roles.runtime.encode(), b"scram-sha-256").decode()
    say(connection, f"ALTER ROLE {{}} LOGIN PASSWORD '{verifier}'", roles.runtime)
    return password


def _hand_over(connection: Connection, roles: Roles, database: str) -> None:
    """The database is the owner's; nobody comes in but the two roles (and superusers)."""
    me = str(connection.exec_driver_sql("SELECT current_user").scalar())
    superuser = connection.exec_driver_sql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").scalar()
    if not superuser:
        say(connection, "GRANT {} TO {}", roles.owner, me)
    say(connection, "ALTER DATABASE {} OWNER TO {}", database, roles.owner)
    say(connection, "REVOKE ALL ON DATABASE {} FROM PUBLIC", database)
    say(connection, "GRANT CONNECT ON DATABASE {} TO {}", database, roles.runtime)
    say(connection, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    say(connection, "GRANT ALL ON SCHEMA public TO {}", roles.owner)
    say(connection, "GRANT USAGE ON SCHEMA public TO {}", roles.runtime)
    say(connection, "CREATE SEQUENCE {}", TURNS)
    say(connection, "ALTER SEQUENCE {} OWNER TO {}", TURNS, roles.owner)


def _keep(path: Path, url: URL, password: str) -> None:
    """A password file as libpq reads it, for its owner only."""
    fields = (url.host or "*", str(url.port or 5432), url.database or "*", url.username or "*", password)
    line = ":".join(field.replace("\\", "\\\\").replace(":", "\\:") for field in fields)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(line + "\n")
