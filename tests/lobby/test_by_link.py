"""What a customer can do with the link to his visit, and what anybody else can't (C3, C7, C9, M3)."""

from __future__ import annotations

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.model import StationRole, Ticket, TicketState, Visit
from tests.lobby.shift import GOLD_CARD, Shift
from tests.lobby.staffed import House


def visit(shift: Shift, ticket: Ticket) -> Visit:
    found = shift.ask(q.FindVisit(ticket.token))
    assert found is not None
    return found


def test_m3_three_others_go_first_and_nobody_is_overtaken(shift: Shift) -> None:
    first, *_ = shift.take_many(6)
    assert shift.do(c.GiveWay(first.token)).gave_way == 1
    assert shift.waiting() == ["A002", "A003", "A004", "A001", "A005", "A006"]
    shift.open("1")
    for number in ("A002", "A003", "A004", "A001", "A005"):
        assert shift.call().number == number
        shift.do(c.Arrive("1"))
    assert shift.ticket(first).overtaken == 0
    assert not shift.history(first).overtakes


def test_m3_it_may_be_done_twice_and_the_wait_so_far_is_kept(shift: Shift) -> None:
    first, *_ = shift.take_many(9)
    shift.pass_time(minutes=5)
    shift.do(c.GiveWay(first.token)), shift.do(c.GiveWay(first.token))
    assert shift.waiting().index("A001") == 6
    assert shift.ticket(first).waiting_since == first.waiting_since
    assert shift.refused(c.GiveWay(first.token)) == "gave-way-enough"
    assert [e.data["times"] for e in shift.happened("ticket.gave-way")] == [1, 2]


def test_m3_only_those_count_whom_his_counters_call(shift: Shift) -> None:
    mine = shift.take("cash-withdraw")
    shift.take("corporate")
    assert shift.refused(c.GiveWay(mine.token)) == "nobody-behind"
    shift.take("cash-withdraw")
    assert shift.do(c.GiveWay(mine.token)).state is TicketState.WAITING


def test_m3_a_vip_who_gives_way_keeps_the_order_when_his_place_is_counted_anew(shift: Shift) -> None:
    shift.know_customers()
    vip = shift.take("cash-withdraw", customer=GOLD_CARD)
    shift.take_many(4)
    shift.do(c.GiveWay(vip.token))
    shift.do(c.GrantGreen(vip.id, "urgent")), shift.do(c.RevokeGreen(vip.id, "mistake"))
    assert shift.waiting().index(vip.number) == 3


def test_c7_whoever_leaves_by_phone_has_left(shift: Shift) -> None:
    ticket = shift.take()
    shift.pass_time(minutes=4)
    assert shift.do(c.AbandonVisit(ticket.token)).state is TicketState.ABANDONED
    assert shift.happened("ticket.abandoned")[0].data == {"waited": 240}
    assert shift.refused(c.AbandonVisit(ticket.token)) == "wrong-state"


def test_c7_nobody_leaves_by_phone_who_is_at_a_counter(shift: Shift) -> None:
    ticket = shift.take()
    shift.open("1")
    shift.call()
    assert shift.refused(c.AbandonVisit(ticket.token)) == "wrong-state"


def test_c3_a_missed_customer_comes_back_by_phone_while_his_number_is_kept(shift: Shift) -> None:
    first, second, *_ = shift.take_many(5)
    shift.open("1")
    shift.miss()
    shift.do(c.ReadmitVisit(first.token))
    assert shift.waiting() == ["A002", "A003", "A004", "A001", "A005"]
    shift.miss()
    shift.pass_time(minutes=11)
    assert shift.refused(c.ReadmitVisit(second.token)) == "missed-too-long"


def test_c9_a_visit_is_rated_once_and_when_it_is_over(shift: Shift) -> None:
    ticket = shift.take()
    assert shift.refused(c.RateVisit(ticket.token, 5)) == "wrong-state"
    shift.open("1")
    shift.serve(minutes=4), shift.finish()
    assert shift.refused(c.RateVisit(ticket.token, 6)) == "bad-rating"
    assert shift.refused(c.RateVisit(ticket.token, 4, ("rude",))) == "bad-rating"
    assert visit(shift, ticket).stars is None
    shift.do(c.RateVisit(ticket.token, 4, ("quick", "friendly", "quick")))
    assert visit(shift, ticket).stars == 4
    assert shift.refused(c.RateVisit(ticket.token, 1)) == "already-rated"


def test_c9_the_last_customer_has_the_evening_to_say_how_it_was(shift: Shift) -> None:
    ticket = shift.take()
    shift.open("1")
    shift.serve(minutes=4), shift.finish(), shift.do(c.CloseCounter("1")), shift.do(c.CloseDay())
    shift.do(c.RateVisit(ticket.token, 5))
    assert visit(shift, ticket).stars == 5


def test_m3_the_link_ends_with_the_day(shift: Shift) -> None:
    ticket = shift.take()
    shift.do(c.CloseDay())
    assert visit(shift, ticket).ticket.state is TicketState.CLOSED_OUT
    shift.move_to(0, 1, days=1)
    assert shift.ask(q.FindVisit(ticket.token)) is None
    assert shift.refused(c.RateVisit(ticket.token, 5)) == "unknown-visit"


@pytest.mark.parametrize("wrong", ["", "1", "1.", "x.y", "1." + "A" * 22, "fffffffffffffff." + "A" * 22, "1.\0", "壹"])
def test_m3_a_wrong_link_leads_nowhere(shift: Shift, wrong: str) -> None:
    shift.take()
    assert shift.ask(q.FindVisit(wrong)) is None
    for command in (c.GiveWay(wrong), c.AbandonVisit(wrong), c.ReadmitVisit(wrong), c.RateVisit(wrong, 5)):
        assert shift.refused(command) == "unknown-visit"


def test_v5_a_phone_is_told_numbers_and_nobodys_name(shift: Shift) -> None:
    shift.know_customers()
    ticket = shift.take("cash-withdraw", customer=GOLD_CARD, amount=100_000, note="small notes")
    shift.take()
    phone = House(shift).pair(StationRole.PHONE)
    found = phone.ask(q.FindVisit(ticket.token))
    assert found is not None
    for seen in (found.ticket, phone.ask(q.Hall()).waiting[0], phone.do(c.GiveWay(ticket.token))):
        assert (seen.customer, seen.manager, seen.amount, seen.note, seen.token) == (None, None, None, "", "")
    assert phone.refusal(c.Abandon(ticket.id)) == phone.refusal(c.TakeTicket("cash-withdraw")) == "not-allowed"
