"""The real lobby beside a plain one: whatever people do, in whatever order, both say the same (property test)."""

import datetime as dt
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from lobby import commands as c
from lobby.local import key_path
from lobby.model import HoldKind, Place, Ticket
from lobby.store import Store
from lobby.tables import CounterRow, TicketRow, micros
from tests.lobby.plain_lobby import DOES, OPEN, No, Plain, Visit
from tests.lobby.shift import GOLD_CARD, Shift

COUNTERS = st.sampled_from(sorted(DOES))
SERVICES = st.sampled_from(["cash-withdraw", "transfer", "wealth"])
HOLDS = {"none": HoldKind.WITHOUT_PAPERS, "papers": HoldKind.PAPERS_HERE, "step": HoldKind.WAITING_STEP}
SEEN = (
    TicketRow.number, TicketRow.state, TicketRow.service, TicketRow.only_counter, TicketRow.calls, TicketRow.misses,
    TicketRow.overtaken,
)  # fmt: skip


class Both(RuleBasedStateMachine):
    """Every rule does one thing in both lobbies; the answers and the refusals have to agree."""

    fresh: Callable[[], Shift]

    def __init__(self) -> None:
        super().__init__()
        self.real = self.fresh()
        self.real.know_customers()
        self.real.do(c.OpenDay())
        self.store = Store(self.real.url)
        self.plain = Plain(micros(self.real.clock.now()))
        self.last_event = 0

    def teardown(self) -> None:
        self.store.close()
        self.real.lobby.close()

    def both(self, command: c.Command[Any], plainly: Callable[[], object]) -> None:
        refusal, expected = "", None
        try:
            expected = plainly()
        except No as no:
            refusal = str(no)
        if refusal:
            assert self.real.refused(command) == refusal
            return
        answer = self.real.do(command)
        if isinstance(expected, Visit):
            assert isinstance(answer, Ticket)
            assert (answer.id, answer.number, answer.state) == (expected.id, expected.number, expected.state)
        elif not isinstance(command, c.OpenDay | c.CloseDay):
            assert answer is expected

    def some(self, pick: int) -> int:
        return pick % len(self.plain.visits) + 1

    # ------------------------------------------------------------ what people do

    @rule(service=SERVICES, gold=st.sampled_from([False, False, True]), green=st.sampled_from([False, False, True]))
    def take(self, service: str, gold: bool, green: bool) -> None:
        visits = len(self.plain.visits)
        if gold and any(v.gold and v.service == service and v.state in OPEN for v in self.plain.visits):
            return  # that would be the first ticket again, or a missed one let in (N7): tested by itself
        more: dict[str, Any] = {"green": "elderly"} if green else {}
        if gold:
            more["customer"] = GOLD_CARD
        self.both(c.TakeTicket(service, channel="desk", **more), lambda: self.plain.take(service, gold, green))
        assert len(self.plain.visits) == visits + self.plain.open

    @rule(seconds=st.sampled_from([1, 3, 8, 30, 120, 400]))
    def pass_time(self, seconds: int) -> None:
        self.real.pass_time(seconds=seconds)
        self.plain.now += seconds * 1_000_000

    @rule(counter=COUNTERS)
    def open_counter(self, counter: str) -> None:
        self.both(c.OpenCounter(counter, f"t{counter}"), lambda: self.plain.open_counter(counter))

    @rule(counter=COUNTERS)
    def pause(self, counter: str) -> None:
        self.both(c.PauseCounter(counter, "lunch"), lambda: self.plain.pause(counter))

    @rule(counter=COUNTERS)
    def close_counter(self, counter: str) -> None:
        self.both(c.CloseCounter(counter), lambda: self.plain.close_counter(counter))

    @rule(counter=COUNTERS)
    def free_counter(self, counter: str) -> None:
        self.both(c.FreeCounter(counter, "forgotten"), lambda: self.plain.free_counter(counter))

    @rule(counter=COUNTERS)
    def next(self, counter: str) -> None:
        self.both(c.CallNext(counter), lambda: self.plain.next(counter))

    @rule(counter=COUNTERS)
    def next_and_arrive(self, counter: str) -> None:
        self.next(counter)
        self.arrive(counter)

    @rule(counter=COUNTERS)
    def recall(self, counter: str) -> None:
        self.both(c.Recall(counter), lambda: self.plain.recall(counter))

    @rule(counter=COUNTERS)
    def arrive(self, counter: str) -> None:
        self.both(c.Arrive(counter), lambda: self.plain.arrive(counter))

    @rule(counter=COUNTERS)
    def finish(self, counter: str) -> None:
        self.both(c.Finish(counter), lambda: self.plain.finish(counter))

    @rule(counter=COUNTERS)
    def no_show(self, counter: str) -> None:
        self.both(c.NoShow(counter), lambda: self.plain.no_show(counter))

    @rule(counter=COUNTERS)
    def take_back(self, counter: str) -> None:
        self.both(c.TakeBack(counter), lambda: self.plain.take_back(counter))

    @rule(counter=COUNTERS, hold=st.sampled_from(sorted(HOLDS)), minutes=st.integers(1, 5))
    def hold(self, counter: str, hold: str, minutes: int) -> None:
        until = self.real.clock.now() + dt.timedelta(minutes=minutes) if hold == "step" else None
        self.both(c.Hold(counter, HOLDS[hold], until), lambda: self.plain.put_on_hold(counter, hold, minutes))

    @rule(
        counter=COUNTERS, service=SERVICES, to=st.none() | COUNTERS, place=st.sampled_from(Place), back=st.booleans()
    )  # fmt: skip
    def transfer(self, counter: str, service: str, to: str | None, place: Place, back: bool) -> None:
        self.both(
            c.Transfer(counter, service, to, place, back),
            lambda: self.plain.transfer(counter, service, to, place.value, back),
        )

    @precondition(lambda self: self.plain.visits)
    @rule(pick=st.integers(0, 99), counter=COUNTERS)
    def resume(self, pick: int, counter: str) -> None:
        id = self.some(pick)
        self.both(c.Resume(id, counter), lambda: self.plain.resume(id, counter))

    @precondition(lambda self: self.plain.visits)
    @rule(pick=st.integers(0, 99), counter=COUNTERS)
    def call_by_hand(self, pick: int, counter: str) -> None:
        id = self.some(pick)
        self.both(c.CallTicket(counter, id, "hurry"), lambda: self.plain.call_by_hand(counter, id))

    @precondition(lambda self: self.plain.visits)
    @rule(pick=st.integers(0, 99))
    def abandon(self, pick: int) -> None:
        id = self.some(pick)
        self.both(c.Abandon(id), lambda: self.plain.abandon(id))

    @precondition(lambda self: self.plain.visits)
    @rule(pick=st.integers(0, 99), granted=st.booleans())
    def green(self, pick: int, granted: bool) -> None:
        id = self.some(pick)
        wish = c.GrantGreen(id, "unwell") if granted else c.RevokeGreen(id, "well again")
        self.both(wish, lambda: self.plain.green(id, granted))

    @precondition(lambda self: self.plain.visits)
    @rule(pick=st.integers(0, 99), at_once=st.booleans())
    def readmit(self, pick: int, at_once: bool) -> None:
        id = self.some(pick)
        self.both(c.Readmit(id, at_once), lambda: self.plain.readmit(id, at_once))

    @precondition(lambda self: not self.plain.open or len(self.plain.visits) > 12)
    @rule()
    def close_and_open_the_day(self) -> None:
        self.both(c.CloseDay(), self.plain.close_day)
        assert not self.real.hall().waiting
        self.both(c.OpenDay(), self.plain.open_day)

    # ------------------------------------------------------------ what always holds

    @invariant()
    def no_ticket_is_lost_and_all_stand_where_the_plain_lobby_has_them(self) -> None:
        with self.store.read() as session:
            rows = session.execute(select(*SEEN).order_by(TicketRow.id)).all()
        assert [tuple(row) for row in rows] == [
            (v.number, v.state, v.service, v.only, v.calls, v.misses, v.overtaken) for v in self.plain.visits
        ]
        numbers = [v.number for v in self.plain.visits]
        assert len(set(numbers)) == len(numbers)

    @invariant()
    def the_queue_is_in_the_same_order_with_the_same_waits(self) -> None:
        hall = self.real.hall()
        assert [(t.number, micros(t.waiting_since)) for t in hall.waiting] == [
            (v.number, v.queued - v.waited) for v in self.plain.queue()
        ]

    @invariant()
    def one_customer_at_a_counter_and_the_same_one(self) -> None:
        with self.store.read() as session:
            manned = session.scalars(select(CounterRow).where(CounterRow.staff.is_not(None))).all()
            there = session.execute(
                select(TicketRow.counter, TicketRow.number).where(TicketRow.state.in_(["called", "serving"]))
            ).all()
        assert {row.code: "pauses" if row.paused else "works" for row in manned} == self.plain.tellers
        expected = [(code, visit.number) for code in DOES if (visit := self.plain.at(code))]
        assert sorted(tuple(row) for row in there) == expected

    @invariant()
    def nobody_is_overtaken_by_rule_more_than_three_times(self) -> None:
        assert all(visit.overtaken_by_rule <= 3 for visit in self.plain.visits)

    @invariant()
    def the_journal_only_grows_by_one_line_after_the_other(self) -> None:
        news = self.real.lobby.events(self.last_event)
        assert [event.id for event in news] == list(range(self.last_event + 1, self.last_event + 1 + len(news)))
        self.last_event += len(news)


@pytest.fixture
def fresh(founded: Path, tmp_path: Path) -> Callable[[], Shift]:
    numbers = count()

    def copy() -> Shift:
        path = tmp_path / f"{next(numbers)}.db"
        shutil.copy(founded, path)
        shutil.copy(key_path(f"sqlite:///{founded}"), key_path(f"sqlite:///{path}"))
        return Shift.begin(f"sqlite:///{path}")

    return copy


def test_the_real_lobby_and_a_plain_one_agree(fresh: Callable[[], Shift]) -> None:
    machine = type("Both", (Both,), {"fresh": staticmethod(fresh)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=30, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
