"""PostgreSQL's own part: least rights, one pen for all, other people's commits noticed, and nothing of it on SQLite."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from lobby import commands as c
from lobby import postgres as pg
from lobby.cli import main
from lobby.errors import Trouble
from lobby.keys import key_path
from lobby.migrate import upgrade
from lobby.postgres_roles import excess_rights, missing_rights, unsafe_settings
from lobby.store import Store
from tests.lobby.shift import Shift, as_owner, kept, other_door
from tests.postgres_server import Server

pytestmark = pytest.mark.ways("postgresql")

WITHOUT_SERVER = """
import sys
from lobby.api import open_lobby
from lobby.commands import OpenDay
from lobby.queries import Hall
lobby = open_lobby(sys.argv[1])
lobby.do(OpenDay()), lobby.ask(Hall()), lobby.events()
lobby.close()
found = [name for name in sys.modules if "psycopg" in name or "postgres" in name]
assert not found, found
"""


def looked_at(url: str) -> tuple[list[str], list[str], list[str]]:
    with closing(Store(url)) as store, store.engine.connect() as connection:
        return excess_rights(connection), missing_rights(connection), unsafe_settings(connection)


@pytest.mark.ways("sqlite")
def test_nothing_of_postgresql_is_loaded_for_a_file(url: str) -> None:
    """When a record is opened and used; making and upgrading one is Alembic's, which knows every database."""
    subprocess.run([sys.executable, "-c", WITHOUT_SERVER, url], check=True)


def test_the_run_time_role_has_what_it_needs_and_no_more(url: str) -> None:
    excess, missing, unsafe = looked_at(url)
    assert (excess, missing) == ([], [])
    assert set(unsafe) == {"fsync=off", "full_page_writes=off", "synchronous_commit=off"}, "as the tests' server is"


def test_the_owners_excess_is_told(url: str) -> None:
    excess, missing, _ = looked_at(as_owner(url))
    assert {"it is a superuser", "it can make tables", "it may DELETE on journal"} <= set(excess)
    assert missing == []


def test_a_missing_right_is_told_and_an_upgrade_gives_it_again(url: str) -> None:
    with closing(Store(as_owner(url))) as store, store.write() as session:
        session.execute(text("REVOKE INSERT ON calls FROM founded_run"))
    assert looked_at(url)[1] == ["it may not INSERT on calls"]
    upgrade(as_owner(url))
    assert looked_at(url)[1] == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET kind = 'x'",
        "DELETE FROM journal",
        "TRUNCATE journal",
        "ALTER TABLE journal DISABLE TRIGGER USER",
        "DROP TABLE tickets",
        "CREATE TABLE mine (id int)",
        "CREATE TEMP TABLE mine (id int)",
        "UPDATE alembic_version SET version_num = '0'",
        "SET ROLE founded_owner",
    ],
)
def test_the_run_time_role_can_do_no_harm(url: str, statement: str) -> None:
    with closing(Store(url)) as store, pytest.raises(Trouble) as trouble, store.write() as session:
        session.execute(text(statement))
    assert trouble.value.kind == "database-rights"


def test_an_upgrade_needs_the_owner(url: str) -> None:
    with pytest.raises(Trouble, match="lobby upgrade") as trouble:
        upgrade(url)
    assert trouble.value.kind == "database-rights"


