"""The kiosk while its host is away (N1, N6): whatever is cut or killed, each finger has one valid number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest

from lobby import commands as c
from lobby import guest
from lobby import queries as q
from lobby.api import Lobby
from lobby.commands import Command
from lobby.emergency import EmergencyKiosk
from lobby.errors import Refused, Trouble
from lobby.guest import Doors, GuestLobby
from lobby.model import EMERGENCY, Event, Phase, PrintState, Ticket, TicketState
from lobby.outbox import Outbox
from lobby.queries import Query
from tests.lobby.shift import GOLD_CARD, HERE, Shift

A = TypeVar("A")


@dataclass
class Wire:
    """The way to the host, as long as nobody cuts it; `loses` counts the answers that are lost on it next."""

    lobby: Lobby
    cut: bool = False
    loses: int = 0
    sent: list[str] = field(default_factory=list)

    def do(self, command: Command[A], key: str | None = None) -> A:
        self._try()
        self.sent.append(type(command).__name__)
        answer = self.lobby.do(command, key)
        if self.loses:
            self.loses -= 1
            raise Trouble("host-away", "The answer was lost.")
        return answer

    def ask(self, query: Query[A]) -> A:
        self._try()
        return self.lobby.ask(query)

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        self._try()
        return self.lobby.events(after, 0.0)

    def close(self) -> None:
        pass

    def _try(self) -> None:
        if self.cut:
            raise Trouble("host-away", "The host is away.")


class Away:
    """A kiosk with its own disk, and the wire to its host."""

    def __init__(self, shift: Shift, disk: Path, name: str = "1") -> None:
        self.shift, self.disk, self.name = shift, disk, name
        self.wire = Wire(shift.lobby)
        self.start()

    def start(self) -> None:
        """Also what a kiosk does after it was killed."""
        outbox = Outbox(self.disk)
        self.kiosk = EmergencyKiosk(outbox, self.name, self.shift.clock)
        self.door = GuestLobby(lambda: self.wire, self.kiosk)

    def look(self) -> None:
        """One round of whoever watches the hall."""
        try:
            self.door.events()
            self.door.ask(q.Setup())
            self.door.ask(q.Hall())
        except Trouble:
            pass

    def back(self) -> None:
        self.wire.cut = False
        self.look()

    def refusal(self, key: str, service: str = "fx") -> str:
        with pytest.raises(Refused) as refused:
            self.take(key, service)
        return refused.value.reason

    def entered(self, number: str, day: dt.date | None = None) -> Ticket:
        """The ticket as the host knows it."""
        found = self.shift.ask(q.FindTicket(number, day))
        assert found is not None
        return found

    def take(self, key: str, service: str = "fx", **more: Any) -> Ticket:
        return self.door.do(c.TakeTicket(service, **more), key)


Kiosks = Callable[..., Away]


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guest, "PATIENCE", 0.0)
    monkeypatch.setattr(guest, "TELL_AGAIN", 0.0)


@pytest.fixture
def kiosks(shift: Shift, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Kiosks]:
    made: list[Away] = []

    def make(name: str = "1") -> Away:
        made.append(Away(shift, tmp_path / f"kiosk-{name}.db", name))
        made[-1].look()
        return made[-1]

    yield make
    for kiosk in made:
        kiosk.kiosk.outbox.close()


@pytest.fixture
def kiosk(kiosks: Kiosks) -> Away:
    return kiosks()


def test_n1_the_kiosk_goes_on_with_numbers_of_its_own_and_hands_them_in(kiosk: Away, shift: Shift) -> None:
    before = kiosk.take("k1")
    kiosk.wire.cut = True
    first, second = kiosk.take("k2"), kiosk.take("k3", green="elderly")
    assert (first.number, second.number) == ("E1001", "E1002")
    assert first.emergency
    assert (first.id < 0, first.token, first.zone) == (True, "", before.zone)
    shift.pass_time(5)
    other = shift.take("fx")
    kiosk.back()
    assert shift.waiting() == ["E1002", before.number, "E1001", other.number]
    entered = kiosk.entered("E1001")
    assert (entered.issued_at, entered.channel) == (first.issued_at, EMERGENCY)
    assert entered.waiting_since == first.issued_at
    assert kiosk.take("k4").number != "E1003", "the host gives numbers again"


def test_n1_each_kiosk_has_a_series_of_its_own_and_every_day_begins_it_anew(kiosks: Kiosks, shift: Shift) -> None:
    one, two = kiosks("1"), kiosks("12")
    one.wire.cut = two.wire.cut = True
    assert (one.take("a").number, two.take("b").number, one.take("c").number) == ("E1001", "E12001", "E1002")
    shift.move_to(10, days=1)
    assert one.take("d").number == "E1001"


def test_n6_one_finger_has_one_number_however_often_it_is_asked_for(kiosk: Away, shift: Shift) -> None:
    kiosk.wire.cut = True
    assert kiosk.take("k1") == kiosk.take("k1")
    kiosk.wire.loses = 2
    kiosk.back()
    kiosk.back()
    assert shift.waiting() == ["E1001"]
    assert kiosk.take("k1").number == "E1001"


def test_n6_a_number_whose_answer_was_lost_gives_way_to_the_one_on_paper(kiosk: Away, shift: Shift) -> None:
    kiosk.wire.loses = 1
    held = kiosk.take("k1")
    (lost,) = shift.hall().waiting
    assert held.number == "E1001" != lost.number
    kiosk.back()
    assert shift.waiting() == ["E1001"]
    assert shift.happened("ticket.renumbered")[0].data == {"number": "E1001", "was": lost.number}
    assert kiosk.entered("E1001").id == lost.id


def test_n6_who_was_called_by_a_number_that_nobody_holds_is_called_again(kiosk: Away, shift: Shift) -> None:
    shift.setting("missed_rule", "void")
    shift.open("5")
    kiosk.wire.loses = 1
    kiosk.take("k1")
    shift.miss("5")
    shift.pass_time(1)
    kiosk.back()
    assert shift.waiting() == ["E1001"]
    assert shift.call("5").number == "E1001"


def test_n6_a_first_try_that_arrives_late_finds_the_ticket_there(kiosk: Away, shift: Shift) -> None:
    kiosk.wire.cut = True
    kiosk.take("k1")
    kiosk.back()
    assert shift.do(c.TakeTicket("fx"), "k1").number == "E1001"
    assert shift.waiting() == ["E1001"]


def test_n7_who_has_a_ticket_already_keeps_that_one(kiosk: Away, shift: Shift) -> None:
    shift.know_customers()
    first = kiosk.take("k1", customer=GOLD_CARD)
    kiosk.wire.cut = True
    kiosk.take("k2", customer=GOLD_CARD)
    kiosk.back()
    assert shift.waiting() == [first.number]
    assert shift.happened("ticket.merged")[0].data == {"number": "E1001"}


def test_b4_a_card_read_meanwhile_counts_and_is_never_on_the_disk(kiosk: Away, shift: Shift) -> None:
    shift.know_customers()
    kiosk.wire.cut = True
    kiosk.take("k1", customer=GOLD_CARD)
    assert not [file for file in kiosk.disk.parent.glob("kiosk*") if GOLD_CARD.encode() in file.read_bytes()]
    kiosk.back()
    assert kiosk.entered("E1001").segment == "gold"


def test_a_killed_kiosk_knows_its_numbers_and_its_branch(kiosk: Away, shift: Shift) -> None:
    kiosk.wire.cut = True
    kiosk.take("k1")
    kiosk.start()
    assert kiosk.take("k2").number == "E1002"
    hall = kiosk.door.ask(q.Hall())
    assert (hall.phase, hall.waiting) == (Phase.OPEN, ())
    kiosk.back()
    assert shift.waiting() == ["E1001", "E1002"]


def test_a4_it_keeps_the_hours_that_it_knows(kiosk: Away, shift: Shift) -> None:
    kiosk.wire.cut = True
    shift.move_to(20)
    assert kiosk.refusal("k1") == "service-closed"
    assert kiosk.door.ask(q.Hall()).phase is not Phase.OPEN
    assert kiosk.refusal("k2", "no-such") == "unknown-service"
    shift.move_to(10, days=1)
    assert kiosk.take("k3").number == "E1001"


def test_a4_a_day_that_was_closed_stays_closed(kiosk: Away, shift: Shift) -> None:
    shift.do(c.CloseDay())
    kiosk.look()
    kiosk.wire.cut = True
    assert kiosk.refusal("k1") == "service-closed"


def test_n5_a_number_of_a_closed_day_ends_with_a_reason(kiosk: Away, shift: Shift) -> None:
    kiosk.wire.cut = True
    kiosk.take("k1")
    shift.do(c.CloseDay())
    kiosk.back()
    entered = kiosk.entered("E1001")
    assert entered.state is TicketState.CLOSED_OUT
    assert shift.history(entered).events[-1].data == {"reason": "handed-in-late"}
    assert shift.hall().day is not None


def test_n5_a_day_without_its_host_is_in_the_record_all_the_same(kiosk: Away, shift: Shift) -> None:
    shift.do(c.CloseDay())
    kiosk.wire.cut = True
    shift.move_to(10, days=1)
    kiosk.take("k1")
    away_on = shift.clock.now().astimezone(HERE).date()
    shift.move_to(10, days=1)
    shift.do(c.OpenDay())
    kiosk.back()
    assert kiosk.entered("E1001", away_on).state is TicketState.CLOSED_OUT
    assert shift.ask(q.DayFigures(away_on)).total.issued == 1
    assert shift.hall().waiting == ()


def test_n5_numbers_wait_for_a_day_that_nobody_has_opened_yet(kiosk: Away, shift: Shift) -> None:
    shift.do(c.CloseDay())
    kiosk.wire.cut = True
    shift.move_to(10, days=1)
    kiosk.take("k1")
    kiosk.back()
    assert shift.hall().waiting == ()
    shift.do(c.OpenDay())
    kiosk.look()
    assert shift.waiting() == ["E1001"]


def test_a_clock_ahead_of_the_host_jumps_no_queue_and_loses_no_ticket(shift: Shift) -> None:
    ahead = shift.clock.now() + dt.timedelta(hours=3)
    ticket = shift.do(c.HandIn("k1", "E1", 1, ahead, "fx"))
    assert ticket.issued_at == shift.clock.now()
    naive = dt.datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - the point of it
    assert shift.refused(c.HandIn("k2", "E1", 2, naive, "fx")) == "bad-time"


def test_n1_nobody_hands_in_a_number_of_the_hosts_own_series(shift: Shift) -> None:
    now = shift.clock.now()
    for series, serial in (("A", 1), ("E", 1), ("E1", 0), ("e1", 1), ("E1234", 1)):
        assert shift.refused(c.HandIn("k", series, serial, now, "fx")) == "bad-number"


def test_a_kiosk_that_lost_its_disk_loses_nobody(kiosk: Away, shift: Shift) -> None:
    now = shift.clock.now()
    first = shift.do(c.HandIn("k1", "E1", 1, now, "fx"))
    second = shift.do(c.HandIn("k2", "E1", 1, now, "gone-since"))
    assert first.number == second.number == "E1001"
    assert first.id != second.id


def test_m4_papers_of_emergency_numbers_are_told_in_order(kiosk: Away, shift: Shift) -> None:
    kiosk.wire.cut = True
    ticket = kiosk.take("k1")
    assert kiosk.door.do(c.RecordPrint(ticket.id, PrintState.PRINTING)) == 1
    kiosk.door.do(c.RecordPrint(ticket.id, PrintState.FAILED, 1, "paper-end"))
    assert kiosk.door.do(c.RecordPrint(ticket.id, PrintState.PRINTING)) == 2
    kiosk.back()
    kiosk.door.do(c.RecordPrint(ticket.id, PrintState.PRINTED, 2))
    kiosk.look()
    prints = shift.history(kiosk.entered("E1001")).prints
    assert [(p.copy, p.state) for p in prints] == [(1, PrintState.FAILED), (2, PrintState.PRINTED)]


def test_a_host_that_is_away_is_not_asked_again_by_every_finger(kiosk: Away) -> None:
    kiosk.wire.cut = True
    kiosk.take("k1")
    kiosk.wire.cut = False
    kiosk.wire.sent.clear()
    assert kiosk.take("k2").number == "E1002"
    assert kiosk.wire.sent == []


def test_a_kiosk_whose_own_disk_fails_works_on_while_its_host_is_there(
    shift: Shift, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "own.db").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    doors = Doors(lambda: shift.lobby, lambda outbox: EmergencyKiosk(outbox, "kiosk#1"), tmp_path / "own.db")
    assert doors() is shift.lobby
    assert "nothing can be done here" in caplog.text


def test_the_doors_of_a_face_share_what_they_know(
    shift: Shift, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wire = Wire(shift.lobby)
    doors = Doors(lambda: wire, lambda outbox: EmergencyKiosk(outbox, "kiosk#1", shift.clock), tmp_path / "own.db")
    watch, talk = doors(), doors()
    watch.ask(q.Setup())
    wire.cut = True
    assert talk.do(c.TakeTicket("fx"), "k1").number == "E1001"
    assert watch.ask(q.Setup()).code == shift.ask(q.Setup()).code
    with pytest.raises(Trouble):
        watch.events()


def test_a_kiosk_that_never_met_its_host_keeps_asking_for_it(
    shift: Shift, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wire = Wire(shift.lobby, cut=True)
    door = Doors(lambda: wire, lambda outbox: EmergencyKiosk(outbox, "kiosk#1", shift.clock), tmp_path / "own.db")()
    for impossible in (q.Hall(), q.Setup(), q.FindCustomer("1")):
        with pytest.raises(Trouble):
            door.ask(impossible)
    with pytest.raises(Trouble):
        door.do(c.TakeTicket("fx"))
    wire.cut = False
    assert door.ask(q.Hall()).phase is Phase.OPEN
    assert door.do(c.TakeTicket("fx")).number[0] != "E"
