"""Two gateways before one PostgreSQL: whoever asks at one is known, heard and held to the rules at the other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.access import STRANGER
from lobby.errors import Refused, Trouble
from lobby.local import LocalLobby
from lobby.model import Event, StationRole, Ticket
from tests.conftest import Records
from tests.gateway.conftest import BranchLan, working
from tests.gateway.served import Served, served


@dataclass
class TwoHosts:
    lan: BranchLan
    one: Served
    other: Served


@pytest.fixture
def hosts(postgresql_records: Records, certificate_file: Path) -> Iterator[TwoHosts]:
    url = postgresql_records()
    with working(url) as lan:
        second = LocalLobby(url, lan.house.shift.clock)
        try:
            with served(lan.house.lobby, certificate_file) as one, served(second, certificate_file) as other:
                yield TwoHosts(lan, one, other)
        finally:
            second.close()


def test_a_station_that_one_paired_is_known_at_the_other(hosts: TwoHosts) -> None:
    kiosk = hosts.other.door(hosts.lan.kiosk)
    assert kiosk.do(c.TakeTicket("transfer")).number == "B001"
    late = hosts.lan.house.pair(StationRole.KIOSK)
    assert hosts.other.door(late).do(c.TakeTicket("transfer")).number == "B002"


def test_whoever_signed_in_at_one_works_at_the_other(hosts: TwoHosts) -> None:
    hosts.one.door(hosts.lan.kiosk).do(c.TakeTicket("transfer"))
    called = hosts.other.door(hosts.lan.panel).do(c.CallNext("1"))
    assert called is not None
    assert called.number == "B001"


def test_n3_both_give_numbers_of_one_series(hosts: TwoHosts) -> None:
    doors = [hosts.one.door(hosts.lan.kiosk), hosts.other.door(hosts.lan.kiosk)]
    numbers: list[str] = []

    def take(door: int) -> None:
        numbers.extend(doors[door].do(c.TakeTicket("transfer")).number for _ in range(20))

    threads = [threading.Thread(target=take, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [f"B{number:03d}" for number in range(1, 41)]


def test_n6_a_key_that_one_has_answered_is_not_done_again_by_the_other(hosts: TwoHosts) -> None:
    first = hosts.one.door(hosts.lan.kiosk).do(c.TakeTicket("transfer"), key="touch-1")
    again = hosts.other.door(hosts.lan.kiosk).do(c.TakeTicket("transfer"), key="touch-1")
    assert again.id == first.id
    assert len(hosts.lan.house.shift.ask(q.Hall()).waiting) == 1


def test_what_happens_at_one_wakes_who_listens_at_the_other(hosts: TwoHosts) -> None:
    watcher = hosts.other.door(hosts.lan.display)
    before = watcher.ask(q.Hall()).event
    heard: list[Event] = []
    listening = threading.Thread(target=lambda: heard.extend(watcher.events(before, timeout=20)))
    listening.start()
    ticket = hosts.one.door(hosts.lan.kiosk).do(c.TakeTicket("transfer"))
    listening.join(15)
    assert not listening.is_alive(), "not only when its patience ends"
    assert [event.ticket for event in heard] == [ticket.id]


def test_whoever_heard_of_a_commit_at_the_other_sees_it_there(hosts: TwoHosts) -> None:
    kiosk, display = hosts.one.door(hosts.lan.kiosk), hosts.other.door(hosts.lan.display)
    known = display.ask(q.Hall()).event
    for count in range(1, 11):
        kiosk.do(c.TakeTicket("transfer"))
        (heard,) = display.events(known, timeout=20)
        known = heard.id
        assert len(display.ask(q.Hall()).waiting) == count


def test_k12_a_counter_that_one_has_given_away_is_not_given_again_by_the_other(hosts: TwoHosts) -> None:
    asked = hosts.other.lobby.do(c.AskPairing(StationRole.COUNTER, "a second panel", "1"), None, STRANGER)
    with pytest.raises(Refused, match="Counter 1 has a station already"):
        hosts.other.lobby.do(c.ApprovePairing(asked.code))


def test_one_ticket_is_called_by_one_counter_though_both_are_asked_at_once(hosts: TwoHosts) -> None:
    second = hosts.lan.house.counter("2", "t2")
    second.do(c.OpenCounter("2", "t2"))
    kiosk = hosts.one.door(hosts.lan.kiosk)
    doors = {"1": hosts.one.door(hosts.lan.panel), "2": hosts.other.door(second)}
    start = threading.Barrier(2)
    called: dict[str, Ticket | None] = {}

    def call(counter: str) -> None:
        start.wait()
        called[counter] = doors[counter].do(c.CallNext(counter))

    for _ in range(10):
        ticket = kiosk.do(c.TakeTicket("transfer"))
        threads = [threading.Thread(target=call, args=(counter,)) for counter in doors]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        (winner,) = (counter for counter, found in called.items() if found is not None)
        found = called[winner]
        assert found is not None
        assert found.id == ticket.id
        doors[winner].do(c.Arrive(winner))
        doors[winner].do(c.Finish(winner))


def test_a_station_revoked_at_one_is_a_stranger_at_the_other(hosts: TwoHosts) -> None:
    kiosk = hosts.other.door(hosts.lan.kiosk)
    kiosk.do(c.TakeTicket("transfer"))
    (station,) = (s for s in hosts.lan.house.shift.ask(q.Stations()).paired if s.role is StationRole.KIOSK)
    hosts.lan.house.lobby.do(c.RevokeStation(station.code))
    with pytest.raises((Refused, Trouble)):
        kiosk.do(c.TakeTicket("transfer"))
    assert len(hosts.lan.house.shift.ask(q.Hall()).waiting) == 1
