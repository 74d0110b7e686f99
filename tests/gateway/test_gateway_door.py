"""Through the host a guest is answered as if the record were its own: answers, refusals, events, sign-ins."""

from __future__ import annotations

import threading
import time

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.errors import Refused
from lobby.model import Event, StationRole
from tests.gateway.conftest import BranchLan
from tests.gateway.served import Served
from tests.lobby.staffed import PASSWORD

PATIENCE = 20.0


def test_n6_a_command_is_done_once_however_often_it_is_sent(host: Served, lan: BranchLan) -> None:
    kiosk = host.door(lan.kiosk)
    first = kiosk.do(c.TakeTicket("transfer"), "one-key")
    assert kiosk.do(c.TakeTicket("transfer"), "one-key") == first
    assert kiosk.do(c.TakeTicket("transfer")).number != first.number


def test_answers_and_refusals_are_those_of_the_record(host: Served, lan: BranchLan) -> None:
    kiosk, panel = host.door(lan.kiosk), host.door(lan.panel)
    ticket = kiosk.do(c.TakeTicket("transfer"))
    assert panel.do(c.CallNext("1")).id == ticket.id  # type: ignore[union-attr]
    assert panel.ask(q.Hall()).calls == lan.house.shift.ask(q.Hall()).calls
    assert panel.ask(q.Setup()) == lan.house.shift.ask(q.Setup())
    with pytest.raises(Refused) as refused:
        kiosk.do(c.TakeTicket("transfers"))
    assert (refused.value.reason, refused.value.facts) == ("unknown-service", {"service": "transfers"})


def test_who_did_it_is_the_station_and_whoever_signed_in_there(host: Served, lan: BranchLan) -> None:
    host.door(lan.kiosk).do(c.TakeTicket("transfer"))
    host.door(lan.panel).do(c.CallNext("1"))
    called = [event for event in lan.house.shift.journal() if event.kind == "ticket.called"]
    assert [event.staff for event in called] == ["t1"]


def test_a_sign_in_belongs_to_the_door_and_ends_with_sign_out(host: Served, lan: BranchLan) -> None:
    console = host.door(lan.house.pair(StationRole.CONSOLE))
    with pytest.raises(Refused, match="signed in"):
        console.do(c.PostNotice("请稍候"))
    console.do(c.SignIn("m1", PASSWORD))
    assert console.ask(q.Me()).staff == "m1"
    console.do(c.PostNotice("请稍候"))
    console.do(c.SignOut())
    assert console.ask(q.Me()).staff is None


def test_a_revoked_station_is_out_at_once(host: Served, lan: BranchLan) -> None:
    kiosk = host.door(lan.kiosk)
    kiosk.ask(q.Hall())
    host.door(lan.console).do(c.RevokeStation(kiosk.ask(q.Me()).station))
    with pytest.raises(Refused) as refused:
        kiosk.do(c.TakeTicket("transfer"))
    assert refused.value.reason == "station-unknown"


def test_a_snapshot_knows_what_its_asker_knows(host: Served, lan: BranchLan) -> None:
    """Read your own writes, and others' once their event was told."""
    kiosk, watching = host.door(lan.kiosk), host.door(lan.display)
    after = watching.ask(q.Hall()).event
    for _ in range(20):
        ticket = kiosk.do(c.TakeTicket("transfer"))
        assert ticket.id in [waiting.id for waiting in kiosk.ask(q.Hall()).waiting]
        after = watching.events(after, PATIENCE)[-1].id
        assert watching.ask(q.Hall()).event >= after


def test_v5_screens_in_public_are_not_told_who_the_customers_are(host: Served, lan: BranchLan) -> None:
    host.door(lan.kiosk).do(c.TakeTicket("transfer", amount=500_000, note="deaf"))
    for guest in (lan.kiosk, lan.display):
        (ticket,) = host.door(guest).ask(q.Hall()).waiting
        assert (ticket.amount, ticket.note, ticket.token) == (None, "", "")
        assert host.door(guest).ask(q.Hall()).waiting == guest.ask(q.Hall()).waiting
    (ticket,) = host.door(lan.panel).ask(q.Hall()).waiting
    assert (ticket.amount, ticket.note) == (500_000, "deaf")


def test_a_poll_wakes_at_the_commit_and_tells_each_event_once(host: Served, lan: BranchLan) -> None:
    after, heard = lan.house.shift.journal()[-1].id, list[Event]()

    def listen() -> None:
        door, last = host.door(lan.display), after
        while len(heard) < 10 and (news := door.events(last, PATIENCE)):
            heard.extend(news)
            last = news[-1].id

    listening = threading.Thread(target=listen)
    listening.start()
    kiosk = host.door(lan.kiosk)
    for _ in range(10):
        kiosk.do(c.TakeTicket("transfer"))
    listening.join(PATIENCE)
    assert [event.id for event in heard] == list(range(after + 1, after + 11))
    assert tuple(heard) == lan.house.shift.lobby.events(after)


def test_what_another_program_does_to_the_record_is_heard(host: Served, lan: BranchLan) -> None:
    after = lan.house.shift.journal()[-1].id
    other = Beside(lan)
    other.start()
    assert [event.kind for event in host.door(lan.display).events(after, PATIENCE)] == ["ticket.issued"]
    other.join(PATIENCE)


class Beside(threading.Thread):
    """Writes by another door to the same file."""

    def __init__(self, lan: BranchLan) -> None:
        super().__init__()
        self._shift = lan.house.shift

    def run(self) -> None:
        from tests.lobby.shift import other_door

        other = other_door(self._shift)
        other.do(c.TakeTicket("transfer"))
        other.close()


def test_who_comes_from_far_back_is_told_all_of_it(host: Served, lan: BranchLan) -> None:
    assert host.door(lan.console).events(0) == lan.house.shift.lobby.events(0)


def test_an_empty_poll_ends_when_it_said(host: Served, lan: BranchLan) -> None:
    door, after = host.door(lan.display), lan.house.shift.journal()[-1].id
    began = time.monotonic()
    assert door.events(after, 0.3) == ()
    assert time.monotonic() - began >= 0.3


def test_ending_the_host_answers_those_who_wait(host: Served, lan: BranchLan) -> None:
    answers: list[int] = []
    after = lan.house.shift.journal()[-1].id
    waiting = threading.Thread(
        target=lambda: answers.append(host.say("GET", f"/v1/events?after={after}&timeout=25", guest=lan.display).status)
    )
    waiting.start()
    while not host.host.server_state.tasks:
        assert waiting.is_alive()
    host.stop()
    waiting.join(PATIENCE)
    assert answers == [200]
