"""Everything that may be asked of the lobby to change. Each command names the rules that it serves and who may use it.

Counters, services, devices and staff are named by their codes, tickets by their id, money in fen.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from lobby.access import FLOOR, HEADS, TELLERS, UNMANNED, Guarded, Roles
from lobby.model import (
    Branch,
    Customer,
    Day,
    Did,
    HoldKind,
    Pairing,
    Place,
    PrintState,
    Purged,
    Session,
    Station,
    StationRole,
    Term,
    Ticket,
)

A = TypeVar("A", covariant=True)


class Command(Guarded, Generic[A]):
    """A wish to change something; `A` is the type of its answer."""

    __slots__ = ()
    secret: ClassVar[bool] = False
    """Its answer is for one pair of eyes: it is not kept for a retry, who is done once more."""

    def __init_subclass__(cls, *, secret: bool = False, **stations: Roles) -> None:
        super().__init_subclass__(**stations)
        if secret:
            cls.secret = True


@dataclass(frozen=True, slots=True)
class OpenDay(Command[Day], console=FLOOR):
    """Open today's business day, outside the opening hours as well (A4). An earlier open day is closed out (N5)."""


@dataclass(frozen=True, slots=True)
class CloseDay(Command[Day], console=FLOOR):
    """Close the day: open tickets end with a reason, tellers are logged out, history stays (A4, N5)."""

    reason: str = "day-closed"


@dataclass(frozen=True, slots=True)
class OpenCounter(Command[None], counter=TELLERS):
    """A teller takes a counter, or comes back from a pause (C2, K12)."""

    counter: str
    staff: str


@dataclass(frozen=True, slots=True)
class PauseCounter(Command[None], counter=TELLERS):
    """Pause with a reason and, if planned, for so many minutes (C2, K11)."""

    counter: str
    reason: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class CloseCounter(Command[None], counter=TELLERS):
    """The teller leaves the counter (C2, K10, K11)."""

    counter: str
    reason: str = "shift-end"


@dataclass(frozen=True, slots=True)
class FreeCounter(Command[None], console=FLOOR):
    """A manager frees a counter that its teller forgot; a customer there goes back to his place (K12)."""

    counter: str
    reason: str


@dataclass(frozen=True, slots=True)
class TakeTicket(Command[Ticket], kiosk=UNMANNED, console=FLOOR):
    """Issue a ticket (N1–N4, N7, B3–B7). `customer` is a reader's line or an identity; it is hashed at once. The
    services `also` named are done one after the other with the same ticket (K8)."""

    service: str
    amount: int | None = None
    green: str | None = None
    customer: str | None = None
    language: str = "zh"
    channel: str = "kiosk"
    note: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandIn(Command[Ticket], kiosk=UNMANNED):
    """A number that a kiosk gave while its host was away (N1, N6). `key` is that of its TakeTicket: where the host has
    that ticket already, because only the answer was lost, it is the same one and takes the number that is on paper."""

    key: str
    series: str
    serial: int
    issued_at: dt.datetime
    service: str
    amount: int | None = None
    green: str | None = None
    customer: str | None = None
    language: str = "zh"
    note: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CatchUp(Command[Ticket], counter=TELLERS):
    """What a teller did at his counter while the host was away, with its time (K3, K10). What can't be so any more,
    because the counter was freed meanwhile, changes nothing and stands in the journal. `key` is that of the first try,
    whose answer may have been lost."""

    counter: str
    ticket: int
    did: Did
    at: dt.datetime
    key: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class WalkUp(Command[Ticket], counter=TELLERS):
    """A customer without a ticket is taken on at a free counter at once (K9)."""

    counter: str
    service: str
    customer: str | None = None


@dataclass(frozen=True, slots=True)
class CallNext(Command["Ticket | None"], counter=TELLERS):
    """Call the next customer for this counter (K1, K5, K15, K16).

    While one is called it is a recall (K2); one who is being served is finished first.
    """

    counter: str


