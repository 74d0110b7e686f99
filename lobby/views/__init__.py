"""How each query is answered, from one consistent moment of the record. One file per subject."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from lobby import queries as q
from lobby.access import MACHINE, Caller
from lobby.identity import Identity
from lobby.model import Branch
from lobby.views import figures, hall, journal, people, tickets


@dataclass(frozen=True, slots=True)
class Reader:
    """What every view may look at."""

    session: Session
    branch: Branch
    now: dt.datetime
    identity: Identity
    caller: Caller = MACHINE

    def answer(self, query: q.Query[Any]) -> Any:
        match query:
            case q.Hall():
                return hall.hall(self.session, self.branch, self.now)
            case q.Setup():
                return self.branch
            case q.TicketHistory():
                return tickets.history(self.session, query)
            case q.FindTicket():
                return tickets.find_ticket(self.session, self.branch, query)
            case q.DayFigures():
                return figures.report(self.session, self.branch, query.day, self.now)
            case q.FindCustomer():
                return tickets.find_customer(self.session, self.identity, query)
            case q.AskOffer():
                return tickets.offer(self.session, self.branch, self.identity, self.now, query)
            case q.SecondDiversion():
                return tickets.second_diversion(self.session, self.branch, self.now)
            case q.VerifyJournal():
                return journal.verify(self.session, self.branch, query)
            case q.ClosingSlip():
                return journal.slip(self.session, self.branch, query, self.now)
            case q.Me():
                return people.me(self.caller)
            case q.Stations():
                return people.stations(self.session, self.branch, self.now)
            case q.Accounts():
                return people.accounts(self.session, self.branch)
        raise TypeError(f"No view answers {type(query).__name__}.")
