"""Several needs with one ticket, done one after the other (K8)."""

from typing import Any

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.model import CounterState, Ticket, TicketState
from tests.lobby.shift import GOLD_CARD, Shift
from tests.lobby.test_change_setup import change, without


def take(shift: Shift, *services: str, **more: Any) -> Ticket:
    return shift.take(services[0], also=services[1:], **more)


def test_k8_what_this_counter_does_too_is_done_here_at_once(shift: Shift) -> None:
    shift.open("1")
    ticket = take(shift, "cash-withdraw", "cash-deposit")
    assert ticket.further == ("cash-deposit",)
    shift.pass_time(minutes=2)
    shift.serve(minutes=4)
    on = shift.finish()
    assert (on.number, on.state, on.service, on.further) == (ticket.number, "serving", "cash-deposit", ())
    assert shift.counter().state is CounterState.SERVING
    shift.pass_time(minutes=3)
    assert shift.finish().state == TicketState.DONE
    legs = shift.history(ticket).legs
    assert [(leg.service, leg.end) for leg in legs] == [("cash-withdraw", "done"), ("cash-deposit", "done")]
    assert [(leg.ended_at - leg.arrived_at).total_seconds() for leg in legs if leg.arrived_at] == [240, 180]
    assert shift.ticket(ticket).waited_seconds == 120, "nobody waits while he is served"


def test_k8_next_is_the_next_need_of_whoever_is_here(shift: Shift) -> None:
    shift.open("1")
    take(shift, "cash-withdraw", "cash-deposit")
    other = shift.take()
    shift.serve()
    here = shift.call()
    assert (here.service, here.state) == ("cash-deposit", "serving")
    assert shift.call().id == other.id


def test_k8_elsewhere_he_keeps_number_and_place(shift: Shift) -> None:
    """The next need is another counter's: he waits for it as long as he has been here."""
    shift.open("1", "5")
    ticket = take(shift, "cash-withdraw", "wealth")
    shift.pass_time(minutes=1)
    later = shift.take("wealth")
    shift.serve("1", minutes=5)
    on = shift.finish("1")
    assert (on.state, on.service, on.counter, on.number) == ("waiting", "wealth", None, ticket.number)
    assert shift.counter("1").state is CounterState.FREE
    shift.pass_time(minutes=2)
    assert shift.call("5").id == ticket.id
    shift.do(c.Arrive("5"))
    shift.finish("5")
    assert shift.call("5").id == later.id
    assert shift.ticket(ticket).waited_seconds == (1 + 2) * 60


def test_k8_one_customer_is_one_ticket_in_the_figures(shift: Shift) -> None:
    shift.open("1")
    take(shift, "cash-withdraw", "cash-deposit")
    shift.serve(minutes=4)
    shift.finish()
    shift.pass_time(minutes=2)
    shift.finish()
    day = shift.ask(q.DayFigures())
    assert (day.total.issued, day.total.called) == (1, 1)
    assert (day.total.served, day.total.average_service) == (1, 180)
    targets = [service.target_minutes for service in shift.ask(q.Setup()).services if service.code.startswith("cash-")]
    assert targets[:2] == [4, 5], "each need is held to its own target"
    assert day.total.over_target == 0


def test_k8_each_need_stands_once_and_no_more_than_four(shift: Shift) -> None:
    ticket = take(shift, "cash-withdraw", "cash-withdraw", "transfer", "transfer")
    assert ticket.further == ("transfer",)
    many = c.TakeTicket("cash-withdraw", also=("transfer", "wealth", "cash-deposit", "password"))
    assert shift.refused(many) == "too-many-needs"
    assert shift.refused(c.TakeTicket("cash-withdraw", also=("no-such",))) == "unknown-service"


def test_k8_n7_whoever_has_a_ticket_adds_his_need_to_it(shift: Shift) -> None:
    shift.know_customers()
    first = take(shift, "wealth", customer=GOLD_CARD)
    again = take(shift, "wealth", "transfer", customer=GOLD_CARD)
    assert (again.id, again.further) == (first.id, ("transfer",))
    assert take(shift, "wealth", "transfer", customer=GOLD_CARD).further == ("transfer",)


def test_k8_a_need_that_is_closed_now_is_refused_before_there_is_a_ticket(shift: Shift) -> None:
    shift.set_up("transfer", cap_per_day=1)
    shift.take("transfer")
    assert shift.refused(c.TakeTicket("cash-withdraw", also=("transfer",))) == "service-full"


def test_k8_a_need_that_has_gone_meanwhile_keeps_nobody(shift: Shift) -> None:
    shift.open("1")
    take(shift, "cash-withdraw", "password", "cash-deposit")
    change(shift, without(shift.ask(q.Setup()), "services", "password"))
    shift.serve()
    assert shift.finish().service == "cash-deposit"
    assert shift.finish().state == TicketState.DONE


@pytest.mark.parametrize("minutes", [0, 7])
def test_k8_k7_back_to_the_one_who_sent_him_comes_first(shift: Shift, minutes: float) -> None:
    shift.open("1", "5")
    ticket = take(shift, "cash-withdraw", "cash-deposit")
    shift.serve("1", minutes)
    shift.do(c.Transfer("1", to_counter="5", back=True))
    shift.serve("5")
    back = shift.finish("5")
    assert (back.state, back.only_counter, back.further) == ("waiting", "1", ("cash-deposit",))
    shift.serve("1")
    assert shift.finish("1").service == "cash-deposit"
    assert shift.finish("1").state == TicketState.DONE
    assert shift.ticket(ticket).number == ticket.number
