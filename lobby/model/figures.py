"""A day in figures (F1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figures:
    """A day's (or an interval's, a service's, a counter's) figures; times in seconds (F1)."""

    issued: int = 0
    called: int = 0
    served: int = 0
    past_ten: int = 0
    abandoned: int = 0
    no_show: int = 0
    diverted: int = 0
    transferred: int = 0
    average_wait: float = 0.0
    longest_wait: int = 0
    average_service: float = 0.0
    over_target: int = 0


@dataclass(frozen=True, slots=True)
class Interval:
    start: dt.datetime
    issued: int
    called: int
    past_ten: int


@dataclass(frozen=True, slots=True)
class Promises:
    """How the waits that were told came out, of those who were called: as told, sooner, or later (M2)."""

    made: int = 0
    kept: int = 0
    sooner: int = 0
    later: int = 0


@dataclass(frozen=True, slots=True)
class DayReport:
    date: dt.date
    total: Figures
    by_service: Mapping[str, Figures]
    by_segment: Mapping[str, Figures]
    by_counter: Mapping[str, Figures]
    by_interval: tuple[Interval, ...]
    offers_made: int = 0
    offers_accepted: int = 0
    idle_while_waiting: Mapping[str, int] = field(default_factory=dict)
    promises: Promises = Promises()
