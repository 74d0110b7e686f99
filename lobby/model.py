"""The vocabulary of the lobby: frozen values that cross every door. Depends on nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class TicketState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    MISSED = "missed"
    DONE = "done"
    NO_SHOW = "no-show"
    ABANDONED = "abandoned"
    DIVERTED = "diverted"
    CLOSED_OUT = "closed-out"


OPEN_STATES = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.HELD, TicketState.MISSED)


class CounterState(StrEnum):
    CLOSED = "closed"
    FREE = "free"
    CALLING = "calling"
    SERVING = "serving"
    PAUSED = "paused"


class ZoneKind(StrEnum):
    WAITING = "waiting"
    CONSULTATION = "consultation"
    SELF_SERVICE = "self-service"
    CASH = "cash"
    NON_CASH = "non-cash"
    VIP = "vip"
    E_BANKING = "e-banking"


class BranchType(StrEnum):
    WEALTH_CENTRE = "wealth-centre"
    BOUTIQUE = "boutique"
    BASIC = "basic"
    SELF_SERVICE = "self-service"


class DeviceKind(StrEnum):
    DISPENSER = "dispenser"
    RECYCLER = "recycler"
    ENQUIRY = "enquiry"
    PRINTER = "printer"


class NeedClass(StrEnum):
    GENERAL = "general"
    SPECIAL = "special"
    VALUE_ADDED = "value-added"


class Role(StrEnum):
    TELLER = "teller"
    LOBBY_MANAGER = "lobby-manager"
    SUPERVISOR = "operations-supervisor"
    BRANCH_HEAD = "branch-head"
    RELATIONSHIP_MANAGER = "relationship-manager"


class HoldKind(StrEnum):
    WITHOUT_PAPERS = "without-papers"
    PAPERS_HERE = "papers-here"
    WAITING_STEP = "waiting-step"


class Place(StrEnum):
    FIRST = "first"
    ARRIVAL = "arrival"
    LAST = "last"


class Phase(StrEnum):
    """Where the business day stands (A4)."""

    NOT_OPEN = "not-open"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


class PrintState(StrEnum):
    PRINTING = "printing"
    PRINTED = "printed"
    UNCERTAIN = "uncertain"
    FAILED = "failed"


class WaitLevel(StrEnum):
    NORMAL = "normal"
    NEAR = "near"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Text:
    """Words that belong to the branch's data, in both languages."""

    zh: str = ""
    en: str = ""

    def of(self, language: str) -> str:
        return (self.en or self.zh) if language == "en" else (self.zh or self.en)


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening times: local `HH:MM` spans by ISO weekday (1 Monday … 7 Sunday); no span means closed."""

    spans: Mapping[int, tuple[tuple[str, str], ...]]

    def on(self, weekday: int) -> tuple[tuple[dt.time, dt.time], ...]:
        return tuple(
            (dt.time.fromisoformat(start), dt.time.fromisoformat(end)) for start, end in self.spans.get(weekday, ())
        )


@dataclass(frozen=True, slots=True)
class Zone:
    code: str
    kind: ZoneKind
    name: Text
    directions: Text = Text()


@dataclass(frozen=True, slots=True)
class Service:
    """One need in the customer's words (B1). Fees are fen, the target is minutes (B9)."""

    code: str
    name: Text
    zone: str
    series: str
    segment: str = "ordinary"
    need_class: NeedClass = NeedClass.GENERAL
    target_minutes: int = 6
    asks_amount: bool = False
    counter_fee: int = 0
    self_service_fee: int = 0
    e_channel: Text = Text()
    materials: Text = Text()
    hours: Hours | None = None
    outcomes: tuple[str, ...] = ()
    cap_per_day: int | None = None
    cap_per_customer: int | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """One touch on the kiosk's home page: a service, or a few of them behind a sub-need page."""

    code: str
    name: Text
    icon: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A kind of customer with its head start in minutes (B3, B7); `series` overrides the service's letter."""

    code: str
    name: Text
    head_start_minutes: int = 0
    series: str | None = None
    vip: bool = False


@dataclass(frozen=True, slots=True)
class Ability:
    """What a device can do of a service (A3): amounts `under` or `up_to` so many fen; neither means any."""

    service: str
    under: int | None = None
    up_to: int | None = None

    def covers(self, amount: int | None) -> bool:
        if self.under is None and self.up_to is None:
            return True
        if amount is None:
            return False
        return amount < self.under if self.under is not None else amount <= (self.up_to or 0)


@dataclass(frozen=True, slots=True)
class Device:
    code: str
    kind: DeviceKind
    zone: str
    name: Text
    abilities: tuple[Ability, ...] = ()
    directions: Text = Text()
    minutes: int = 2


@dataclass(frozen=True, slots=True)
class Counter:
    """`services` in order of preference; `segments_first` are served before anybody else (B4, B7)."""

    code: str
    name: Text
    zone: str
    services: tuple[str, ...]
    segments_first: tuple[str, ...] = ()
    serves_others: bool = True


@dataclass(frozen=True, slots=True)
class Staff:
    code: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Branch:
    """The branch as set up: what changes seldom. Faces read it once and again when `version` moves on."""

    code: str
    name: Text
    bank: Text
    type: BranchType
    timezone: str
    hours: Hours
    version: int
    zones: tuple[Zone, ...]
    services: tuple[Service, ...]
    tiles: tuple[Tile, ...]
    segments: tuple[Segment, ...]
    counters: tuple[Counter, ...]
    devices: tuple[Device, ...]
    staff: tuple[Staff, ...]
    settings: Mapping[str, int | str | bool]
    hotline: str = ""

    def service(self, code: str) -> Service:
        return next(s for s in self.services if s.code == code)

    def zone(self, code: str) -> Zone:
        return next(z for z in self.zones if z.code == code)

    def segment(self, code: str) -> Segment:
        return next(s for s in self.segments if s.code == code)

    def counters_for(self, service: str) -> tuple[Counter, ...]:
        return tuple(c for c in self.counters if service in c.services)


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
class Alert:
    """Something that needs a person (M1); its cause is its identity and it goes when the cause goes."""

    kind: str
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
