"""How long somebody will wait, as a range: the queue ahead seated on the open counters one after another (C1, N9)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lobby.model import Counter, Estimate, ServiceNow
from lobby.rules.routing import may_call


class Queued(NamedTuple):
    service: str
    segment: str
    only_counter: str | None = None


class Forecast:
    """Counters as they become free; `seat` puts one more customer on the earliest that may serve him.

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
        self._free_in = {c.code: opens_in for c in self._all} | dict(free_in)
        self._able: dict[Queued, list[str]] = {}
        self._could: dict[Queued, list[str]] = {}
        self._opens_in = opens_in
        self._pace = pace

    def start(self, customer: Queued) -> float | None:
        """Minutes until this customer's turn, or None when no working counter serves him."""
        counter = self._earliest(customer)
        return None if counter is None else self._free_in[counter]

    def expected(self, customer: Queued) -> float:
        """Minutes until this customer's turn; without a working counter, at the closed one that would be soonest."""
        start = self.start(customer)
        if start is not None:
            return start
        return min((self._free_in[code] for code in self._closed(customer)), default=self._opens_in)

    def seat(self, customer: Queued) -> None:
        counter = self._earliest(customer)
        for code in self._closed(customer) if counter is None else (counter,):
            self._free_in[code] += self._pace[customer.service]

    def home(self, own: Sequence[Counter], customer: Queued) -> Sequence[Counter]:
        """Where he stands in line: his own counters while one of them works, else the others that serve him now."""
        if any(counter in self._counters for counter in own):
            return own
        return [c for c in self._counters if may_call(c, customer)] or own

    def _earliest(self, customer: Queued) -> str | None:
        able = self._able.get(customer)
        if able is None:
            able = self._able[customer] = [c.code for c in self._counters if may_call(c, customer)]
        return min(able, key=self._free_in.__getitem__, default=None)

    def _closed(self, customer: Queued) -> Sequence[str]:
        """The counters that could serve him; asked only where none of them works."""
        could = self._could.get(customer)
        if could is None:
            could = self._could[customer] = [c.code for c in self._all if may_call(c, customer)]
        return could


def people_ahead(customer: Queued, home: Sequence[Counter], queue: Mapping[Queued, int]) -> int:
    """How many of the queue (counted by kind) stand before him at his own counters; VIP counters serve VIPs first."""
    return sum(count for other, count in queue.items() if any(_before(c, customer, other) for c in home))


def _before(counter: Counter, customer: Queued, other: Queued) -> bool:
    if customer.segment in counter.segments_first and other.segment not in counter.segments_first:
        return False
    return may_call(counter, other)


def promise(forecast: Forecast, customer: Queued, ahead: int) -> Estimate:
    """A range with a pessimistic end."""
    return Estimate(ahead, *span(forecast.expected(customer)))


def span(minutes: float) -> tuple[int, int]:
    """What is told of an expected wait: it has a pessimistic end."""
    return math.floor(minutes * 0.85), math.ceil(minutes * 1.35) + 2


def longest(services: Iterable[ServiceNow]) -> ServiceNow | None:
    """The open service whose wait is told for all of these, on every screen: nobody is promised less than he gets."""
    return max((s for s in services if s.open), key=lambda s: (s.wait_high, s.ahead), default=None)