@dataclass(frozen=True, slots=True)
class CallTicket(Command[Ticket], counter=TELLERS):
    """Call a ticket by hand, out of order, with a reason (K9)."""

    counter: str
    ticket: int
    reason: str


@dataclass(frozen=True, slots=True)
class Recall(Command[Ticket], counter=TELLERS):
    """Call the called customer again, not within seconds of the last recall (K2)."""

    counter: str


@dataclass(frozen=True, slots=True)
class Arrive(Command[Ticket], counter=TELLERS):
    """The called customer is here; the service clock starts (K3)."""

    counter: str


@dataclass(frozen=True, slots=True)
class Finish(Command[Ticket], counter=TELLERS):
    """End the service, with an outcome where the service asks for one (K10)."""

    counter: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class NoShow(Command[Ticket], counter=TELLERS):
    """The called customer did not come: missed at first, no-show when it repeats (C3, K2)."""

    counter: str


@dataclass(frozen=True, slots=True)
class TakeBack(Command[Ticket], counter=TELLERS):
    """A wrong call is taken back; the customer keeps his place and his count goes down again (K4)."""

    counter: str


@dataclass(frozen=True, slots=True)
class Hold(Command[Ticket], counter=TELLERS):
    """Put the customer at the counter on hold; a waiting step wakes up at `until` (K6)."""

    counter: str
    kind: HoldKind
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Resume(Command[Ticket], counter=TELLERS):
    """Go on with a held customer at a free counter (K6)."""

    ticket: int
    counter: str


@dataclass(frozen=True, slots=True)
class Transfer(Command[Ticket], counter=TELLERS):
    """Send the customer on to a service or a counter; `back` brings him to this counter afterwards (K7)."""

    counter: str
    service: str | None = None
    to_counter: str | None = None
    place: Place = Place.ARRIVAL
    back: bool = False


@dataclass(frozen=True, slots=True)
class Readmit(Command[Ticket], console=FLOOR):
    """A missed customer is back: after a few more customers, or at once by the lobby manager (C3)."""

    ticket: int
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Abandon(Command[Ticket], console=FLOOR):
    """The customer left without being served (C7)."""

    ticket: int


@dataclass(frozen=True, slots=True)
class GiveWay(Command[Ticket], phone=UNMANNED):
    """Whoever holds this link lets the next few behind him go first, twice at most (M3)."""

    token: str


@dataclass(frozen=True, slots=True)
class AbandonVisit(Command[Ticket], phone=UNMANNED):
    """Whoever holds this link waits no longer (C7, M3)."""

    token: str


@dataclass(frozen=True, slots=True)
class ReadmitVisit(Command[Ticket], phone=UNMANNED):
    """Whoever holds this link missed his call and is back, within the time for which his number is kept (C3, M3)."""

    token: str


@dataclass(frozen=True, slots=True)
class RateVisit(Command[None], phone=UNMANNED):
    """Whoever holds this link says once how it was: 1 to 5 stars, and words of a short list (C9)."""

    token: str
    stars: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GrantGreen(Command[Ticket], console=FLOOR):
    """Let a waiting customer through the green channel (B6)."""

    ticket: int
    reason: str


@dataclass(frozen=True, slots=True)
class RevokeGreen(Command[Ticket], console=FLOOR):
    """Take the green channel back (B6)."""

    ticket: int
    reason: str


@dataclass(frozen=True, slots=True)
class AddNote(Command[Ticket], counter=TELLERS, console=FLOOR):
    """A note that travels with the ticket (K14)."""

    ticket: int
    note: str


@dataclass(frozen=True, slots=True)
class Divert(Command[Ticket], console=FLOOR):
    """A waiting customer was asked to go to a device or counter: second diversion (C6). Refusing costs nothing."""

    ticket: int
    to: str
    accepted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DivertAtKiosk(Command[None], kiosk=UNMANNED):
    """What a customer answered to the kiosk's offer of a device (B2)."""

    service: str
    to: str
    accepted: bool
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class ReportDevice(Command[None], kiosk=UNMANNED, console=FLOOR):
    """A device's state: a fault puts it out of order until it is reported without one (A3, M4)."""

    device: str
    fault: str | None = None
    repair_due: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordPrint(Command[int], kiosk=UNMANNED):
    """What became of a ticket's paper. `printing` starts a new copy; the answer is its number, 1 the original."""

    ticket: int
    state: PrintState
    copy: int | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class CallHelp(Command[int], kiosk=UNMANNED, counter=UNMANNED):
    """Somebody at this kiosk or counter asks for the lobby manager (K17)."""

    place: str


