"""PostgreSQL's two roles: the owner changes the schema and can't log in, the run-time role does the branch's work only.

The owner owns the database; the run-time role is called like it, ending in `_run` instead of `_owner`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

OWNER, RUNTIME = "_owner", "_run"
JOURNAL = "journal"
EVERYTHING = ("SELECT", "INSERT", "UPDATE", "DELETE")
LESS = {JOURNAL: ("SELECT", "INSERT"), "setups": ("SELECT", "INSERT"), "alembic_version": ("SELECT",)}
"""What the run-time role may do with tables that only grow, or that only an upgrade writes; with others, everything."""
LONGEST = 63 - len(OWNER)
"""PostgreSQL cuts longer names off without an error."""


@dataclass(frozen=True)
class Roles:
    owner: str
    runtime: str

    @classmethod
    def of(cls, database: str) -> Roles:
        """The names for a new database."""
        return cls(database[:LONGEST] + OWNER, database[:LONGEST] + RUNTIME)

    @classmethod
    def here(cls, connection: Connection) -> Roles:
        """The names in the database of this connection, by who owns it."""
        owner = str(
            _one(connection, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()")
        )
        return cls(owner, owner.removesuffix(OWNER) + RUNTIME)


def become_owner(connection: Connection) -> None:
    """Until the end of the transaction: so that what a migration makes belongs to the owner, whoever runs it."""
    say(connection, "SET LOCAL ROLE {}", Roles.here(connection).owner)


def grant(connection: Connection) -> None:
    """Give the run-time role what it needs on each table, and no more; at the end of every migration."""
    runtime = Roles.here(connection).runtime
    if not _one(connection, "SELECT count(*) FROM pg_roles WHERE rolname = %s", runtime):
        return  # the bank's own way: only the owner's role, which 'lobby doctor' tells
    for table in tables(connection):
        rights = ", ".join(LESS.get(table, EVERYTHING))
        say(connection, "REVOKE ALL ON {} FROM PUBLIC, {}", table, runtime)
        say(connection, f"GRANT {rights} ON {{}} TO {{}}", table, runtime)
    say(connection, "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}", runtime)


def tables(connection: Connection) -> list[str]:
    found = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return [str(row[0]) for row in found]


def excess_rights(connection: Connection) -> list[str]:
    """What the role that is logged in could do to the record beyond its work; nothing for a run-time role."""
    found = [
        words
        for words, answer in (
            ("it is a superuser", "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"),
            ("it can make roles", "SELECT rolcreaterole FROM pg_roles WHERE rolname = current_user"),
            ("it can make databases", "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user"),
            ("it owns the database", f"SELECT pg_has_role(datdba, 'MEMBER') {_HERE}"),
            ("it can make tables", "SELECT has_schema_privilege('public', 'CREATE')"),
        )
        if _one(connection, answer)
    ]
    for table, rights in LESS.items():
        for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER"):
            if right not in rights and _one(connection, "SELECT has_table_privilege(%s, %s)", table, right):
                found.append(f"it may {right} on {table}")
    return found


def missing_rights(connection: Connection) -> list[str]:
    """What the role that is logged in needs for the branch's work and was not given."""
    return [
        f"it may not {right} on {table}"
        for table in tables(connection)
        for right in LESS.get(table, EVERYTHING)
        if not _one(connection, "SELECT has_table_privilege(%s, %s)", table, right)
    ]


def unsafe_settings(connection: Connection) -> list[str]:
    """Settings with which the server loses what it has acknowledged, or the journal's guards are off."""
    wanted = (
        ("fsync", ("on",)),
        ("full_page_writes", ("on",)),
        ("synchronous_commit", ("on", "local", "remote_write", "remote_apply")),
    )
    found = []
    for name, good in wanted:
        value = str(_one(connection, f"SHOW {name}"))
        if value not in good:
            found.append(f"{name}={value}")
    guards = (
        "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'journal'::regclass AND NOT tgisinternal AND tgenabled <> 'D'"
    )
    if not _one(connection, guards):
        found.append("the journal has no guards")
    return found


_HERE = "FROM pg_database WHERE datname = current_database()"


def _one(connection: Connection, query: str, *values: str) -> object:
    return connection.exec_driver_sql(query, values or None).scalar()


def say(connection: Connection, statement: str, *names: str) -> None:
    """A statement with names in it, quoted as PostgreSQL wants them."""
    quote = connection.dialect.identifier_preparer.quote_identifier
    connection.exec_driver_sql(statement.format(*map(quote, names)))
