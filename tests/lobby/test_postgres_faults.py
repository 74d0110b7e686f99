"""What can go wrong with a server: each said in words, nothing lost, and the open door goes on when it is over."""

from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from lobby import commands as c
from lobby import postgres as pg
from lobby.api import open_lobby
from lobby.errors import Trouble
from lobby.postgres_trouble import trouble as in_words
from lobby.store import Store
from tests import postgres_server
from tests.lobby.shift import Shift, found_sample
from tests.postgres_server import Server

pytestmark = pytest.mark.skipif(bool(postgres_server.why_not()), reason=postgres_server.why_not() or "it is there")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server that may be stopped, and the run-time URL of a branch on it."""
    key = tmp_path_factory.mktemp("keys") / "lobby.key"
    with postgres_server.own_server() as server:
        found_sample(f"{server.url('lobby')}?identity_key={key}")
        yield server, f"{server.url('lobby', 'lobby_run')}?identity_key={key}"


@pytest.fixture
def server(own: tuple[Server, str]) -> Server:
    return own[0]


@pytest.fixture
def url(own: tuple[Server, str]) -> str:
    return own[1]


@pytest.fixture
def shift(url: str) -> Iterator[Shift]:
    shift = Shift.begin(url)
    shift.do(c.OpenDay())
    yield shift
    shift.lobby.close()


def kind_of(trouble: pytest.ExceptionInfo[Trouble]) -> str:
    """It says what to do as well, in more than one sentence, and no password."""
    assert len(re.findall(r"\.( |$)", str(trouble.value))) >= 2, str(trouble.value)
    return trouble.value.kind


def admin(server: Server) -> psycopg.Connection[Any]:
    return psycopg.connect(host="127.0.0.1", port=server.port, user="postgres", dbname="postgres", autocommit=True)


def servants(server: Server) -> list[int]:
    """The server's processes that serve the branch."""
    with admin(server) as me:
        return [pid for (pid,) in me.execute("SELECT pid FROM pg_stat_activity WHERE datname = 'lobby'")]


def cut_all(server: Server) -> None:
    with admin(server) as me:
        for pid in servants(server):
            me.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))


def half_done(store: Store, meanwhile: Callable[[], object]) -> None:
    with store.write() as session:
        session.execute(text("UPDATE tickets SET note = 'half'"))
        meanwhile()
        session.execute(text("UPDATE tickets SET note = 'whole'"))


# ------------------------------------------------------------------ opening


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u@host/lobby",
        "postgresql+psycopg2://u@host/lobby",
        "postgresql+psycopg://u@host",
        "postgresql+psycopg://u@host:port/lobby",
    ],
)
def test_no_url_of_a_record(url: str) -> None:
    with pytest.raises(Trouble) as trouble:
        open_lobby(url)
    assert kind_of(trouble) == "database-url"


def test_a_server_that_is_not_there() -> None:
    for host in ("127.0.0.1:9", "no-such-host.invalid:5432"):
        with pytest.raises(Trouble) as trouble:
            open_lobby(f"postgresql+psycopg://u:secret@{host}/lobby")
        assert kind_of(trouble) == "database-away"
        assert "secret" not in str(trouble.value)


def test_a_database_or_a_role_that_is_not_there(server: Server) -> None:
    for url, kind in ((server.url("nowhere"), "database-missing"), (server.url("lobby", "who"), "database-rights")):
        with pytest.raises(Trouble) as trouble:
            open_lobby(url)
        assert kind_of(trouble) == kind


def test_a_database_of_something_else(server: Server) -> None:
    with pytest.raises(Trouble, match="There is no lobby in") as trouble:
        open_lobby(server.url("postgres"))
    assert kind_of(trouble) == "database-damaged"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (psycopg.errors.DiskFull("could not extend file"), "database-full"),
        (psycopg.errors.LockNotAvailable("lock timeout"), "database-busy"),
        (psycopg.errors.QueryCanceled("statement timeout"), "database-busy"),
        (psycopg.errors.TooManyConnections("too many clients"), "database-busy"),
        (psycopg.errors.ReadOnlySqlTransaction("read-only transaction"), "database-readonly"),
        (psycopg.errors.InsufficientPrivilege("permission denied"), "database-rights"),
        (psycopg.errors.CannotConnectNow("the database system is starting up"), "database-away"),
        (psycopg.errors.IoError("could not read"), "database-disk"),
        (psycopg.errors.DataCorrupted("invalid page"), "database-damaged"),
        (psycopg.OperationalError("connection failed: FATAL:  too many connections for role"), "database-busy"),
        (psycopg.OperationalError("connection failed: FATAL:  the database system is shutting down"), "database-away"),
        (psycopg.OperationalError("connection timeout expired"), "database-away"),
        (psycopg.errors.UniqueViolation("duplicate key"), "database-trouble"),
        (psycopg.ProgrammingError(""), "database-trouble"),
    ],
)
def test_each_trouble_has_its_words(error: psycopg.Error, kind: str) -> None:
    said = in_words("lobby on db:5432", error)
    assert said.kind == kind
    assert "lobby on db:5432" in str(said)


