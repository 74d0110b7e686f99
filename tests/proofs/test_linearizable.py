"""The checker itself: right histories pass however much they overlap, each kind of wrong one is found."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofs.branch import CASH, EVERYWHERE
from proofs.line import Line, Step
from proofs.linearizable import Done, linearizable

FIRST, SECOND = Step("take", "B001", service=EVERYWHERE, ticket=1), Step("take", "B002", service=EVERYWHERE, ticket=2)


def calls(counter: str, number: str) -> Step:
    return Step("next", number, counter)


def in_turn(*steps: Step) -> list[Done]:
    """One after the other, with time between them."""
    return [Done(10 * at, 10 * at + 5, step) for at, step in enumerate(steps)]


def test_one_after_the_other() -> None:
    assert linearizable(in_turn(FIRST, SECOND, calls("1", "B001"), calls("2", "B002")))


def test_at_the_same_time_in_any_order() -> None:
    assert linearizable([Done(0, 9, SECOND), Done(1, 8, calls("1", "B001")), Done(2, 7, FIRST)])


@pytest.mark.parametrize(
    "steps",
    [
        (FIRST, calls("1", "B001"), calls("2", "B001")),
        (FIRST, SECOND, calls("1", "B002")),
        (FIRST, calls("1", "")),
        (calls("1", "B001"), FIRST),
        (SECOND, FIRST),
        (FIRST, FIRST),
        (FIRST, calls("1", "B001"), Step("take-back", "B001", "1"), calls("1", "")),
        (FIRST, calls("1", "B001"), Step("arrive", "B001", "2")),
        (FIRST, replace(SECOND, green=True), calls("1", "B001")),
        (replace(FIRST, service=CASH), calls("5", "B001")),
        (FIRST, replace(SECOND, ticket=1)),
    ],
    ids=[
        "called twice", "out of turn", "waits and is not seen", "called before he came", "numbers backwards",
        "a number twice", "lost when taken back", "at another counter", "the green channel passed over",
        "a counter that cannot", "an id twice",
    ],
)  # fmt: skip
def test_what_cannot_have_been_is_found(steps: tuple[Step, ...]) -> None:
    assert not linearizable(in_turn(*steps))


def test_the_clock_is_kept() -> None:
    early, late = Done(0, 1, calls("1", "")), Done(5, 6, FIRST)
    assert linearizable([early, late])
    assert not linearizable([Done(7, 8, calls("1", "")), late])


def by_trying(history: list[Done]) -> bool:
    """All orders, one after the other."""
    for order in permutations(history):
        line: Line | None = Line()
        clock = 0
        for done in order:
            line = line.after(done.step) if line is not None and done.ended >= clock else None
            clock = max(clock, done.began)
        if line is not None:
            return True
    return False


STEPS = st.sampled_from(
    [
        FIRST, SECOND, replace(SECOND, green=True), calls("1", "B001"), calls("2", "B001"), calls("2", "B002"),
        calls("1", ""), Step("take-back", "B001", "1"), Step("arrive", "B001", "1"),
    ]
)  # fmt: skip
DONE = st.builds(
    lambda began, lasts, step: Done(began, began + lasts, step), st.integers(0, 9), st.integers(0, 9), STEPS
)


@given(st.lists(DONE, max_size=6))
def test_it_says_what_trying_all_orders_says(history: list[Done]) -> None:
    assert linearizable(history) == by_trying(history)
