"""Holds, transfers and leaving: number, place and clocks go with the customer (K3, K6, K7, C7)."""

import datetime as dt

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.model import CounterState, HoldKind, Place, Ticket
from tests.lobby.shift import GOLD_CARD, Shift


def waited(shift: Shift, ticket: Ticket) -> int | None:
    return shift.ticket(ticket).waited_seconds


def test_k3_wait_walk_and_service_have_a_clock_each(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take()
    shift.pass_time(minutes=4)
    shift.call()
    shift.pass_time(minutes=1)
    shift.do(c.Arrive("1"))
    shift.pass_time(minutes=3)
    done = shift.finish()
    (leg,) = shift.history(ticket).legs
    assert leg.called_at is not None
    assert leg.arrived_at is not None
    clocks = (leg.called_at - leg.queued_at, leg.arrived_at - leg.called_at, leg.ended_at - leg.arrived_at)
    assert [clock.total_seconds() / 60 for clock in clocks] == [4, 1, 3]
    assert (leg.end, leg.counter, leg.staff) == ("done", "1", "t1")
    assert done.waited_seconds == 240
    assert shift.ask(q.DayFigures()).total.average_service == 180


@pytest.mark.parametrize("kind", [HoldKind.WITHOUT_PAPERS, HoldKind.PAPERS_HERE])
def test_k6_hold_time_is_not_waiting_time(shift: Shift, kind: HoldKind) -> None:
    shift.open("1")
    ticket = shift.take()
    shift.pass_time(minutes=2)
    shift.serve(minutes=1)
    held = shift.do(c.Hold("1", kind))
    assert (held.state, held.hold_kind, held.since) == ("held", kind, shift.clock.now())
    assert shift.counter().state is CounterState.FREE
    shift.pass_time(minutes=30)
    back = shift.do(c.Resume(ticket.id, "1"))
    assert (back.state, back.counter, back.hold_kind) == ("serving", "1", None)
    shift.pass_time(minutes=5)
    shift.finish()
    assert waited(shift, ticket) == 120
    assert [(leg.end, leg.counter) for leg in shift.history(ticket).legs] == [("held", "1"), ("done", "1")]
    assert shift.ask(q.DayFigures()).total.average_service == (60 + 300) / 2, "the pause is charged to no teller"


def test_k6_without_papers_any_counter_takes_him_back(shift: Shift) -> None:
    shift.open("1", "2")
    ticket = shift.take()
    shift.serve("1")
    shift.do(c.Hold("1", HoldKind.WITHOUT_PAPERS))
    assert shift.do(c.Resume(ticket.id, "2")).counter == "2"


def test_k6_papers_left_here_only_this_counter_takes_him_back(shift: Shift) -> None:
    shift.open("1", "2")
    ticket = shift.take()
    shift.serve("1")
    shift.do(c.Hold("1", HoldKind.PAPERS_HERE))
    assert shift.refused(c.Resume(ticket.id, "2")) == "papers-elsewhere"
    assert shift.do(c.Resume(ticket.id, "1")).counter == "1"


def test_k6_a_step_to_wait_for_wakes_up_at_its_time(shift: Shift) -> None:
    shift.open("1", "2")
    ticket, later = shift.take_many(2)
    shift.serve("1")
    until = shift.clock.now() + dt.timedelta(minutes=10)
    assert shift.do(c.Hold("1", HoldKind.WAITING_STEP, until)).wake_at == until
    shift.serve("1")
    assert shift.next("2") is None
    shift.pass_time(minutes=10)
    assert shift.call("2").id == ticket.id, "by arrival: before those who came later"
    assert shift.happened("ticket.woken")[0].ticket == ticket.id
    assert later.id != ticket.id


def test_k6_a_step_needs_a_time_to_come(shift: Shift) -> None:
    shift.open("1")
    shift.take()
    shift.serve()
    now = shift.clock.now()
    for until in (None, now, now - dt.timedelta(minutes=1), dt.datetime(2030, 1, 1)):  # noqa: DTZ001 - the last is naive
        assert shift.refused(c.Hold("1", HoldKind.WAITING_STEP, until)) == "bad-wake"


def test_k6_hold_needs_somebody_who_is_served_and_resume_somebody_held(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take()
    assert shift.refused(c.Hold("1", HoldKind.WITHOUT_PAPERS)) == "nobody-here"
    assert shift.refused(c.Resume(ticket.id, "1")) == "wrong-state"
    shift.call()
    assert shift.refused(c.Hold("1", HoldKind.WITHOUT_PAPERS)) == "not-arrived"


def test_k7_transfer_to_a_service_by_first_arrival(shift: Shift) -> None:
    shift.open("1", "5")
    mover = shift.take()
    shift.pass_time(minutes=1)
    later = shift.take("wealth")
    shift.serve("1", minutes=5)
    moved = shift.do(c.Transfer("1", service="wealth"))
    assert (moved.state, moved.service, moved.zone) == ("waiting", "wealth", "non-cash")
    assert shift.waiting() == [mover.number, later.number]
    assert [leg.end for leg in shift.history(mover).legs] == ["transferred"]


def test_k7_c2_the_waiting_time_already_served_is_kept(shift: Shift) -> None:
    shift.open("1", "5")
    ticket = shift.take()
    shift.pass_time(minutes=8)
    shift.serve("1", minutes=20)
    moved = shift.do(c.Transfer("1", service="wealth"))
    assert moved.issued_at == ticket.issued_at
    assert shift.clock.now() - moved.waiting_since == dt.timedelta(minutes=8), "the service is no wait"
    shift.pass_time(minutes=3)
    assert shift.call("5").waited_seconds == 11 * 60


@pytest.mark.parametrize(
    ("place", "order"),
    [
        (Place.FIRST, ["A001", "L001", "L002"]),
        (Place.ARRIVAL, ["L001", "A001", "L002"]),
        (Place.LAST, ["L001", "L002", "A001"]),
    ],
)
def test_k7_place_first_by_arrival_or_last(shift: Shift, place: Place, order: list[str]) -> None:
    shift.open("1", "5")
    shift.take("wealth")
    shift.pass_time(minutes=1)
    shift.take()
    shift.pass_time(minutes=1)
    shift.take("wealth")
    shift.pass_time(minutes=1)
    shift.serve("1", minutes=1)
    shift.do(c.Transfer("1", service="wealth", place=place))
    assert shift.waiting() == order


def test_k7_to_the_same_service_means_to_the_end(shift: Shift) -> None:
    shift.open("1")
    first, second = shift.take_many(2)
    shift.serve(minutes=1)
    shift.do(c.Transfer("1", service="cash-withdraw"))
    assert shift.waiting() == [second.number, first.number]


def test_k7_a_dropped_ticket_does_not_come_back_to_the_same_teller_next(shift: Shift) -> None:
    shift.open("1", "2")
    dropped = shift.take()
    shift.serve("1", minutes=1)
    shift.do(c.Transfer("1", service="cash-withdraw"))
    assert shift.next("1") is None, "counter 2 does that as well"
    shift.pass_time(seconds=1)
    other = shift.take()
    assert shift.call("1").id == other.id
    assert shift.call("2").id == dropped.id


def test_k7_unless_nobody_else_works_for_that_service(shift: Shift) -> None:
    shift.open("1", "2", "5")
    dropped = shift.take()
    shift.serve("1")
    shift.do(c.PauseCounter("2", "lunch"))
    shift.do(c.Transfer("1", service="cash-withdraw"))
    assert shift.call("1").id == dropped.id


def test_k7_after_one_other_customer_the_teller_may_have_him_again(shift: Shift) -> None:
    shift.open("1", "2")
    dropped = shift.take()
    shift.serve("1", minutes=1)
    shift.do(c.Transfer("1", service="cash-withdraw"))
    shift.take()
    shift.serve("1", minutes=1)
    assert shift.call("1").id == dropped.id


def test_k7_to_a_counter_means_that_counter_alone(shift: Shift) -> None:
    shift.open("1", "2", "3")
    ticket = shift.take()
    shift.serve("1", minutes=1)
    moved = shift.do(c.Transfer("1", to_counter="3"))
    assert moved.only_counter == "3"
    assert (shift.next("2"), shift.next("1")) == (None, None)
    assert shift.call("3").id == ticket.id
    assert shift.history(ticket).calls[-1].rule == "for-this-counter"


def test_k7_to_ones_own_counter_for_another_service(shift: Shift) -> None:
    shift.open("5", "6")
    ticket = shift.take("open-account")
    shift.serve("5", minutes=1)
    shift.do(c.Transfer("5", service="e-banking", to_counter="5"))
    assert shift.call("5").id == ticket.id


@pytest.mark.parametrize("aside", [False, True])
def test_k7_when_that_counter_closes_everybody_may_have_him(shift: Shift, aside: bool) -> None:
    shift.open("1", "2", "3")
    ticket = shift.take()
    shift.serve("1", minutes=1)
    shift.do(c.Transfer("1", to_counter="3"))
    if aside:
        shift.miss("3")
    shift.do(c.CloseCounter("3"))
    if aside:
        shift.do(c.Readmit(ticket.id))
    assert shift.ticket(ticket).only_counter is None
    assert shift.call("2").id == ticket.id


def test_k7_back_to_me_brings_him_back_to_the_sender_next(shift: Shift) -> None:
    shift.open("1", "5")
    ticket, waiting = shift.take_many(2)
    shift.serve("1", minutes=1)
    shift.do(c.Transfer("1", service="e-banking", back=True))
    shift.serve("5", minutes=2)
    back = shift.finish("5")
    assert (back.state, back.only_counter, back.service) == ("waiting", "1", "cash-withdraw")
    assert shift.next("5") is None
    assert shift.serve("1").id == ticket.id, f"before {waiting.number}"
    assert shift.finish("1").state == "done"
    assert [leg.service for leg in shift.history(ticket).legs] == ["cash-withdraw", "e-banking", "cash-withdraw"]


def test_k7_back_to_a_sender_who_has_gone_means_his_service(shift: Shift) -> None:
    shift.open("1", "2", "5")
    ticket = shift.take()
    shift.serve("1", minutes=1)
    shift.do(c.Transfer("1", service="e-banking", back=True))
    shift.do(c.CloseCounter("1"))
    shift.serve("5"), shift.finish("5")
    assert shift.call("2").id == ticket.id


def test_k7_a_vips_head_start_goes_with_him(shift: Shift) -> None:
    shift.know_customers()
    shift.open("1", "5")
    shift.take("wealth")
    shift.pass_time(minutes=5)
    vip = shift.take(customer=GOLD_CARD)
    shift.serve("1")
    shift.do(c.Transfer("1", service="wealth"))
    assert shift.call("5").id == vip.id


def test_k7_a_transfer_needs_somewhere_to_go(shift: Shift) -> None:
    shift.open("1")
    shift.take()
    assert shift.refused(c.Transfer("1", service="wealth")) == "nobody-here"
    shift.call()
    assert shift.refused(c.Transfer("1", service="wealth")) == "not-arrived"
    shift.do(c.Arrive("1"))
    assert shift.refused(c.Transfer("1")) == "nowhere-to-go"
    assert shift.refused(c.Transfer("1", service="nonsense")) == "unknown-service"
    assert shift.refused(c.Transfer("1", to_counter="77")) == "unknown-counter"
    assert shift.refused(c.Transfer("1", to_counter="2")) == "counter-closed"


@pytest.mark.parametrize("state", ["waiting", "called", "held", "missed"])
def test_c7_whoever_leaves_is_recorded_with_the_time_waited(shift: Shift, state: str) -> None:
    shift.open("1")
    ticket = shift.take()
    shift.pass_time(minutes=7)
    if state != "waiting":
        shift.call()
    if state == "missed":
        shift.do(c.NoShow("1"))
    if state == "held":
        shift.do(c.Arrive("1")), shift.do(c.Hold("1", HoldKind.WITHOUT_PAPERS))
    assert shift.ticket(ticket).state == state
    gone = shift.do(c.Abandon(ticket.id))
    assert (gone.state, gone.waited_seconds, gone.finished_at) == ("abandoned", 420, shift.clock.now())
    assert shift.happened("ticket.abandoned")[0].data["waited"] == 420
    assert shift.ask(q.DayFigures()).total.abandoned == 1
    assert shift.counter().state is CounterState.FREE
    assert shift.refused(c.Abandon(ticket.id)) == "wrong-state"


def test_c7_nobody_leaves_in_the_middle_of_his_service(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take()
    shift.serve()
    assert shift.refused(c.Abandon(ticket.id)) == "wrong-state"


def test_f1_who_leaves_from_a_hold_shortens_no_tellers_average(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take()
    shift.serve(minutes=6)
    shift.do(c.Hold("1", HoldKind.WITHOUT_PAPERS))
    shift.do(c.Abandon(ticket.id))
    assert shift.ask(q.DayFigures()).total.average_service == 360


def test_k16_whoever_was_put_first_is_called_because_he_was_put_first(shift: Shift) -> None:
    shift.open("1")
    missed = shift.take()
    shift.miss()
    shift.pass_time(minutes=1)
    late = shift.take()
    shift.do(c.Readmit(missed.id, at_once=True))
    assert shift.call().id == missed.id
    assert shift.history(missed).calls[-1].rule == "placed-first"
    assert shift.waiting() == [late.number]