@dataclass(frozen=True, slots=True)
class TakeHelp(Command[None], console=FLOOR):
    """Somebody took the call for help (K17)."""

    help: int
    by: str


@dataclass(frozen=True, slots=True)
class PostNotice(Command[int], console=FLOOR):
    """Put a notice on the hall display (C8), for so many minutes or until it is taken down."""

    zh: str
    en: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveNotice(Command[None], console=FLOOR):
    """Take a notice down (C8)."""

    notice: int


@dataclass(frozen=True, slots=True)
class ChangeSetting(Command[None], console=HEADS):
    """Change one number of the policy; effective at once."""

    setting: str
    value: int | bool | str


@dataclass(frozen=True, slots=True)
class ChangeSetup(Command[int], console=HEADS):
    """Set the branch up anew while it works; effective at once. `branch` was made from version `onto`; what is in use
    today can't go. Answers the new version, or the present one where nothing differs."""

    branch: Branch
    onto: int


@dataclass(frozen=True, slots=True)
class ImportCustomers(Command[int], console=HEADS):
    """Replace the list of known customers (B4); identities are hashed already. The answer counts them."""

    customers: tuple[Customer, ...]


@dataclass(frozen=True, slots=True)
class AskPairing(Command[Pairing], secret=True, stranger=UNMANNED):
    """A new machine asks to be a station: a kiosk, a counter's, a display or a console. It shows the answer's code."""

    role: StationRole
    name: str
    counter: str | None = None


@dataclass(frozen=True, slots=True)
class ApprovePairing(Command[Station], console=FLOOR):
    """The machine that shows this code belongs to the branch; a counter has one station at most."""

    code: str


@dataclass(frozen=True, slots=True)
class RefusePairing(Command[None], console=FLOOR):
    """The machine that shows this code does not."""

    code: str


@dataclass(frozen=True, slots=True)
class RevokeStation(Command[Station], console=FLOOR):
    """A station belongs to the branch no longer; it can do and read nothing from now on."""

    station: str


@dataclass(frozen=True, slots=True)
class SignIn(Command[Session], secret=True, counter=UNMANNED, console=UNMANNED):
    """Somebody of the staff works at this station from now on; whoever was signed in here is signed out."""

    staff: str
    password: str


@dataclass(frozen=True, slots=True)
class SetPassword(Command[None], counter=UNMANNED, console=UNMANNED):
    """A password of one's own, at the first sign-in or later."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SignOut(Command[None], counter=UNMANNED, console=UNMANNED):
    """Nobody is signed in at this station any more."""


@dataclass(frozen=True, slots=True)
class GivePassword(Command[str], secret=True):
    """A one-time password for somebody of the staff: his first, or in place of a forgotten one."""

    staff: str


@dataclass(frozen=True, slots=True)
class DisableAccount(Command[None]):
    """Somebody can't sign in any more, until he is given a password again."""

    staff: str


SLOW = (SignIn, SetPassword, GivePassword)
"""Their passwords take a while on purpose: that part is done before the pen is taken."""


@dataclass(frozen=True, slots=True)
class Purge(Command[Purged]):
    """Forget a portion of what the policy keeps no longer: whose visits those were, lists not imported again, sign-ins.

    Every day begins with one; the figures stay."""


@dataclass(frozen=True, slots=True)
class TakeOver(Command[Term]):
    """This record, restored from a backup of `backup_at`, goes on in the lost host's place, on `machine` (N3)."""

    backup_at: dt.datetime
    machine: str
    seen: int = 0
    """The highest term that is known of another machine which went on from the same backups."""
