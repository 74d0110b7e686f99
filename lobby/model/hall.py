"""The hall as of one moment: what faces paint and what needs a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from lobby.model.branch import Text
from lobby.model.figures import Figures
from lobby.model.kinds import AlertKind, CounterState, Phase
from lobby.model.visit import Call, Ticket


@dataclass(frozen=True, slots=True)
class Day:
    date: dt.date
    opened_at: dt.datetime
    closed_at: dt.datetime | None = None
    regardless_of_hours: bool = False


@dataclass(frozen=True, slots=True)
class CounterNow:
    code: str
    state: CounterState
    since: dt.datetime | None = None
    staff: str | None = None
    staff_name: str = ""
    ticket: Ticket | None = None
    pause_reason: str | None = None
    back_at: dt.datetime | None = None
    waiting: int = 0

    @property
    def working(self) -> bool:
        """Manned and not paused."""
        return self.state not in (CounterState.CLOSED, CounterState.PAUSED)


@dataclass(frozen=True, slots=True)
class ServiceNow:
    """A service as a customer would meet it now: people ahead and minutes for one who takes a ticket now."""

    code: str
    open: bool
    opens_at: dt.datetime | None
    waiting: int
    ahead: int
    wait_low: int
    wait_high: int


@dataclass(frozen=True, slots=True)
class DeviceNow:
    code: str
    in_service: bool
    fault: str | None = None
    since: dt.datetime | None = None
    repair_due: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    id: int
    text: Text
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """A cry for help from a kiosk or a counter, open until somebody takes it (K17)."""

    id: int
    place: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Hall:
    """Everything that a face paints, as of one moment and one journal line (`event`)."""

    now: dt.datetime
    event: int
    version: int
    phase: Phase
    day: Day | None
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    counters: tuple[CounterNow, ...]
    services: tuple[ServiceNow, ...]
    devices: tuple[DeviceNow, ...]
    waiting: tuple[Ticket, ...]
    held: tuple[Ticket, ...]
    missed: tuple[Ticket, ...]
    calls: tuple[Call, ...]
    notices: tuple[Notice, ...]
    helps: tuple[Help, ...]
    figures: Figures
    answered: tuple[int, ...] = ()
    """Tickets that were asked in a second diversion already (C6)."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that needs a person (M1); its cause is its identity and it goes when the cause goes."""

    kind: AlertKind
    since: dt.datetime
    ticket: int | None = None
    counter: str | None = None
    device: str | None = None
    number: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diversion:
    """Whom to ask in a second diversion, and where he could go (C6)."""

    ticket: int
    number: str
    to: str
    reason: str
