"""How true the promised waits are: a simulated month, each promise beside the wait that came of it (C1, M2).

    .venv/bin/python -m benchmarks.promises [--days 22] [--customers 300 450 600] [--counters 6]

Prints for each number of customers a day how many waits lay within their ranges, how wide the ranges were, and how far
the expected wait was off beside what machines usually print: people ahead × mean service ÷ open counters. The mean is
that of the whole day, which no machine knows beforehand.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from statistics import fmean, median
from typing import TypeVar

from lobby.api import Lobby
from lobby.commands import CallNext, CloseCounter, Command, OpenCounter, PauseCounter, TakeTicket
from lobby.customer_list import read_customers
from lobby.model import Branch, Ticket
from lobby.model.visit import Event
from lobby.queries import Query
from lobby.rules.estimates import LATER, SOONER
from lobby.setup_file import read_branch
from lobby.simulate import simulate_day
from resources import sample

A = TypeVar("A")
FIRST_DAY = dt.date(2026, 1, 5)
A_WAIT = 1.0
"""Minutes from which on a width is compared with the wait: who is called at once has no wait to share by."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A promise and its wait, minutes; `usual` is what machines usually print."""

    low: int
    high: int
    wait: float
    usual: float

    @property
    def held(self) -> bool:
        return self.low <= self.wait <= self.high

    @property
    def expected(self) -> float:
        """The wait that the range was made of, as near as whole minutes still tell."""
        if self.high == 1:
            return 0.0
        return self.low + 0.5 + (self.high - self.low - 1) * SOONER / (SOONER + LATER)


class Watched:
    """A door that notes each promise with the counters open then, and when its customer was called first."""

    def __init__(self, door: Lobby) -> None:
        self._door = door
        self._open: set[str] = set()
        self._promised: dict[int, tuple[Ticket, int]] = {}
        self._waits: dict[int, float] = {}

    def do(self, command: Command[A], key: str | None = None) -> A:
        answer = self._door.do(command, key)
        match command:
            case OpenCounter():
                self._open.add(command.counter)
            case PauseCounter() | CloseCounter():
                self._open.discard(command.counter)
            case TakeTicket() if isinstance(answer, Ticket):
                self._promised[answer.id] = answer, len(self._open)
            case CallNext() if isinstance(answer, Ticket) and answer.called_at is not None:
                self._waits.setdefault(answer.id, (answer.called_at - answer.issued_at) / dt.timedelta(minutes=1))
        return answer

    def ask(self, query: Query[A]) -> A:
        return self._door.ask(query)

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        return self._door.events(after, timeout)

    def close(self) -> None:
        self._door.close()

    def scored(self, mean: float) -> Iterator[Scored]:
        """Everybody who was called; `mean`: minutes that a service took on this day."""
        for number, wait in self._waits.items():
            ticket, counters = self._promised[number]
            usual = ticket.people_ahead * mean / max(1, counters)
            yield Scored(ticket.wait_low, ticket.wait_high, wait, usual)


def day(branch: Branch, counters: int, customers: int, number: int) -> list[Scored]:
    """Working day `number` of the month, played with its number as seed."""
    watched: list[Watched] = []

    def watch(door: Lobby) -> Lobby:
        watched.append(Watched(door))
        return watched[0]

    known = read_customers(sample.customers_file(), branch, str).customers
    date = FIRST_DAY + dt.timedelta(days=number + 2 * (number // 5))
    report = simulate_day(branch, date, number + 1, customers, counters, known, watch)
    return list(watched[0].scored(report.total.average_service / 60))


def month(branch: Branch, days: int, customers: int, counters: int) -> list[Scored]:
    with ProcessPoolExecutor() as pool:
        return [
            scored for found in pool.map(partial(day, branch, counters, customers), range(days)) for scored in found
        ]


def row(name: str, found: Sequence[Scored]) -> str:
    held = fmean(s.held for s in found)
    sooner, later = fmean(s.wait < s.low for s in found), fmean(s.wait > s.high for s in found)
    widths = [(s.high - s.low) / s.wait for s in found if s.wait >= A_WAIT]
    off, usual = fmean(abs(s.expected - s.wait) for s in found), fmean(abs(s.usual - s.wait) for s in found)
    return (
        f"{name:<12} {len(found):6} called   wait {fmean(s.wait for s in found):5.1f} min   held {held:4.0%}"
        f" (sooner {sooner:3.0%}, later {later:3.0%})   width {median(widths):4.0%} of the wait"
        f"   off by {off:4.1f} min, {1 - off / usual:4.0%} less than the usual {usual:4.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--days", type=int, default=22)
    parser.add_argument("--customers", type=int, nargs="+", default=[300, 450, 600])
    parser.add_argument("--counters", type=int, default=6)
    arguments = parser.parse_args()
    branch = read_branch(sample.branch_file())
    print("targets: held ≥ 80%, width ≤ 60 %, off by at least 25 % less than the usual")
    for customers in arguments.customers:
        found = month(branch, arguments.days, customers, arguments.counters)
        print(row(f"{customers} a day", found), flush=True)


if __name__ == "__main__":
    main()
