"""What each remedy would do to the longest wait: nothing, diverting, one more counter, or both. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from lobby.model import Branch, CounterNow, CounterState, Hall, ZoneKind
from lobby.rules.outlook import outlook
from lobby.rules.waits import waited


@dataclass(frozen=True, slots=True)
class Prospect:
    """`minutes` is the longest wait to come."""

    diverted: int
    counter: str | None
    minutes: int


def prospects(hall: Hall, branch: Branch, divertible: Collection[int], now: dt.datetime) -> tuple[Prospect, ...]:
    """In that order; remedies that are not at hand are left out."""
    closed = _most_useful(hall, branch)
    remedies: list[tuple[Collection[int], str | None]] = [((), None)]
    if divertible:
        remedies.append((divertible, None))
    if closed is not None:
        remedies.append(((), closed))
    if divertible and closed is not None:
        remedies.append((divertible, closed))
    return tuple(
        Prospect(len(gone), counter, longest(without(hall, gone, counter), branch, now)) for gone, counter in remedies
    )


def longest(hall: Hall, branch: Branch, now: dt.datetime) -> int:
    """The longest wait in minutes when everybody waiting now has been called."""
    coming = outlook(hall, branch, now)
    waits = ((waited(t, now), coming[t.id].minutes) for t in hall.waiting)
    return max((round(so_far / dt.timedelta(minutes=1)) + minutes for so_far, minutes in waits), default=0)


def without(hall: Hall, gone: Collection[int], opened: str | None) -> Hall:
    """The hall as it would be."""
    counters = tuple(CounterNow(c.code, CounterState.FREE) if c.code == opened else c for c in hall.counters)
    return replace(hall, waiting=tuple(t for t in hall.waiting if t.id not in gone), counters=counters)


def _most_useful(hall: Hall, branch: Branch) -> str | None:
    """The closed counter that could serve most of those who wait; one for VIP customers only where no other helps."""
    closed = {c.code for c in hall.counters if c.state is CounterState.CLOSED}
    useful = {
        counter.code: (branch.zone(counter.zone).kind is not ZoneKind.VIP, served)
        for counter in branch.counters
        if counter.code in closed and (served := sum(t.service in counter.services for t in hall.waiting))
    }
    return max(useful, key=useful.__getitem__, default=None)
