"""A record on PostgreSQL is backed up and put back by the server's own programs, and looked at as a file's is."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg.sql import SQL

from lobby import commands as c
from lobby.backup import postgres_copy
from lobby.backup.dump_text import contents_of
from lobby.backup.restore import check, restore
from lobby.backup.take import take
from lobby.backup.takeover import take_over
from lobby.checks import database
from lobby.checks.finding import Case, Level
from lobby.config import Config
from lobby.errors import Trouble
from lobby.queries import VerifyJournal
from tests.lobby.shift import GOLD_CARD, Shift

if TYPE_CHECKING:
    from tests.postgres_server import Server

pytestmark = pytest.mark.ways("postgresql")
SECRET = b"a tiger drinks from the spring"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


@pytest.fixture
def elsewhere(postgres: Server, tmp_path: Path) -> Iterator[str]:
    """A database that is not there yet, by the server's administrator."""
    name = f"restored_{os.getpid()}"
    (tmp_path / "other").mkdir()
    yield postgres.url(name) + f"?identity_key={tmp_path / 'other' / 'lobby.key'}"
    with psycopg.connect(postgres.url().replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute(SQL(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))  # type: ignore[arg-type, unused-ignore]
        for role in ("owner", "run"):
            admin.execute(SQL(f"DROP ROLE IF EXISTS {name}_{role}"))  # type: ignore[arg-type, unused-ignore]


def test_a_record_comes_back_as_it_was_with_its_guards_and_rights(shift: Shift, folder: Path, elsewhere: str) -> None:
    shift.know_customers()
    shift.open("1")
    shift.take_many(4)
    shift.serve()
    shift.do(c.PostNotice("请\t排队\\ 。"))
    taken = take(shift.url, folder, SECRET, shift.clock)
    found = restore(folder, elsewhere, SECRET)
    assert found.manifest == taken.manifest
    back = Shift.begin(found.opened_by, shift.clock.now())
    assert back.journal() == shift.journal()
    assert back.hall().waiting == shift.hall().waiting
    assert back.take("wealth", customer=GOLD_CARD).segment == "gold"
    assert back.ask(VerifyJournal()).sound
    findings = list(database.check(Case(found.opened_by, Config(), shift.clock)))
    assert [f.message for f in findings if f.level is not Level.OK and "not safe" not in f.message] == []
    back.lobby.close()


def test_every_backup_under_load_holds_a_moment_that_was(shift: Shift, folder: Path) -> None:
    shift.setting("never_close", True)
    done = threading.Event()
    issued: list[int] = []

    def kiosk() -> None:
        while not done.is_set():
            issued.append(shift.do(c.TakeTicket("transfer", channel="desk")).id)

    threads = [threading.Thread(target=kiosk) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(3):
            before = len(issued)
            shift.pass_time(seconds=1)
            taken = take(shift.url, folder, None, shift.clock)
            held = check(taken.path).manifest.contents
            assert before <= held.rows["tickets"] <= len(issued) + len(threads)
    finally:
        done.set()
        for thread in threads:
            thread.join()


def test_another_host_goes_on(shift: Shift, folder: Path, elsewhere: str) -> None:
    shift.take_many(2)
    take(shift.url, folder, SECRET, shift.clock)
    shift.pass_time(seconds=20)
    over = take_over(folder, elsewhere, SECRET, clock=shift.clock)
    new = Shift.begin(over.restored.opened_by, shift.clock.now())
    assert new.take().number == "A063"
    new.lobby.close()


def test_a_record_that_is_there_is_left_alone(shift: Shift, folder: Path, postgres: Server) -> None:
    path = take(shift.url, folder, None, shift.clock).path
    before = shift.journal()
    name = shift.url.rpartition("/founded")[2].partition("?")[0]
    with pytest.raises(Trouble) as refused:
        restore(path, postgres.url(f"founded{name}") + "?identity_key=" + shift.url.rpartition("=")[2])
    assert refused.value.kind == "database-exists"
    assert shift.journal() == before


def test_each_kind_goes_back_to_its_own(shift: Shift, folder: Path, tmp_path: Path) -> None:
    path = take(shift.url, folder, None, shift.clock).path
    with pytest.raises(Trouble) as refused:
        restore(path, f"sqlite:///{tmp_path / 'x.db'}")
    assert refused.value.kind == "backup-kind"
    assert not (tmp_path / "x.db").exists()


def test_without_the_servers_programs_it_is_said(shift: Shift, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Trouble) as refused:
        take(shift.url, folder, None, shift.clock)
    assert refused.value.kind == "backup-program"
    assert list(folder.iterdir()) == []


@pytest.mark.ways("sqlite")
@pytest.mark.parametrize("content", [b"", b"PGDMP", b"hello" * 1000])
def test_a_dump_that_is_none(postgres: Server, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(Trouble) as refused:
        postgres_copy.examine(tmp_path / "x")
    assert refused.value.kind == "backup-unsound"


def test_a_text_that_ends_within_a_table_is_no_lobby() -> None:
    whole = [b"COPY public.alembic_version (version_num) FROM stdin;\n", b"0001\n", b"\\.\n"]
    journal = [b"COPY public.journal (id, branch, at) FROM stdin;\n", b"7\tb\t5\n"]
    assert contents_of([*whole, *journal]) is None
    found = contents_of([*whole, *journal, b"\\.\n"])
    assert found is not None
    assert (found.head, found.branch, found.schema, found.rows) == (
        7,
        "b",
        "0001",
        {"alembic_version": 1, "journal": 1},
    )
