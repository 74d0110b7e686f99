"""How each query is answered, from one consistent moment of the record. One file per subject."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from lobby import queries as q
from lobby.access import MACHINE, Caller
from lobby.identity import Identity
from lobby.model import Branch
from lobby.rules import public
from lobby.views import by_link, figures, hall, journal, people, setup, terms, tickets

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Reader:
    """What every view may look at."""

    session: Session
    branch: Branch
    now: dt.datetime
    identity: Identity
    caller: Caller = MACHINE
    glance: hall.Glance | None = None
    """What the last snapshot saw."""

    def answer(self, query: q.Query[Any]) -> Any:
        return VIEWS[type(query)](self, query)

    def masked(self, mask: Callable[[A], A], answer: A) -> A:
        """The answer as this caller's screen may show it (V5)."""
        return mask(answer) if self.caller.station_role in public.IN_PUBLIC else answer


VIEWS: Mapping[type[q.Query[Any]], Callable[[Reader, Any], Any]] = {
    q.Hall: lambda r, _: r.masked(public.hall, hall.hall(r.session, r.branch, r.now, r.glance)),
    q.Setup: lambda r, _: r.branch,
    q.PastSetup: lambda r, query: setup.past(r.session, query),
    q.SetupVersions: lambda r, _: setup.versions(r.session),
    q.TicketHistory: lambda r, query: tickets.history(r.session, query),
    q.FindTicket: lambda r, query: tickets.find_ticket(r.session, r.branch, query),
    q.FindVisit: lambda r, query: by_link.find_visit(r.session, r.branch, r.now, query),
    q.DayFigures: lambda r, query: figures.report(r.session, r.branch, query.day, r.now),
    q.FindCustomer: lambda r, query: r.masked(public.customer, tickets.find_customer(r.session, r.identity, query)),
    q.AskOffer: lambda r, query: tickets.offer(r.session, r.branch, r.identity, r.now, query),
    q.SecondDiversion: lambda r, _: tickets.second_diversion(r.session, r.branch, r.now),
    q.VerifyJournal: lambda r, query: journal.verify(r.session, r.branch, query),
    q.ClosingSlip: lambda r, query: journal.slip(r.session, r.branch, query, r.now),
    q.HostTerm: lambda r, _: terms.current(r.session),
    q.Me: lambda r, _: people.me(r.caller),
    q.Stations: lambda r, _: people.stations(r.session, r.branch, r.now),
    q.Accounts: lambda r, _: people.accounts(r.session, r.branch),
}
