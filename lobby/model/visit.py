"""A visit and all that is told of it: ticket, calls, legs, paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from lobby.model.kinds import EMERGENCY, HoldKind, PrintState, TicketState


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer whom the bank's list knows (B4). Never a full name, a card or an ID number."""

    identity: str
    segment: str
    surname: str
    title: str
    manager: str | None = None
    note: str = ""

    @property
    def greeting(self) -> str:
        return f"{self.surname}{self.title}"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One visit. `people_ahead`, `wait_low` and `wait_high` (minutes) are the promise made at issue;
    `waiting_since` is the moment from which the wait counts, already moved by holds and earlier legs (K6, K7)."""

    id: int
    number: str
    day: dt.date
    service: str
    segment: str
    state: TicketState
    zone: str
    issued_at: dt.datetime
    people_ahead: int
    wait_low: int
    wait_high: int
    waiting_since: dt.datetime
    rank: int
    token: str
    language: str = "zh"
    channel: str = "kiosk"
    amount: int | None = None
    green: str | None = None
    customer: str | None = None
    manager: str | None = None
    counter: str | None = None
    staff: str | None = None
    only_counter: str | None = None
    calls: int = 0
    misses: int = 0
    overtaken: int = 0
    called_at: dt.datetime | None = None
    arrived_at: dt.datetime | None = None
    finished_at: dt.datetime | None = None
    waited_seconds: int | None = None
    hold_kind: HoldKind | None = None
    wake_at: dt.datetime | None = None
    since: dt.datetime | None = None
    note: str = ""
    gave_way: int = 0
    """How often the customer let a few others go first."""
    further: tuple[str, ...] = ()
    """The services that come after this one, in their order (K8)."""

    @property
    def emergency(self) -> bool:
        """Given by a kiosk alone: nothing was promised with it."""
        return self.channel == EMERGENCY


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the journal: what happened, in the order in which it was committed."""

    id: int
    at: dt.datetime
    kind: str
    day: dt.date | None = None
    ticket: int | None = None
    counter: str | None = None
    staff: str | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    station: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A number called to a counter; `rule` and `beaten` answer 'why was this number called?' (K16)."""

    id: int
    ticket: int
    number: str
    counter: str
    at: dt.datetime
    call: int
    rule: str
    green: bool = False
    language: str = "zh"
    staff: str | None = None
    beaten: tuple[str, ...] = ()
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of a visit at one service and counter, with its own clocks (K3, K7)."""

    service: str
    counter: str | None
    staff: str | None
    queued_at: dt.datetime
    called_at: dt.datetime | None
    arrived_at: dt.datetime | None
    ended_at: dt.datetime
    end: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Overtake:
    ticket: int
    by: int
    by_number: str
    at: dt.datetime
    rule: str


@dataclass(frozen=True, slots=True)
class Print:
    at: dt.datetime
    copy: int
    state: PrintState
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    ticket: Ticket
    events: tuple[Event, ...]
    legs: tuple[Leg, ...]
    calls: tuple[Call, ...]
    overtakes: tuple[Overtake, ...]
    prints: tuple[Print, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """What whoever holds a visit's link may know of it; `stars` once it was rated (C9, M3, V5)."""

    ticket: Ticket
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    ahead: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Offer:
    """What the kiosk may tell a customer before he takes a ticket (B2, B8, N8)."""

    service: str
    segment: str
    estimate: Estimate
    counters: tuple[str, ...]
    devices: tuple[str, ...] = ()
    counter_fee: int = 0
    self_service_fee: int = 0
    still_wait: bool = False
