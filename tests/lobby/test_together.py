"""Commands that wait together are one commit, and each is answered as if it had come alone (N3, N6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from lobby import commands as c
from lobby import queries as q
from lobby.commands import Command
from lobby.errors import Refused
from lobby.local import LocalLobby
from lobby.model import HoldKind, Ticket
from lobby.writer import Errand
from tests.lobby.shift import GOLD_CARD, Shift

COUNTERS = ("1", "2", "5", "8")
SERVICES = ("cash-withdraw", "transfer", "wealth")


@pytest.fixture
def branches(records: Callable[[], str]) -> Iterator[tuple[Shift, Shift]]:
    """The same morning twice."""
    pair = Shift.begin(records()), Shift.begin(records())
    for shift in pair:
        shift.do(c.OpenDay())
        shift.know_customers()
        shift.open(*COUNTERS)
    yield pair
    for shift in pair:
        shift.lobby.close()


def presses(chance: Random, count: int) -> list[Errand]:
    """What tellers and customers may press, some of it refused, some of it sent twice."""
    found: list[Errand] = []
    for _ in range(count):
        key = str(UUID(int=chance.getrandbits(128)))
        found.append(Errand(press(chance), key))
        if chance.random() < 0.1:
            found.append(chance.choice(found))
    return found


def press(chance: Random) -> Command[Any]:
    counter, service = chance.choice(COUNTERS), chance.choice(SERVICES)
    return chance.choice(
        [
            c.TakeTicket(
                service, amount=chance.choice((None, 50_000)), customer=chance.choice((None, None, GOLD_CARD))
            ),
            c.TakeTicket(service),
            c.CallNext(counter),
            c.CallNext(counter),
            c.Arrive(counter),
            c.Arrive(counter),
            c.Finish(counter),
            c.NoShow(counter),
            c.TakeBack(counter),
            c.Hold(counter, HoldKind.PAPERS_HERE),
            c.Transfer(counter, to_counter=chance.choice(COUNTERS)),
        ]
    )


def told(answer: Any) -> Any:
    """An answer without what is drawn by lot."""
    if isinstance(answer, Refused):
        return answer.reason, str(answer)
    return replace(answer, token="") if isinstance(answer, Ticket) else answer


@contextmanager
def commits(lobby: LocalLobby) -> Iterator[list[object]]:
    engine: Engine = lobby._store.engine
    seen: list[object] = []

    def committed(connection: object) -> None:
        seen.append(connection)

    event.listen(engine, "commit", committed)
    yield seen
    event.remove(engine, "commit", committed)


@pytest.mark.parametrize("seed", range(4))
def test_n6_together_or_one_by_one_comes_to_the_same(
    branches: tuple[Shift, Shift], seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    alone, together = branches
    chance = Random(seed)
    for _ in range(20):
        errands = presses(chance, chance.randint(1, 12))
        one_by_one = [answer for errand in errands for answer in local(alone).do_together([errand])]
        at_once = local(together).do_together(errands)
        assert [told(a) for a in at_once] == [told(a) for a in one_by_one]
        for shift in branches:
            shift.pass_time(seconds=20)
    halls = [shift.ask(q.Hall()) for shift in branches]
    assert [told(t) for t in halls[0].waiting] == [told(t) for t in halls[1].waiting]
    assert halls[0].figures == halls[1].figures
    assert halls[0].event == halls[1].event
    assert together.ask(q.VerifyJournal()).sound
    assert not caplog.records, "nothing went wrong that the second try covered up"


def test_a_number_is_given_out_called_and_served_in_one_commit(
    branches: tuple[Shift, Shift], caplog: pytest.LogCaptureFixture
) -> None:
    shift, _ = branches
    visit = [c.TakeTicket("cash-withdraw"), c.CallNext("1"), c.Arrive("1"), c.Hold("1", HoldKind.PAPERS_HERE)]
    visit += [c.TakeTicket("cash-withdraw"), c.CallNext("1"), c.Arrive("1"), c.Finish("1")]
    with commits(local(shift)) as seen:
        answers = local(shift).do_together([Errand(command) for command in visit])
    assert [a.number for a in answers] == ["A001"] * 4 + ["A002"] * 4
    assert len(seen) == 1
    assert not caplog.records


def test_one_refusal_costs_the_others_nothing(branches: tuple[Shift, Shift]) -> None:
    shift, _ = branches
    before, after = Errand(c.TakeTicket("transfer"), "a"), Errand(c.TakeTicket("transfer"), "c")
    answers = local(shift).do_together([before, Errand(c.Finish("1"), "b"), after])
    assert [told(a) for a in answers][1] == ("nobody-here", "Nobody is called or being served at counter 1.")
    assert [answers[0].number, answers[2].number] == ["B001", "B002"]


def local(shift: Shift) -> LocalLobby:
    assert isinstance(shift.lobby, LocalLobby)
    return shift.lobby
