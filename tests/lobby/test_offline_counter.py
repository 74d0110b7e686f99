"""A teller's counter while its host is away (K3, K10): what is done there is told later, in order, with its times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lobby import commands as c
from lobby import guest
from lobby import queries as q
from lobby.errors import Refused, Trouble
from lobby.guest import GuestLobby
from lobby.model import CounterNow, CounterState, Did, TicketState
from lobby.offline_counter import OfflineCounter
from lobby.outbox import Outbox
from tests.lobby.shift import Shift
from tests.lobby.test_emergency import Wire


class Panel:
    def __init__(self, shift: Shift, disk: Path) -> None:
        self.shift, self.disk, self.wire = shift, disk, Wire(shift.lobby)
        self.start()

    def start(self) -> None:
        self.guest = OfflineCounter(Outbox(self.disk), "1", self.shift.clock)
        self.door = GuestLobby(lambda: self.wire, self.guest)

    def look(self) -> None:
        self.door.events()
        self.door.ask(q.Setup())
        self.door.ask(q.Hall())

    def back(self) -> None:
        self.wire.cut = False
        self.look()

    def here(self) -> CounterNow:
        return next(now for now in self.door.ask(q.Hall()).counters if now.code == "1")

    def refusal(self, command: c.Command[object]) -> str:
        with pytest.raises(Refused) as refused:
            self.door.do(command)
        return refused.value.reason


@pytest.fixture
def panel(
    shift: Shift, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[Panel]:
    monkeypatch.setattr(guest, "PATIENCE", 0.0)
    monkeypatch.setattr(guest, "TELL_AGAIN", 0.0)
    shift.open("1", "2")
    shift.take_many(3)
    panel = Panel(shift, tmp_path / "panel.db")
    panel.look()
    yield panel
    panel.guest.outbox.close()


def test_k3_what_was_done_meanwhile_is_told_with_its_times(panel: Panel, shift: Shift) -> None:
    called = shift.call("1")
    panel.look()
    panel.wire.cut = True
    shift.pass_time(1)
    assert panel.door.do(c.Arrive("1")).state is TicketState.SERVING
    arrived = shift.clock.now()
    assert panel.here().state is CounterState.SERVING
    shift.pass_time(4)
    assert panel.door.do(c.Finish("1")).state is TicketState.DONE
    finished = shift.clock.now()
    assert (panel.here().state, panel.here().ticket) == (CounterState.FREE, None)
    shift.pass_time(30)
    panel.back()
    done = shift.ticket(called)
    assert (done.state, done.arrived_at, done.finished_at) == (TicketState.DONE, arrived, finished)
    (leg,) = shift.history(called).legs
    assert (leg.arrived_at, leg.ended_at, leg.staff) == (arrived, finished, "t1")
    assert [event.data["did"] for event in shift.happened("counter.caught-up")] == ["arrived", "finished"]


def test_k2_nobody_is_called_while_the_host_is_away(panel: Panel, shift: Shift) -> None:
    panel.wire.cut = True
    for command in (c.CallNext("1"), c.Recall("1"), c.OpenCounter("1", "t1"), c.Finish("2")):
        with pytest.raises(Trouble):
            panel.door.do(command)
    assert panel.refusal(c.Finish("1")) == "nobody-here"


def test_k3_the_order_of_things_is_kept_here_as_well(panel: Panel, shift: Shift) -> None:
    shift.setting("least_calls", 2)
    shift.call("1")
    panel.look()
    panel.wire.cut = True
    assert panel.refusal(c.Finish("1")) == "not-arrived"
    assert panel.refusal(c.NoShow("1")) == "too-few-calls"
    panel.door.do(c.Arrive("1"))
    assert panel.refusal(c.Arrive("1")) == "not-called"


def test_c3_a_no_show_meanwhile_is_a_missed_number(panel: Panel, shift: Shift) -> None:
    called = shift.call("1")
    panel.look()
    panel.wire.cut = True
    panel.door.do(c.NoShow("1"))
    panel.back()
    assert shift.ticket(called).state is TicketState.MISSED


def test_k12_what_can_not_be_so_any_more_is_told_and_changes_nothing(panel: Panel, shift: Shift) -> None:
    served = shift.serve("1")
    panel.look()
    panel.wire.cut = True
    panel.door.do(c.Finish("1"))
    shift.do(c.FreeCounter("1", "forgotten"))
    panel.back()
    (line,) = shift.happened("counter.not-caught-up")
    assert (line.counter, line.data["reason"], line.data["did"]) == ("1", "not-here-any-more", Did.FINISHED)
    assert shift.ticket(served).state is TicketState.WAITING
    panel.look()
    assert len(shift.happened("counter.not-caught-up")) == 1


def test_n6_a_press_whose_answer_was_lost_counts_once(panel: Panel, shift: Shift) -> None:
    served = shift.serve("1")
    panel.look()
    panel.wire.loses = 1
    panel.door.do(c.Finish("1"), "press")
    panel.back()
    assert shift.ticket(served).state is TicketState.DONE
    assert shift.happened("counter.not-caught-up") == []
    assert len(shift.happened("ticket.finished")) == 1


def test_n6_a_press_that_arrives_late_finds_it_done(panel: Panel, shift: Shift) -> None:
    shift.serve("1")
    panel.look()
    panel.wire.cut = True
    panel.door.do(c.Finish("1"), "press")
    panel.back()
    assert shift.do(c.Finish("1"), "press").state is TicketState.DONE


def test_a_killed_panel_knows_what_was_done(panel: Panel, shift: Shift) -> None:
    called = shift.call("1")
    panel.look()
    panel.wire.cut = True
    panel.door.do(c.Arrive("1"))
    panel.start()
    assert panel.here().state is CounterState.SERVING
    panel.door.do(c.Finish("1"))
    panel.start()
    assert panel.here().state is CounterState.FREE
    panel.back()
    assert shift.ticket(called).state is TicketState.DONE


def test_the_host_knows_all_before_it_is_asked_for_more(panel: Panel, shift: Shift) -> None:
    first = shift.serve("1")
    panel.look()
    panel.wire.cut = True
    panel.door.do(c.Finish("1"))
    panel.wire.cut = False
    panel.guest.away = None
    following = panel.door.do(c.CallNext("1"))
    assert following is not None
    assert following.id != first.id
    assert shift.kinds()[-3:] == ["ticket.finished", "counter.caught-up", "ticket.called"]
