"""What every handler holds while it writes: the session, the branch, the moment, and the journal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from lobby.access import MACHINE, Caller
from lobby.errors import Refused
from lobby.identity import Identity
from lobby.model import Branch, Counter, Service, TicketState
from lobby.policy import Policy
from lobby.tables import AT_COUNTER, Base, CounterRow, DayRow, JournalRow, TicketRow
from lobby.views.days import day_of

R = TypeVar("R", bound=Base)


@dataclass(slots=True)
class Pen:
    session: Session
    branch: Branch
    policy: Policy
    now: dt.datetime
    identity: Identity
    today: DayRow | None
    """The open business day, if there is one."""
    caller: Caller = MACHINE

    @property
    def day(self) -> DayRow:
        """The open business day. Refused when there is none (A4)."""
        if self.today is None:
            raise Refused("day-not-open")
        return self.today

    def record(
        self, kind: str, *, ticket: int | None = None, counter: str | None = None, staff: str | None = None, **data: Any
    ) -> None:
        """One line in the journal, in the same commit as the change; whoever is signed in did it."""
        day = self.today.date if self.today else None
        self.session.add(
            JournalRow(
                branch=self.branch.code,
                day=day,
                at=self.now,
                kind=kind,
                ticket=ticket,
                counter=counter,
                staff=self.caller.staff or staff,
                data=data,
                station=self.caller.station,
            )
        )

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
        row = self.session.get(CounterRow, code)
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
        return self.session.scalar(select(TicketRow).where(TicketRow.counter == code, AT_COUNTER))

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
        row = self.find(TicketRow, id)
        if row is None or row.day_id != day.id:
            raise Refused("unknown-ticket", ticket=id)
        if row.state not in states:
            raise Refused("wrong-state", number=row.number, state=row.state)
        return row


def open_day(session: Session, branch: str) -> DayRow | None:
    """The newest business day, if it is still open."""
    newest = day_of(session, branch)
    return newest if newest is not None and newest.closed_at is None else None
