"""How long somebody will wait, as a range: the queue ahead seated on the open counters one after another (C1, N9)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lobby.model import Counter, Estimate
from lobby.rules.routing import may_call


class Queued(NamedTuple):
    service: str
    segment: str
    only_counter: str | None = None


class Forecast:
    """Counters as they become free; `seat` puts one more customer on the earliest that may serve him."""

    def __init__(self, free_in: Mapping[str, float], counters: Iterable[Counter], pace: Mapping[str, float]) -> None:
        """`free_in`: minutes until each working counter is free; `pace`: minutes that each service takes."""
        self._counters = [c for c in counters if c.code in free_in]
        self._free_in = dict(free_in)
        self._able: dict[Queued, list[str]] = {}
        self.pace = pace

    def start(self, customer: Queued) -> float | None:
        """Minutes until this customer's turn, or None when no working counter serves him."""
        counter = self._earliest(customer)
        return None if counter is None else self._free_in[counter]

    def seat(self, customer: Queued) -> None:
        counter = self._earliest(customer)
        if counter is not None:
            self._free_in[counter] += self.pace[customer.service]

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


def people_ahead(customer: Queued, home: Sequence[Counter], queue: Mapping[Queued, int]) -> int:
    """How many of the queue (counted by kind) stand before him at his own counters; VIP counters serve VIPs first."""
    return sum(count for other, count in queue.items() if any(_before(c, customer, other) for c in home))


def _before(counter: Counter, customer: Queued, other: Queued) -> bool:
    if customer.segment in counter.segments_first and other.segment not in counter.segments_first:
        return False
    return may_call(counter, other)


def promise(forecast: Forecast, customer: Queued, ahead: int) -> Estimate:
    """A range with a pessimistic end; without a working counter, one that opens within a service's time is assumed."""
    minutes = forecast.start(customer)
    if minutes is None:
        minutes = (ahead + 1) * forecast.pace[customer.service]
    return Estimate(ahead, math.floor(minutes * 0.85), math.ceil(minutes * 1.35) + 2)
