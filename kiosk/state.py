"""What the kiosk knows at one moment: frozen values from which every page is painted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lobby.model import Branch, Customer, Hall, Offer, Phase, Service, ServiceNow, Ticket, Tile


class Page(StrEnum):
    ATTRACT = "attract"
    HOME = "home"
    VIP = "vip"
    GREEN = "green"
    SUB_NEED = "sub-need"
    CASH = "cash"
    DIVERSION = "diversion"
    DIRECTIONS = "directions"
    CONFIRM = "confirm"
    ISSUING = "issuing"
    TICKET = "ticket"
    FAULT = "fault"
    CLOSED = "closed"
    OUTAGE = "outage"
    FAILSAFE = "failsafe"
    STAFF = "staff"


CHOOSING = (Page.HOME, Page.VIP, Page.GREEN, Page.SUB_NEED, Page.CASH, Page.DIVERSION, Page.CONFIRM)


MOST_FURTHER = 3
"""Needs after the first one that a ticket can stand for."""


class Door(StrEnum):
    """How the lobby's door answers: LOST has not been tried since it fell silent, DEGRADED still issues numbers but
    shows no waits, DOWN issues none."""

    UP = "up"
    LOST = "lost"
    DEGRADED = "degraded"
    DOWN = "down"


class Paper(StrEnum):
    """What became of the ticket's paper, as far as this kiosk knows."""

    NONE = "none"
    PRINTING = "printing"
    OUT = "out"
    FAULT = "fault"


class Notice(StrEnum):
    """A banner that stands until the next touch or a few seconds."""

    HELP_SENT = "help-sent"
    HELP_FAILED = "help-failed"
    CARD_READ = "card-read"
    CARD_UNREAD = "card-unread"
    REFUSED = "refused"


class Told(StrEnum):
    """What became of something that staff did here."""

    PRINTED = "printed"
    NOT_PRINTED = "not-printed"
    COUNTED = "counted"
    NOT_COUNTED = "not-counted"


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody at the staff page: what he typed, whether his PIN fits, what his last act came to."""

    digits: str = field(default="", repr=False)
    trying: int | None = None
    """The serial of the PIN that is being tried."""
    known: bool = False
    working: bool = False
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, from the design's tokens."""

    attract: int = 20
    idle: int = 45
    idle_slow: int = 90
    vip: int = 20
    warn: int = 30
    done: int = 8
    fault: int = 60
    printing: int = 30
    issuing: int = 60
    notice: int = 8
    retry: int = 10
    starting: int = 5
    staff: int = 60
    pin: int = 30
    pin_most: int = 600


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen before the customer went to choose something else beside it (K8)."""

    tile: str | None
    service: str | None
    amount: int | None
    offer: Offer | None
    device: str | None
    trail: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """One customer at the kiosk, forgotten as a whole when he leaves. The card's line never shows in a log."""

    language: str
    green: str | None = None
    helps: tuple[str, ...] = ()
    card: str | None = field(default=None, repr=False)
    customer: Customer | None = field(default=None, repr=False)
    unread: int = 0
    large: bool = False
    """Large print, on paper too."""
    low: bool = False
    """Controls within a seated person's reach."""
    further: bool = False
    """Looks at the needs that large print has no room for at first."""
    tile: str | None = None
    service: str | None = None
    amount: int | None = None
    offer: Offer | None = None
    device: str | None = None
    trail: tuple[Page, ...] = ()
    also: tuple[str, ...] = ()
    """Services that come after the first, with the same ticket (K8)."""
    chosen: Chosen | None = None
    ticket: Ticket | None = None
    paper: Paper = Paper.NONE
    fault: str | None = None
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """A question on its way: an answer counts only if it carries this serial."""

    serial: int
    what: str
    at: int


@dataclass(frozen=True, slots=True)
class State:
    """`prefix` makes this run's keys its own, `place` is where help is called to.

    `help_words` say a wish for help in the staff's language. `clock` counts the seconds since the start, `idle` those
    since the last touch, `shown` those since the notice came up.
    """

    prefix: str
    visit: Visit
    languages: tuple[str, ...] = ("zh", "en")
    place: str = "kiosk"
    help_words: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()
    page: Page = Page.ATTRACT
    door: Door = Door.UP
    branch: Branch | None = None
    hall: Hall | None = None
    serial: int = 0
    asking: Asking | None = None
    clock: int = 0
    idle: int = 0
    shown: int = 0
    notice: Notice | None = None
    refusal: str | None = None
    low: bool = False
    """Whether controls stand low here before anybody asks for it, as on a tall panel."""
    staffed: bool = False
    """Whether a PIN opens the staff page here."""
    staff: Staff | None = None
    wrong: int = 0
    """PINs since the last one that fitted."""
    pin_from: int = 0
    """The second from which a PIN may be tried again."""

    @property
    def open(self) -> bool:
        return self.hall is None or self.hall.phase is Phase.OPEN

    @property
    def unready(self) -> bool:
        """Started a while ago and still without the branch's needs, as when the record is locked: no page to offer."""
        return self.branch is None and self.clock >= self.limits.starting

    @property
    def nobody(self) -> Visit:
        """A visit that has not begun: the branch's first language, its usual print."""
        return Visit(self.languages[0], low=self.low)

    @property
    def busy(self) -> bool:
        return self.asking is not None

    @property
    def tile(self) -> Tile | None:
        tiles = self.branch.tiles if self.branch else ()
        return next((tile for tile in tiles if tile.code == self.visit.tile), None)

    @property
    def service(self) -> Service | None:
        if self.branch is None or self.visit.service is None:
            return None
        return self.branch.service(self.visit.service)

    @property
    def may_add(self) -> bool:
        """Whether the ticket can stand for one more need (K8)."""
        return self.page is Page.CONFIRM and self.visit.service is not None and len(self.visit.also) < MOST_FURTHER

    @property
    def warning(self) -> int | None:
        """Seconds left on the 'do you need more time?' dialog, or None while it is not up."""
        limit = self.idle_limit
        if limit is None or not self.warns or self.idle < limit:
            return None
        return limit + self.limits.warn - self.idle

    @property
    def warns(self) -> bool:
        """Whether there is something to lose, so that the kiosk asks before it forgets the customer."""
        visit = self.visit
        chosen = visit.green is not None or visit.card is not None or visit.large or visit.chosen is not None
        return self.page in CHOOSING and (self.page is not Page.HOME or chosen)

    @property
    def idle_limit(self) -> int | None:
        """Seconds without a touch that this page bears."""
        limits = self.limits
        slow = self.page is Page.GREEN or self.visit.green is not None or self.visit.large
        match self.page:
            case Page.ATTRACT | Page.CLOSED | Page.OUTAGE | Page.ISSUING:
                return None
            case Page.HOME if not self.warns:
                return limits.attract
            case Page.VIP:
                return limits.vip
            case Page.TICKET if self.visit.paper is Paper.PRINTING:
                return limits.printing
            case Page.TICKET if not self.visit.stays:
                return limits.done
            case Page.FAULT | Page.FAILSAFE:
                return limits.fault
            case Page.STAFF:
                return limits.staff
        return limits.idle_slow if slow else limits.idle


def service_now(hall: Hall | None, code: str) -> ServiceNow | None:
    services = hall.services if hall else ()
    return next((now for now in services if now.code == code), None)
