"""What one visit's page has to say, as values without a language: the stages of M3, and nothing personal (V5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from lobby.model import HoldKind, Text, TicketState


class Stage(StrEnum):
    WAITING = "waiting"
    NEAR = "near"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    MISSED = "missed"
    DONE = "done"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Sight:
    """Moments are local. `low` and `high` are None while no working counter serves this customer."""

    stage: Stage
    state: TicketState
    number: str
    service: Text
    language: str
    at: dt.datetime
    materials: Text = Text()
    zone: Text = Text()
    counters: tuple[str, ...] = ()
    """Those that may call him."""
    ahead: int = 0
    ahead_at_first: int = 0
    low: int | None = None
    high: int | None = None
    calling: tuple[str, str] | None = None
    """The last call at one of his counters: number and counter."""
    ways_left: int = 0
    """How often he may still let others go first."""
    way: int = 0
    """How many go first each time."""
    gave_way: int = 0
    counter: str | None = None
    calls: int = 0
    most_calls: int = 0
    misses: int = 0
    until: dt.datetime | None = None
    """Up to when a missed number is kept, or when a step that is waited for ends."""
    kept_seconds: int = 0
    hold: HoldKind | None = None
    waited: int = 0
    served: int = 0
    stars: int | None = None
    stale: bool = False
    """The record is silent: this is how it stood at `at`."""
