"""What every handler holds while it writes: the session, the branch, the moment, and the journal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from lobby.access import MACHINE, Caller
from lobby.errors import Refused
from lobby.floor import Floor
from lobby.handlers.book import Book
from lobby.identity import Identity
from lobby.model import Branch, Counter, Service, TicketState
from lobby.passwords import Tried
from lobby.policy import Policy
from lobby.tables import Base, CounterRow, DayRow, JournalRow, TicketRow

R = TypeVar("R", bound=Base)


@dataclass(slots=True)
class Pen:
    book: Book
    now: dt.datetime
    identity: Identity
    caller: Caller = MACHINE
    tried: Tried | None = None
    """What the slow part of a command about passwords found."""

    @property
    def session(self) -> Session:
        return self.book.session

    @property
    def branch(self) -> Branch:
        return self.book.branch

    @property
    def policy(self) -> Policy:
        return self.book.policy

    @property
    def floor(self) -> Floor:
        return self.book.floor

    @property
    def today(self) -> DayRow | None:
        """The open business day, if there is one."""
        return self.book.today

    @today.setter
    def today(self, row: DayRow | None) -> None:
        self.book.today = row

    @property
    def day(self) -> DayRow:
        """The open business day. Refused when there is none (A4)."""
        today = self.book.today
        if today is None:
            raise Refused("day-not-open")
        return today

    def record(
        self, kind: str, *, ticket: int | None = None, counter: str | None = None, staff: str | None = None, **data: Any
    ) -> None:
        """One line in the journal, in the same commit as the change; whoever is signed in did it."""
        self.add(
            JournalRow,
            branch=self.branch.code,
            day=self.today.date if self.today else None,
            at=self.now,
            kind=kind,
            ticket=ticket,
            counter=counter,
            staff=self.caller.staff or staff,
            data=data,
            station=self.caller.station,
        )

    def add(self, table: type[Base], **values: Any) -> int:
        """A row that nobody changes any more; answers its id."""
        id = values["id"] = self.book.next_id(table)
        self.book.add(table, values)
        return id

    def next_id(self, table: type[Base]) -> int:
        return self.book.next_id(table)

    def settle(self) -> None:
        """Before rows are read that this commit may have added."""
        self.book.settle()

    def service(self, code: str) -> Service:
        for service in self.branch.services:
            if service.code == code:
                return service
        raise Refused("unknown-service", service=code)

    def counter(self, code: str) -> Counter:
        for counter in self.branch.counters:
            if counter.code == code:
                return counter
        raise Refused("unknown-counter", counter=code)

    def held(self, code: str) -> CounterRow:
        """The counter of a day in progress, held by a teller, paused or not."""
        self.counter(code)
        _ = self.day
        row = self.floor.counters.get(code)
        if row is None or row.staff is None:
            raise Refused("counter-closed", counter=code)
        if self.caller.counter == code and self.caller.staff not in (None, row.staff):
            raise Refused("counter-held", counter=code, staff=row.staff)
        return row

    def working(self, code: str) -> CounterRow:
        """The counter, held and not paused."""
        row = self.held(code)
        if row.paused:
            raise Refused("counter-paused", counter=code)
        return row

    def at(self, code: str) -> TicketRow | None:
        """The ticket that is called to or served at a counter."""
        return self.floor.at(code)

    def here(self, code: str) -> TicketRow:
        """The ticket at a counter. Refused when nobody is there."""
        self.held(code)
        row = self.at(code)
        if row is None:
            raise Refused("nobody-here", counter=code)
        return row

    def serving(self, code: str) -> TicketRow:
        """The customer being served here. Refused while he is only called."""
        row = self.here(code)
        if row.state != TicketState.SERVING:
            raise Refused("not-arrived", number=row.number)
        return row

    def free(self, code: str) -> CounterRow:
        """A working counter without a customer."""
        row = self.working(code)
        busy = self.at(code)
        if busy is not None:
            raise Refused("counter-busy", counter=code, number=busy.number)
        return row

    def find(self, table: type[R], id: int) -> R | None:
        """The row with this id; what comes from outside may be no id at all."""
        return self.session.get(table, id) if 0 < id < 2**63 else None

    def ticket(self, id: int, *states: TicketState) -> TicketRow:
        """A ticket of the open day, in one of these states."""
        day = self.day
        row = self.floor.visits.get(id) or self.find(TicketRow, id)
        if row is None or row.day_id != day.id:
            raise Refused("unknown-ticket", ticket=id)
        if row.state not in states:
            raise Refused("wrong-state", number=row.number, state=row.state)
        return row
