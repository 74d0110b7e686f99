"""The host as a program of its own, its guests as others: what the panel does, the console hears of."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lobby import certificate
from lobby import commands as c
from lobby import queries as q
from lobby.access import Badge
from lobby.clock import Clock
from lobby.local import LocalLobby
from lobby.model import Event
from lobby.remote import RemoteLobby
from tests.gateway.conftest import BranchLan, working

PATIENCE = 60.0
Way = tuple[str, str]
"""The host's address and fingerprint."""


@contextmanager
def host_program(record: str, certificate_file: Path, config: Path) -> Iterator[tuple[subprocess.Popen[str], Way]]:
    config.write_text(f"[host]\ncertificate = {certificate_file.as_posix()!r}\n", encoding="utf-8")
    words = [sys.executable, "-m", "gateway.app", "--database", record, "--config", str(config)]
    program = subprocess.Popen([*words, "--host", "127.0.0.1", "--port", "0"], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    said = program.stdout.readline()
    address = re.search(r"https://127\.0\.0\.1:\d+", said)
    assert address, f"lobby-host said {said!r}"
    try:
        yield program, (address.group(), certificate.fingerprint(certificate_file))
    finally:
        program.terminate()
        program.communicate(timeout=PATIENCE)


def tell_at_the_counter(way: Way, station: str, session: str, rounds: int) -> None:
    """The teller's machine: serve whoever is next."""
    door = RemoteLobby(way[0], Badge(station, session), way[1])
    for _ in range(rounds):
        assert door.do(c.CallNext("1")) is not None
        door.do(c.Arrive("1"))
        door.do(c.Finish("1"))
    door.close()


@pytest.fixture
def today(url: str) -> Iterator[BranchLan]:
    """A branch at the machine's own hour, which never closes: the host's program has no other clock."""
    record = LocalLobby(url, Clock())
    record.do(c.OpenDay())
    record.do(c.ChangeSetting("never_close", True))
    record.close()
    with working(url, Clock()) as lan:
        yield lan


def test_panel_commands_through_the_host_are_events_at_the_console(
    today: BranchLan, certificate_file: Path, tmp_path: Path
) -> None:
    with host_program(today.house.shift.url, certificate_file, tmp_path / "lobby.toml") as (_, way):
        kiosk = RemoteLobby(way[0], Badge(today.kiosk.pairing.token), way[1])
        session = today.console.session
        assert session is not None
        console = RemoteLobby(way[0], Badge(today.console.pairing.token, session.token), way[1])
        tickets = [kiosk.do(c.TakeTicket("transfer")) for _ in range(5)]
        after = console.ask(q.Hall()).event
        assert today.panel.session is not None
        panel = multiprocessing.get_context("spawn").Process(
            target=tell_at_the_counter, args=(way, today.panel.pairing.token, today.panel.session.token, len(tickets))
        )
        panel.start()
        heard: list[Event] = []
        while sum(event.kind == "ticket.finished" for event in heard) < len(tickets):
            news = console.events(heard[-1].id if heard else after, PATIENCE)
            assert news, "the panel was not heard"
            heard.extend(news)
        panel.join(PATIENCE)
        assert panel.exitcode == 0
    told = [(event.kind, event.ticket, event.staff) for event in heard]
    kinds = ("ticket.called", "ticket.arrived", "ticket.finished")
    assert told == [(kind, ticket.id, "t1") for ticket in tickets for kind in kinds]


@pytest.mark.skipif(sys.platform == "win32", reason="there a program is ended in another way")
def test_n6_a_host_killed_and_started_again_has_what_it_answered(
    today: BranchLan, certificate_file: Path, tmp_path: Path
) -> None:
    record, badge = today.house.shift.url, Badge(today.kiosk.pairing.token)
    with host_program(record, certificate_file, tmp_path / "lobby.toml") as (program, way):
        first = RemoteLobby(way[0], badge, way[1]).do(c.TakeTicket("transfer"), "kept")
        os.kill(program.pid, signal.SIGKILL)
    with host_program(record, certificate_file, tmp_path / "lobby.toml") as (_, way):
        door = RemoteLobby(way[0], badge, way[1])
        assert door.do(c.TakeTicket("transfer"), "kept") == first
        assert [ticket.id for ticket in door.ask(q.Hall()).waiting] == [first.id]


def test_without_a_certificate_only_its_own_machine_is_served(today: BranchLan, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "gateway.app", "--database", today.house.shift.url, "--host", "0.0.0.0"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 1
    assert "lobby host-setup" in done.stderr
