"""Both diversions: a device offered at the kiosk, and whom the lobby manager asks when the hall is full (B2, C6)."""

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.model import Ticket
from tests.lobby.shift import GOLD_CARD, Shift


@pytest.mark.parametrize("accepted", [True, False])
def test_b2_the_answer_at_the_kiosk_is_recorded(shift: Shift, accepted: bool) -> None:
    shift.do(c.DivertAtKiosk("cash-withdraw", "dispenser-1", accepted, 100_000))
    (event,) = shift.happened("kiosk-diversion.accepted" if accepted else "kiosk-diversion.refused")
    assert event.data == {"service": "cash-withdraw", "to": "dispenser-1"}
    report = shift.ask(q.DayFigures())
    assert (report.offers_made, report.offers_accepted) == (1, int(accepted))


def test_b2_the_customer_can_take_a_ticket_anyway(shift: Shift) -> None:
    shift.do(c.DivertAtKiosk("cash-withdraw", "dispenser-1", accepted=False, amount=100_000))
    assert shift.take(amount=100_000).state == "waiting"


def test_b2_nobody_is_offered_what_cannot_help_him(shift: Shift) -> None:
    assert shift.refused(c.DivertAtKiosk("cash-withdraw", "dispenser-1", True, 2_000_000)) == "device-cannot"
    assert shift.refused(c.DivertAtKiosk("wealth", "dispenser-1", accepted=True)) == "device-cannot"
    assert shift.refused(c.DivertAtKiosk("wealth", "toaster", accepted=True)) == "unknown-device"
    shift.do(c.ReportDevice("dispenser-1", "jam"))
    assert shift.refused(c.DivertAtKiosk("cash-withdraw", "dispenser-1", True, 100_000)) == "device-out"


def full_hall(shift: Shift, people: int = 11, minutes: float = 10, seconds: float = 1) -> list[Ticket]:
    """So many people wait for cash, the first of them for so long."""
    tickets = [shift.take(amount=100_000) for _ in range(people)]
    shift.pass_time(minutes=minutes, seconds=seconds)
    return tickets


def test_c6_over_ten_minutes_and_over_ten_people(shift: Shift) -> None:
    tickets = full_hall(shift)
    asked = shift.ask(q.SecondDiversion())
    assert [(a.number, a.to, a.reason) for a in asked] == [(t.number, "dispenser-1", "device-can") for t in tickets]


@pytest.mark.parametrize(("people", "minutes", "seconds"), [(10, 30.0, 0.0), (11, 10.0, 0.0)])
def test_c6_not_with_ten_people_nor_at_ten_minutes(shift: Shift, people: int, minutes: float, seconds: float) -> None:
    full_hall(shift, people, minutes, seconds)
    assert shift.ask(q.SecondDiversion()) == ()


def test_c6_an_ordinary_customer_must_have_waited(shift: Shift) -> None:
    shift.know_customers()
    shift.take("wealth", customer=GOLD_CARD), shift.take(green="elderly")
    shift.pass_time(minutes=11)
    full_hall(shift, minutes=0)
    assert shift.ask(q.SecondDiversion()) == ()


def test_c6_vips_and_the_green_channel_are_not_asked(shift: Shift) -> None:
    shift.know_customers()
    shift.take("transfer", customer=GOLD_CARD, amount=100), shift.take(green="elderly", amount=100)
    full_hall(shift)
    assert {a.number[0] for a in shift.ask(q.SecondDiversion())} == {"A"}


def test_c6_a_free_counter_is_named_where_no_device_can(shift: Shift) -> None:
    full_hall(shift, 10)
    big = shift.take(amount=50_000_000)
    shift.do(c.ReportDevice("dispenser-1", "empty"))
    shift.open("4")
    asked = {a.number: (a.to, a.reason) for a in shift.ask(q.SecondDiversion())}
    assert asked[big.number] == ("4", "counter-free")
    assert asked["A001"] == ("dispenser-2", "device-can")


def test_c6_who_accepts_a_device_leaves_the_queue(shift: Shift) -> None:
    first, *_ = full_hall(shift)
    gone = shift.do(c.Divert(first.id, "dispenser-1", accepted=True))
    assert (gone.state, gone.waited_seconds) == ("diverted", 601)
    assert shift.happened("diversion.accepted")[0].data["to"] == "dispenser-1"
    assert shift.ask(q.DayFigures()).total.diverted == 1


def test_c6_who_refuses_keeps_his_place_and_is_not_asked_again(shift: Shift) -> None:
    first, *others = full_hall(shift, 12)
    kept = shift.do(c.Divert(first.id, "dispenser-1", accepted=False, reason="wants a receipt"))
    assert (kept.state, kept.rank) == ("waiting", first.rank)
    assert shift.happened("diversion.refused")[0].data["reason"] == "wants a receipt"
    assert [a.ticket for a in shift.ask(q.SecondDiversion())] == [t.id for t in others]
    assert shift.hall().answered == (first.id,)
    report = shift.ask(q.DayFigures())
    assert (report.offers_made, report.offers_accepted) == (1, 0)


def test_c6_who_accepts_a_counter_is_called_there(shift: Shift) -> None:
    first, second = shift.take_many(2)
    shift.open("1", "4")
    assert shift.do(c.Divert(second.id, "4", accepted=True)).only_counter == "4"
    assert shift.call("1").id == first.id
    assert shift.call("4").id == second.id


def test_c6_only_to_a_counter_that_works_and_does_it(shift: Shift) -> None:
    ticket = shift.take()
    shift.open("5")
    assert shift.refused(c.Divert(ticket.id, "5", accepted=True)) == "counter-cannot"
    assert shift.refused(c.Divert(ticket.id, "4", accepted=True)) == "counter-closed"
    assert shift.refused(c.Divert(ticket.id, "nowhere", accepted=True)) == "unknown-device"
    assert shift.refused(c.Divert(ticket.id, "dispenser-1", accepted=True)) == "device-cannot", "no amount was said"


def test_c6_only_one_who_waits_is_asked(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take(amount=100)
    shift.call()
    assert shift.refused(c.Divert(ticket.id, "dispenser-1", accepted=True)) == "wrong-state"
