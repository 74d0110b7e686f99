"""The clock against its target, and what else the block at the top says (B9, K3, C5)."""

import datetime as dt

from counter_display import queues
from counter_display.panel.state import desk
from counter_display.panel.ticket_view import TicketView, ticket_view
from lobby.model import CounterState, Ticket, TicketState, WaitLevel
from resources.language import catalogue
from tests.counter_display.samples import NOW, ago, at_counter, branch, hall, ticket


def view(state: CounterState, current: Ticket | None = None, **changes: object) -> TicketView:
    at = desk(hall(counters=(at_counter(state, current, **changes),)), branch(), "3", "t3")
    return ticket_view(at, branch(), None, NOW, catalogue("counter", "zh"))


def serving(seconds: float) -> TicketView:
    current = ticket(state=TicketState.SERVING, arrived_at=ago(seconds), called_at=ago(seconds + 20), amount=2_500_000)
    return view(CounterState.SERVING, current)


def test_b9_the_clock_runs_against_the_target() -> None:
    seen = serving(135)
    assert (seen.number, seen.timer, seen.label, seen.share, seen.over) == ("A027", "2:15", "标准 5:00", 0.45, False)
    assert seen.detail == "取款 · 5 万元以下"


def test_b9_an_overrun_is_counted_and_never_cut_short() -> None:
    seen = serving(372)
    assert (seen.timer, seen.label, seen.share, seen.over) == ("6:12", "超出标准 1:12", 1.0, True)


def test_k2_a_call_says_its_count_and_how_long_the_customer_waited() -> None:
    called = ticket(state=TicketState.CALLED, calls=2, called_at=ago(38), waited_seconds=552)
    seen = view(CounterState.CALLING, called)
    assert (seen.side, seen.timer, seen.waited, seen.level) == ("第 2 次，共 3 次", "0:38", 552.0, WaitLevel.NEAR)
    assert seen.share is None


def test_a_pause_runs_against_its_plan() -> None:
    back = NOW + dt.timedelta(seconds=100)
    seen = view(CounterState.PAUSED, since=ago(200), back_at=back, pause_reason="meal", waiting=14)
    assert (seen.headline, seen.number, seen.timer, seen.over) == ("已暂停 · 用餐", "3:20", "14", False)
    assert round(seen.share or 0, 2) == 0.67
    late = view(CounterState.PAUSED, since=ago(200), back_at=ago(1), pause_reason="by hand")
    assert (late.headline, late.over) == ("已暂停 · by hand", True)


def test_green_and_vip_are_shown_to_the_teller_only() -> None:
    seen = view(CounterState.SERVING, ticket("R002", state=TicketState.SERVING, green="elderly", arrived_at=NOW))
    assert (seen.green, seen.vip) == ("60 岁以上", "贵宾")


def test_n2_queues_go_by_the_letter_on_the_paper() -> None:
    moved = ticket("B018", service="cash-withdraw")
    shown = hall(waiting=(ticket("A030"), moved, ticket("R002"), ticket("Y001", green="elderly")))
    lines = queues.lines_of_counter(shown, branch(), branch().counters[0])
    assert [(line.queue.letter, line.waiting) for line in lines] == [("Y", 1), ("A", 1), ("B", 1), ("R", 1)]


def test_b7_the_next_one_is_named_as_the_rule_would_choose() -> None:
    shown = hall(waiting=(ticket("A030"), ticket("A031", rank=1), ticket("A029", only_counter="5", rank=0)))
    found = queues.next_for(shown, branch(), branch().counters[0], "t3")
    assert found is not None
    assert found.number == "A031"
