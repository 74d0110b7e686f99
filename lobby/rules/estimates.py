"""How long somebody will wait, as a range: the queue ahead seated on the open counters one by one (C1, M2, N9)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lobby.model import Counter, Estimate, ServiceNow
from lobby.rules.routing import may_call

# Measured by `python -m benchmarks.promises`, which scores what these make of a month.
SERVICE_VARIES = 0.45
"""How far one service's time strays from its pace, as a share of it."""
WAIT_DOUBT = 0.3
"""How far a wait may be off for all else: paces that change, counters that open or close, who is let in before."""
SOONER, LATER = 1.1, 1.3
"""How many times its doubt a wait is told sooner and later: to wait longer than told is worse."""
LEAVE = 0.007
"""The share of those ahead who go away, or elsewhere, in each minute of the wait."""
LEFT_AT_LEAST = 0.3
"""The share of its pace that a service goes on for however long it has lasted."""


class Queued(NamedTuple):
    service: str
    segment: str
    only_counter: str | None = None


class _Turn(NamedTuple):
    """What a kind of customer waits for: counters as [free in, order], those that work or else the closed ones."""

    served: bool
    counters: Sequence[list[float]]
    pace: float
    headway: float


class Forecast:
    """Counters as they become free; `seat` puts more customers, each on the earliest that may serve him.

    Whom no working counter serves stands before each closed one that could: any of them may be the first to open.
    """

    def __init__(
        self,
        free_in: Mapping[str, float],
        counters: Iterable[Counter],
        pace: Mapping[str, float],
        opens_in: float = 0.0,
    ) -> None:
        """`free_in`: minutes until each working counter is free, `opens_in`: until a closed one is expected to open;
        `pace`: minutes that each service takes."""
        self._all = tuple(counters)
        self._counters = [c for c in self._all if c.code in free_in]
        self._free = {c.code: [free_in.get(c.code, opens_in), order] for order, c in enumerate(self._all)}
        self._turns: dict[Queued, _Turn] = {}
        self._opens_in = opens_in
        self._pace = pace

    def served(self, customer: Queued) -> bool:
        """Whether a working counter serves this customer."""
        return self._turn(customer).served

    def expected(self, customer: Queued) -> float:
        """Minutes until this customer's turn; without a working counter, at the closed one that would be soonest."""
        counters = self._turn(customer).counters
        minutes = min(counters)[0] if counters else self._opens_in
        return minutes / (1 + LEAVE * minutes)

    def told(self, customer: Queued) -> tuple[int, int]:
        """The expected wait as it is told, in whole minutes."""
        return span(self.expected(customer), self._turn(customer).headway)

    def seat(self, *customers: Queued) -> None:
        turns, turn_of = self._turns, self._turn
        for customer in customers:
            served, counters, pace, _ = turns.get(customer) or turn_of(customer)
            if served:
                min(counters)[0] += pace
            else:
                for counter in counters:
                    counter[0] += pace

    def home(self, own: Sequence[Counter], customer: Queued) -> Sequence[Counter]:
        """Where he stands in line: his own counters while one of them works, else the others that serve him now."""
        if any(counter in self._counters for counter in own):
            return own
        return [c for c in self._counters if may_call(c, customer)] or own

    def _turn(self, customer: Queued) -> _Turn:
        turn = self._turns.get(customer)
        if turn is None:
            able = [c for c in self._counters if may_call(c, customer)]
            before = able or [c for c in self._all if may_call(c, customer)]
            free = [self._free[c.code] for c in before]
            turn = _Turn(bool(able), free, self._pace[customer.service], self._headway(able))
            self._turns[customer] = turn
        return turn

    def _headway(self, counters: Sequence[Counter]) -> float:
        """Minutes between two calls of these counters, whatever is asked of them."""
        paces = [self._pace[service] for counter in counters for service in counter.services]
        return sum(paces) / len(paces) / len(counters) if paces else 0.0


def people_ahead(customer: Queued, home: Sequence[Counter], queue: Mapping[Queued, int]) -> int:
    """How many of the queue (counted by kind) stand before him at his own counters; VIP counters serve VIPs first."""
    return sum(count for other, count in queue.items() if any(_before(c, customer, other) for c in home))


def _before(counter: Counter, customer: Queued, other: Queued) -> bool:
    if customer.segment in counter.segments_first and other.segment not in counter.segments_first:
        return False
    return may_call(counter, other)


def promise(forecast: Forecast, customer: Queued, ahead: int) -> Estimate:
    return Estimate(ahead, *forecast.told(customer))


def span(minutes: float, headway: float) -> tuple[int, int]:
    """What is told of an expected wait. The more services end before one's turn, the better their sum is known.

    `headway`: minutes between two calls at the counters waited for, 0 while none of them works.
    """
    doubt = math.hypot(SERVICE_VARIES * math.sqrt(minutes * headway), WAIT_DOUBT * minutes)
    return max(0, math.floor(minutes - SOONER * doubt)), max(1, math.ceil(minutes + LATER * doubt))


def left(pace: float, gone: float) -> float:
    """Minutes that a service still takes which takes `pace` as a rule."""
    return max(LEFT_AT_LEAST * pace, pace - gone)


def longest(services: Iterable[ServiceNow]) -> ServiceNow | None:
    """The open service whose wait is told for all of these, on every screen: nobody is promised less than he gets."""
    return max((s for s in services if s.open), key=lambda s: (s.wait_high, s.ahead), default=None)
