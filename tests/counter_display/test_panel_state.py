"""What Enter does and what is asked first, in every state of a counter (C2, K2, K10, K11)."""

import pytest

from counter_display.panel.state import Act, Ask, Desk, Mode, desk, question
from lobby.model import CounterState, TicketState
from tests.counter_display.samples import NOW, ago, at_counter, branch, hall, ticket

CALLED = ticket(state=TicketState.CALLED, calls=1)
SERVED = ticket(state=TicketState.SERVING, calls=1)
LOAN = ticket("B017", state=TicketState.SERVING, calls=1)


def of(state: CounterState, current: object = None, linked: bool = True, **changes: object) -> Desk:
    here = at_counter(state, current, **changes)  # type: ignore[arg-type]
    return desk(hall(counters=(here,)), branch(), "3", "t3", linked)


@pytest.mark.parametrize(
    ("at", "enter"),
    [
        (of(CounterState.CLOSED), Act.OPEN),
        (of(CounterState.FREE, staff="t5"), Act.OPEN),
        (of(CounterState.FREE), Act.NEXT),
        (of(CounterState.CALLING, CALLED), Act.ARRIVE),
        (of(CounterState.SERVING, SERVED), Act.FINISH_NEXT),
        (of(CounterState.PAUSED, pause_reason="meal"), Act.RESUME_NEXT),
        (of(CounterState.CALLING, CALLED, linked=False), None),
    ],
)
def test_enter_does_the_right_next_thing(at: Desk, enter: Act | None) -> None:
    assert at.enter is enter
    assert enter is None or enter in at.may


def test_enter_never_skips_the_arrival() -> None:
    for calls in range(1, 9):
        at = of(CounterState.CALLING, ticket(state=TicketState.CALLED, calls=calls))
        assert at.enter is Act.ARRIVE
        assert Act.NEXT not in at.may
        assert Act.FINISH_NEXT not in at.may


def test_a_no_show_needs_a_called_customer() -> None:
    assert [m for m in Mode if m is not Mode.CALLING and Act.NO_SHOW in of_mode(m).may] == []


def of_mode(mode: Mode) -> Desk:
    return {
        Mode.CLOSED: of(CounterState.CLOSED),
        Mode.TAKEN: of(CounterState.FREE, staff="t5"),
        Mode.FREE: of(CounterState.FREE),
        Mode.CALLING: of(CounterState.CALLING, CALLED),
        Mode.SERVING: of(CounterState.SERVING, SERVED),
        Mode.PAUSED: of(CounterState.PAUSED),
        Mode.OFFLINE: of(CounterState.FREE, linked=False),
    }[mode]


def test_nothing_is_offered_without_a_link() -> None:
    assert of_mode(Mode.OFFLINE).may == {Act.LOOK}


def test_k2_a_no_show_asks_once_before_three_calls_and_not_after() -> None:
    assert question(Act.NO_SHOW, of(CounterState.CALLING, ticket(state=TicketState.CALLED, calls=2))) is Ask.FEW_CALLS
    assert question(Act.NO_SHOW, of(CounterState.CALLING, ticket(state=TicketState.CALLED, calls=3))) is None


def test_k2_the_panel_urges_a_recall_and_then_a_no_show() -> None:
    def urged(calls: int, seconds: float) -> Act | None:
        called = ticket(state=TicketState.CALLED, calls=calls, called_at=ago(seconds))
        return of(CounterState.CALLING, called).urged(NOW)

    assert [urged(1, 5), urged(1, 20), urged(3, 1)] == [None, Act.RECALL, Act.NO_SHOW]
    assert of(CounterState.SERVING, SERVED).urged(NOW) is None


@pytest.mark.parametrize("act", [Act.FINISH, Act.FINISH_NEXT])
def test_k10_a_service_that_asks_for_an_outcome_is_not_finished_without(act: Act) -> None:
    assert question(act, of(CounterState.SERVING, LOAN)) is Ask.OUTCOME
    assert question(act, of(CounterState.SERVING, SERVED)) is None


@pytest.mark.parametrize("act", [Act.PAUSE, Act.CLOSE])
def test_k11_leaving_while_people_wait_warns_first(act: Act) -> None:
    assert question(act, of(CounterState.FREE, waiting=4)) is Ask.PEOPLE_WAIT


def test_k11_leaving_an_empty_lobby_asks_for_the_reason_only() -> None:
    assert question(Act.PAUSE, of(CounterState.FREE)) is Ask.PAUSE
    assert question(Act.CLOSE, of(CounterState.FREE)) is None
