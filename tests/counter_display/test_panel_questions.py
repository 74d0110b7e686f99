"""What a page asks and what each key does to it; what an answer orders (C2, K6, K7, K9–K11)."""

import datetime as dt
from dataclasses import replace

import pytest

from counter_display.panel import orders
from counter_display.panel.gate import Gate
from counter_display.panel.menu import Choice, Chooser, Group, Menu, Picked, Row
from counter_display.panel.menus import Asker
from counter_display.panel.state import Act, Ask, desk
from lobby import commands as c
from lobby.model import CounterState, HoldKind, Place, TicketState
from resources.language import catalogue
from tests.counter_display.samples import NOW, at_counter, branch, hall, ticket

ROWS = tuple(Row(n, f"row {n}", minutes=10 if n == 2 else None) for n in range(10))
GROUPS = (Group("one", ROWS), Group("two", ROWS[:1]))
WAYS = (Choice("A", "a"), Choice("B", "b"))
MENU = Menu(Ask.PAUSE, "?", "Go", GROUPS, choices=WAYS, check=Choice("K", "back"))


def after(menu: Menu, *keys: str) -> Chooser:
    chooser = Chooser(menu)
    for key in keys:
        chooser = chooser.press(key)
    return chooser


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        ((), 0),
        (("3",), 2),
        (("Down", "Down", "Up"), 1),
        (("Up",), 0),
        (("PageDown",), 7),
        (("PageDown", "2"), 8),
        (("PageDown", "PageDown", "PageDown"), 9),
        (("PageDown", "9"), 7),
        (("0",), 0),
        (("Tab", "5"), 0),
    ],
)
def test_digits_choose_on_the_page_that_is_seen(keys: tuple[str, ...], at: int) -> None:
    assert after(MENU, *keys).at == at


def test_letters_choose_the_way_and_tick_the_box() -> None:
    chooser = after(MENU, "b", "K", "X")
    assert (chooser.choice, chooser.checked) == (1, True)
    assert not chooser.press("k").checked


def test_plus_and_minus_change_the_planned_length_within_reason() -> None:
    assert after(MENU, "3", "+", "+").picked == Picked(2, 20, None, False)
    shortest = after(MENU, "3", *["-"] * 9).picked
    longest = after(MENU, "3", *["+"] * 99).picked
    assert shortest is not None
    assert longest is not None
    assert (shortest.minutes, longest.minutes) == (5, 120)
    assert after(MENU, "1", "+") == after(MENU, "1")


def test_a_finder_narrows_by_typing() -> None:
    rows = tuple(Row(number, number) for number in ("A001", "A012", "B012"))
    finder = replace(MENU, groups=(Group("", rows),), finder=True)
    assert [row.title for row in after(finder, "1", "2").rows] == ["A012", "B012"]
    assert [row.title for row in after(finder, "b", "0").rows] == ["B012"]
    assert after(finder, "z").picked is None
    assert len(after(finder, "z", "Backspace").rows) == 3


def asker(state: CounterState = CounterState.SERVING, number: str = "A027", waiting: int = 0) -> Asker:
    current = ticket(number, state=TicketState.SERVING, calls=1) if state is CounterState.SERVING else None
    here = at_counter(state, current, waiting=waiting)
    snapshot = hall(counters=(here, *hall().counters[1:]), waiting=(ticket("A030"),), missed=(missed(),), held=held())
    return Asker(snapshot, branch(), desk(snapshot, branch(), "3", "t3"), NOW, catalogue("counter", "en"))


def missed() -> object:
    return ticket("A009", state=TicketState.MISSED)


def held() -> tuple[object, ...]:
    here = ticket("A005", state=TicketState.HELD, hold_kind=HoldKind.PAPERS_HERE, counter="3")
    elsewhere = ticket("A006", state=TicketState.HELD, hold_kind=HoldKind.PAPERS_HERE, counter="5")
    return here, elsewhere, ticket("A007", state=TicketState.HELD, hold_kind=HoldKind.WITHOUT_PAPERS, counter="5")


def test_k7_transfer_offers_first_what_this_counter_does_not_do() -> None:
    menu = asker().menu(Ask.TRANSFER, Act.TRANSFER)
    services, counters = ([row.value for row in group.rows] for group in menu.groups)
    assert services == ["service:loan", "service:cash-withdraw", "service:cash-deposit"]
    assert counters == ["counter:5"]


def test_k6_the_list_has_held_and_missed_but_not_papers_that_lie_elsewhere() -> None:
    menu = asker(CounterState.FREE).menu(Ask.PICK, Act.PICK)
    assert [row.title for row in menu.groups[0].rows] == ["A005", "A007", "A009", "A030"]


def test_k10_the_outcomes_are_the_services_own() -> None:
    menu = asker(number="B017").menu(Ask.OUTCOME, Act.FINISH)
    assert [row.value for row in menu.groups[0].rows] == ["signed", "refused"]


def test_k11_the_warning_counts_those_who_wait() -> None:
    assert "4 people" in asker(CounterState.FREE, waiting=4).menu(Ask.PEOPLE_WAIT, Act.CLOSE).warning
    assert "1 person" in asker(CounterState.FREE, waiting=1).menu(Ask.PEOPLE_WAIT, Act.CLOSE).warning


def test_an_answer_becomes_a_command() -> None:
    assert orders.transfer("3", Picked("service:loan", None, Place.FIRST, True)) == (
        c.Transfer("3", "loan", None, Place.FIRST, True),
    )
    assert orders.transfer("3", Picked("counter:5", None, Place.LAST)) == (c.Transfer("3", None, "5", Place.LAST),)
    assert orders.pause("3", Picked("meal", 40)) == (c.PauseCounter("3", "meal", 40),)
    assert orders.pause("3", Picked("fault")) == (c.PauseCounter("3", "fault"), c.CallHelp("3"))
    assert orders.pause("3", Picked("shift-end")) == (c.CloseCounter("3", "shift-end"),)
    assert orders.hold("3", Picked(HoldKind.PAPERS_HERE), NOW) == (c.Hold("3", HoldKind.PAPERS_HERE),)
    assert orders.hold("3", Picked(HoldKind.WAITING_STEP, 10), NOW) == (
        c.Hold("3", HoldKind.WAITING_STEP, NOW + dt.timedelta(minutes=10)),
    )


def test_k10_finish_and_call_next_carries_the_outcome() -> None:
    at = asker(number="B017").at
    row = orders.at_once(Act.FINISH_NEXT, at, "t3", NOW, "signed")
    assert row == (c.Finish("3", "signed"), c.CallNext("3"))
    assert orders.at_once(Act.FINISH_NEXT, at, "t3", NOW) == (c.CallNext("3"),)


def test_the_gate_opens_again_after_a_moment() -> None:
    now = 10.0
    gate = Gate(lambda: now)
    assert gate.passes()
    now = 10.29
    assert not gate.passes()
    now = 10.31
    assert gate.passes()