# ------------------------------------------------------------------ while it is open


def test_a_server_that_stops_and_comes_back(server: Server, shift: Shift) -> None:
    first = shift.take()
    server.stop("immediate")
    try:
        for _ in range(2):
            with pytest.raises(Trouble) as trouble:
                shift.take()
            assert kind_of(trouble) == "database-away"
            with pytest.raises(Trouble) as trouble:
                shift.hall()
            assert kind_of(trouble) == "database-away"
    finally:
        server.start()
    assert first.number in shift.waiting(), "the same door goes on"
    assert shift.take().id > first.id


def test_a_connection_that_was_cut_while_nobody_used_it_costs_nothing(server: Server, shift: Shift) -> None:
    before = shift.take()
    cut_all(server)
    assert shift.take().id == before.id + 1
    cut_all(server)
    assert before.number in shift.waiting()


def test_a_connection_cut_in_the_middle_leaves_nothing_half_done(server: Server, url: str, shift: Shift) -> None:
    before = shift.journal()
    with closing(Store(url)) as store, pytest.raises(Trouble) as trouble:
        half_done(store, lambda: cut_all(server))
    assert kind_of(trouble) == "database-away"
    assert shift.journal() == before
    assert all(ticket.note == "" for ticket in shift.hall().waiting)
    shift.take(), shift.hall()


def test_a_command_whose_answer_was_lost_is_done_once_under_its_key(server: Server, shift: Shift) -> None:
    first = shift.do(c.TakeTicket("transfer"), key="touch")
    cut_all(server)
    assert shift.do(c.TakeTicket("transfer"), key="touch") == first


def test_who_waits_for_news_is_told_of_the_cut_and_can_wait_again(server: Server, url: str, shift: Shift) -> None:
    def wait_on(store: Store) -> None:
        with store.watch() as watch:
            cut_all(server)
            while not watch.wait(1.0):
                pass

    with closing(Store(url)) as store:
        with pytest.raises(Trouble) as trouble:
            wait_on(store)
        assert kind_of(trouble) == "database-away"
        with store.watch() as watch:
            shift.take()
            assert watch.wait(30.0)


def test_whoever_freezes_with_the_pen_loses_it_and_the_others_go_on(
    url: str, shift: Shift, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pg, "FROZEN", "300ms")
    taken: list[str] = []

    def others_go_on() -> None:
        other = threading.Thread(target=lambda: taken.append(shift.take().number))
        other.start()
        other.join(60)

    with closing(Store(url)) as frozen, pytest.raises(Trouble) as trouble:
        half_done(frozen, others_go_on)
    assert kind_of(trouble) == "database-away"
    assert len(taken) == 1
    assert all(ticket.note == "" for ticket in shift.hall().waiting)


def test_the_pen_that_is_held_too_long_is_waited_for_and_then_told(
    url: str, shift: Shift, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pg, "BUSY_SECONDS", 0.3)
    monkeypatch.setattr(pg, "TIMEOUTS", {**pg.TIMEOUTS, "lock_timeout": "200ms"})
    monkeypatch.setattr(pg, "FROZEN", "60s")
    impatient = Shift.begin(url, shift.clock.now())
    with closing(Store(url)) as holder, holder.write():
        with pytest.raises(Trouble) as trouble:
            impatient.take()
        assert kind_of(trouble) == "database-busy"
        assert impatient.hall().day is not None, "reading goes on"
    impatient.take()
    impatient.lobby.close()


def test_a_standby_can_only_be_read(server: Server, url: str, shift: Shift) -> None:
    with admin(server) as me:
        me.execute("ALTER DATABASE lobby SET default_transaction_read_only = on")
    try:
        with closing(Store(url)) as store:
            with pytest.raises(Trouble) as trouble, store.write() as session:
                session.execute(text("UPDATE tickets SET note = ''"))
            assert kind_of(trouble) == "database-readonly"
            with store.read() as session:
                assert session.scalar(text("SELECT count(*) FROM setups"))
    finally:
        with admin(server) as me:
            me.execute("ALTER DATABASE lobby RESET default_transaction_read_only")


def test_a_killed_server_process_takes_nobody_along(server: Server, shift: Shift) -> None:
    """PostgreSQL restarts itself when a process of its dies: all are cut for a moment, nothing acknowledged goes."""
    numbers = [shift.take().number for _ in range(3)]
    os.kill(servants(server)[0], signal.SIGKILL)
    healed = False
    while not healed:
        with suppress(Trouble):
            healed = set(numbers) <= set(shift.waiting())
    while len(numbers) == 3:
        with suppress(Trouble):
            numbers.append(shift.take().number)


def test_init_where_nobody_may_make_databases(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(Trouble) as trouble:
        found_sample(server.url("another", "lobby_run"))
    assert kind_of(trouble) == "database-rights"
    assert not list(tmp_path.rglob("*.pgpass"))
