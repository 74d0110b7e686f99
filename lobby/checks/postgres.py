"""Whether a record on PostgreSQL is kept safely: server, durability, schema, and the least rights for who runs it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection

from lobby.checks.finding import Case, Findings, Subject, said_by
from lobby.postgres_roles import excess_rights, missing_rights, unsafe_settings
from lobby.store import SCHEMA, Store

database = Subject("database")
OLDEST = 140000


def check(case: Case) -> Findings:
    with said_by(database):
        store = Store(case.url, unfinished=True)
        try:
            with store.troubles(), store.engine.connect() as connection, connection.begin():
                found = list(_findings(store, connection))
        finally:
            store.close()
    yield from found


def _findings(store: Store, connection: Connection) -> Findings:
    yield from _server(connection)
    schema = store.database.schema(connection)
    yield from _schema(schema)
    if schema == SCHEMA:
        yield from _safety(connection)
        yield from _rights(connection)


def _server(connection: Connection) -> Findings:
    version, number = _one(connection, "SELECT version(), current_setting('server_version_num')::int")
    if number < OLDEST:
        yield database.warning(f"{version.split(',')[0]} is old", "PostgreSQL 14 or newer")
    else:
        yield database.ok(str(version).split(",")[0])


def _safety(connection: Connection) -> Findings:
    unsafe = unsafe_settings(connection)
    if unsafe:
        yield database.fault(f"not safe: {', '.join(unsafe)}", "as the owner, run: lobby upgrade; set the others to on")
    else:
        yield database.ok("each commit is on the disk before it is answered, and the journal is guarded")


def _schema(found: str | None) -> Findings:
    if found is None:
        yield database.fault("there is no lobby in this database", "make one with lobby init, or restore a backup")
    elif found != SCHEMA:
        todo = "update Lobby on this machine" if found > SCHEMA else "as the owner, run: lobby upgrade"
        yield database.fault(f"schema {found}, this Lobby needs {SCHEMA}", todo)
    else:
        yield database.ok(f"schema {SCHEMA}")


def _rights(connection: Connection) -> Findings:
    (user,) = _one(connection, "SELECT current_user")
    excess, lost = excess_rights(connection), missing_rights(connection)
    if excess:
        yield database.fault(f"{user} may do too much: {', '.join(excess)}", "use the run-time role of 'lobby init'")
    if lost:
        yield database.fault(f"{user} may do too little: {', '.join(lost)}", "as the owner, run: lobby upgrade")
    if not excess and not lost:
        yield database.ok(f"{user} has the rights for its work and no more")


def _one(connection: Connection, question: str) -> Any:
    return connection.execute(text(question)).one()
