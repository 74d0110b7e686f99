"""Everything that may be asked of the lobby without changing it. The names of answers are in `lobby.model`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Generic, TypeVar

from lobby import model
from lobby.access import AUDITORS, FLOOR, READERS, TELLERS, UNMANNED, Guarded

A = TypeVar("A", covariant=True)


class Query(Guarded, Generic[A]):
    """A question; `A` is the type of its answer."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Hall(Query[model.Hall], kiosk=UNMANNED, counter=TELLERS, display=UNMANNED, console=READERS, phone=UNMANNED):
    """The whole snapshot that faces paint (C5, C8)."""

    watched = True


@dataclass(frozen=True, slots=True)
class Setup(Query[model.Branch], kiosk=UNMANNED, counter=UNMANNED, display=UNMANNED, console=UNMANNED, phone=UNMANNED):
    """The branch as set up: zones, services, counters, devices, staff, settings (A1–A3, B1)."""


@dataclass(frozen=True, slots=True)
class PastSetup(Query[model.Branch], console=READERS):
    """The branch as an earlier version of its set-up had it."""

    version: int


@dataclass(frozen=True, slots=True)
class SetupVersions(Query["tuple[model.SetupVersion, ...]"], console=READERS):
    """Since when each version of the set-up holds, newest first, at most a hundred."""


@dataclass(frozen=True, slots=True)
class TicketHistory(Query[model.History], console=READERS):
    """A visit from issue to end: legs, calls and why, overtakes, papers (K16)."""

    ticket: int


@dataclass(frozen=True, slots=True)
class FindTicket(Query["model.Ticket | None"], counter=TELLERS, console=READERS):
    """The ticket with this printed number on a day, today if not said (N1)."""

    number: str
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class FindVisit(Query["model.Visit | None"], phone=UNMANNED):
    """The visit of this link, while its day lasts (M3)."""

    token: str


@dataclass(frozen=True, slots=True)
class DayFigures(Query[model.DayReport], counter=TELLERS, console=READERS):
    """A day's figures, today's if not said (F1)."""

    watched = True
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class FindCustomer(Query["model.Customer | None"], kiosk=UNMANNED, counter=TELLERS, console=FLOOR):
    """The known customer behind a reader's line or identity, or None (B4)."""

    customer: str


@dataclass(frozen=True, slots=True)
class AskOffer(Query[model.Offer], kiosk=UNMANNED, console=FLOOR):
    """What the kiosk may offer for a need: devices free to do it, the wait at the counters, fees (B2, B8, N8)."""

    service: str
    amount: int | None = None
    green: str | None = None
    customer: str | None = None


@dataclass(frozen=True, slots=True)
class SecondDiversion(Query["tuple[model.Diversion, ...]"], console=READERS):
    """Whom the lobby manager could ask to go elsewhere, and where; empty while the rule is not met (C6)."""


@dataclass(frozen=True, slots=True)
class VerifyJournal(Query[model.Audit], console=AUDITORS):
    """The whole journal, or a day's, held to its hash chain, and to the head that the day's closing slip carries."""

    day: dt.date | None = None
    head: str = ""


@dataclass(frozen=True, slots=True)
class ClosingSlip(Query[model.Slip], kiosk=UNMANNED, console=READERS):
    """A day's closing slip, the newest day's if not said: its counts and the head of its chain."""

    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Me(Query[model.Me], kiosk=UNMANNED, counter=UNMANNED, display=UNMANNED, console=UNMANNED, phone=UNMANNED):
    """Who asks: this station, and whoever is signed in here."""


@dataclass(frozen=True, slots=True)
class Stations(Query[model.Stations], console=READERS):
    """The branch's machines, and those that ask to be one."""

    watched = True


@dataclass(frozen=True, slots=True)
class Accounts(Query["tuple[model.Account, ...]"]):
    """Who of the staff can sign in."""


@dataclass(frozen=True, slots=True)
class HostTerm(Query[model.Term], kiosk=UNMANNED, counter=UNMANNED, display=UNMANNED, console=UNMANNED, phone=UNMANNED):
    """Whose turn it is to be host: of two hosts the one with the higher number is right."""