def test_init_makes_database_roles_and_a_password_file(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    name = f"bank_{os.getpid()}"
    admin = postgres.url(name).replace("postgres@", "postgres:topsecret@")
    assert main(["init", "--sample", "boutique", "--database", admin]) == 0
    said = capsys.readouterr()
    assert "topsecret" not in said.out + said.err
    run = next(word for word in said.out.split() if word.startswith("postgresql+psycopg://"))
    assert f"{name}_run@" in run
    (passfile,) = tmp_path.rglob("*.pgpass")
    assert stat.S_IMODE(passfile.stat().st_mode) == 0o600
    assert looked_at(run)[:2] == ([], [])
    assert key_path(run) == key_path(admin)
    assert key_path(run).exists()
    assert main(["do", "OpenDay", "--database", run]) == 0
    assert main(["init", "--sample", "boutique", "--database", admin]) == 1
    assert "already" in capsys.readouterr().err
    assert main(["upgrade", "--database", admin]) == 0
    assert "topsecret" not in capsys.readouterr().out
    _drop(postgres, name)


def test_the_password_made_by_init_is_the_one_that_lets_in(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one database of the tests' server that asks for a password."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with at_server(postgres) as admin_there:
        admin_there.execute("CREATE DATABASE locked")
    admin = postgres.url("locked").replace("postgres@", "postgres:only%20in%20tests@")
    assert main(["init", "--sample", "boutique", "--database", admin]) == 0
    (passfile,) = tmp_path.rglob("*.pgpass")
    run = postgres.url("locked", "locked_run")
    assert looked_at(f"{run}?passfile={passfile}")[:2] == ([], [])
    for wrong in (run, run.replace("locked_run@", "locked_run:guessed@"), postgres.url("locked", "nobody")):
        with pytest.raises(Trouble) as trouble:
            Store(wrong)
        assert trouble.value.kind == "database-rights"
        assert "guessed" not in str(trouble.value)
    _drop(postgres, "locked")


def _drop(server: Server, name: str) -> None:
    with at_server(server) as admin:
        for thing in (f"DATABASE {name} WITH (FORCE)", f"ROLE {name}_owner", f"ROLE {name}_run"):
            admin.execute(SQL(f"DROP {thing}"))


def at_server(server: Server) -> psycopg.Connection[Any]:
    return psycopg.connect(host="127.0.0.1", port=server.port, user="postgres", dbname="postgres", autocommit=True)


# ------------------------------------------------------------------ on every database


@pytest.mark.ways("sqlite", "postgresql")
def test_the_mark_tells_others_commits_and_not_ones_own(shift: Shift) -> None:
    with closing(Store(shift.url)) as mine, closing(Store(shift.url)) as other:

        def mark(store: Store) -> int:
            with store.pen() as connection:
                return store.mark(connection)

        first = mark(mine)
        with mine.write() as session:
            session.execute(text("UPDATE counters SET paused = paused"))
        assert mark(mine) == first == mark(mine)
        with pytest.raises(ZeroDivisionError), mine.write() as session:
            raise ZeroDivisionError
        assert mark(mine) == first
        with other.write() as session:
            session.execute(text("INSERT INTO paces (service, seconds) VALUES ('x', 1)"))
        second = mark(mine)
        assert second != first
        assert mark(mine) == second


TWICE = "UPDATE tickets SET state = 'called', counter = '1' WHERE id = :id"
COLUMNS = "day_id, ticket, number, staff, at, round, call, rule, beaten, green, language, taken_back"
AGAIN = f"INSERT INTO calls (id, counter, {COLUMNS}) SELECT id + 1, '2', {COLUMNS} FROM calls WHERE ticket = :id"


@pytest.mark.ways("sqlite", "postgresql")
@pytest.mark.parametrize("statement", [TWICE, AGAIN], ids=["two at one counter", "one at two counters"])
def test_k1_the_database_itself_refuses_a_double_call(shift: Shift, statement: str) -> None:
    """The second defence, should two writers ever have the pen at once."""
    shift.open("1")
    called, other = shift.take_many(2)
    shift.call("1")
    before = kept(shift.url)
    which = other if statement is TWICE else called
    with closing(Store(shift.url)) as store, pytest.raises(Trouble, match=r"(?i)unique"), store.write() as session:
        session.execute(text(statement), {"id": which.id})
    assert kept(shift.url) == before


@pytest.mark.ways("sqlite", "postgresql")
def test_a_door_serves_several_threads_beside_another_door(shift: Shift) -> None:
    other = other_door(shift)
    shift.open("1")
    numbers: list[str] = []
    doors = (shift.lobby, other, shift.lobby, other)
    threads = [
        threading.Thread(target=lambda d=door: numbers.extend(d.do(c.TakeTicket("transfer")).number for _ in range(5)))
        for door in doors
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(numbers) == [f"B{n:03}" for n in range(1, 21)]
    other.close()


def test_a_commit_elsewhere_wakes_who_waits(shift: Shift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pg, "LOOK_EVERY", 3600.0)  # so that only the notice can be it
    with closing(Store(shift.url)) as store, store.watch() as watch:
        assert not watch.wait(0.0)
        shift.take()
        assert watch.wait(30.0)
        assert not watch.wait(0.0)


def test_a_lost_notice_is_made_good_by_looking(shift: Shift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pg, "LOOK_EVERY", 0.0)
    with closing(Store(shift.url)) as store, store.watch() as watch:
        connection: psycopg.Connection[object] = watch._connection  # type: ignore[attr-defined]
        connection.execute(f"UNLISTEN {pg.CHANNEL}")
        shift.take()
        assert watch.wait(0.01)


def test_reading_sees_one_moment(shift: Shift) -> None:
    def count(connection: Connection) -> object:
        return connection.exec_driver_sql("SELECT count(*) FROM tickets").scalar()

    with closing(Store(shift.url)) as store, store.read() as session:
        before = count(session.connection())
        shift.take()
        assert count(session.connection()) == before
        with pytest.raises(DBAPIError, match="read-only"):
            session.execute(text("UPDATE tickets SET note = ''"))
