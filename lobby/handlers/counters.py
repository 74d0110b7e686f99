"""Who works at a counter: open, pause, close, free (C2, K11, K12)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from lobby.commands import CloseCounter, FreeCounter, OpenCounter, PauseCounter
from lobby.errors import Refused
from lobby.handlers import visits
from lobby.handlers.pen import Pen
from lobby.model import OPEN_STATES
from lobby.rules.routing import may_serve
from lobby.tables import EPOCH, MICROSECOND, CounterRow, IdleRow, TicketRow
from lobby.text import required
from lobby.views import queue

FREE = "free"


def open_(pen: Pen, command: OpenCounter) -> None:
    _ = pen.day
    pen.counter(command.counter)
    if not any(s.code == command.staff for s in pen.branch.staff):
        raise Refused("unknown-staff", staff=command.staff)
    row = pen.session.get(CounterRow, command.counter)
    if row is not None and row.staff is not None:
        _come_back(pen, row, command.staff)
        return
    other = pen.session.scalar(select(CounterRow).where(CounterRow.staff == command.staff))
    if other is not None:
        raise Refused("staff-elsewhere", staff=command.staff, counter=other.code)
    if row is None:
        row = CounterRow(code=command.counter, reason=None, back_at=None)
        pen.session.add(row)
    row.staff, row.since, row.paused, row.idle_since = command.staff, pen.now, False, pen.now
    pen.record("counter.opened", counter=row.code, staff=row.staff)


def _come_back(pen: Pen, row: CounterRow, staff: str) -> None:
    """The same teller again: the end of a pause, or nothing to do."""
    if row.staff != staff:
        raise Refused("counter-held", counter=row.code, staff=row.staff)
    if row.paused:
        count_idle(pen, row, row.since, row.reason or FREE)
        row.paused, row.reason, row.back_at = False, None, None
        row.since = row.idle_since = pen.now
        pen.record("counter.resumed", counter=row.code, staff=row.staff)


def pause(pen: Pen, command: PauseCounter) -> None:
    row = pen.free(command.counter)
    reason = required("reason", command.reason)
    if command.minutes is not None and not 0 < command.minutes <= 600:
        raise Refused("bad-text", field="minutes", most=600)
    if row.idle_since is not None:
        count_idle(pen, row, row.idle_since, FREE)
    row.paused, row.reason, row.since, row.idle_since = True, reason, pen.now, None
    row.back_at = pen.now + dt.timedelta(minutes=command.minutes) if command.minutes else None
    pen.record("counter.paused", counter=row.code, staff=row.staff, reason=reason, minutes=command.minutes)


def close(pen: Pen, command: CloseCounter) -> None:
    row = pen.held(command.counter)
    if not row.paused:
        pen.free(command.counter)
    _leave(pen, row, "counter.closed", required("reason", command.reason))


def free(pen: Pen, command: FreeCounter) -> None:
    """A customer who is there goes back to the head of the queue: he is not to blame."""
    row = pen.held(command.counter)
    reason = required("reason", command.reason)
    customer = pen.at(row.code)
    if customer is not None:
        visits.leave(pen, customer, "counter-freed")
        visits.enqueue(pen, customer, visits.arrival_of(customer))
        pen.record("ticket.returned", ticket=customer.id, counter=row.code, reason=reason)
    _leave(pen, row, "counter.freed", reason)


def _leave(pen: Pen, row: CounterRow, kind: str, reason: str) -> None:
    """Log the teller out; tickets that only this counter may call, waiting or aside, go back to everybody."""
    log_out(pen, row, kind, reason)
    for ticket in pen.session.scalars(
        select(TicketRow).where(TicketRow.state.in_(OPEN_STATES), TicketRow.only_counter == row.code)
    ):
        ticket.only_counter = None
        pen.record("ticket.released", ticket=ticket.id, counter=row.code)


def log_out(pen: Pen, row: CounterRow, kind: str, reason: str) -> None:
    since, why = (row.since, row.reason or FREE) if row.paused else (row.idle_since, FREE)
    if since is not None:
        count_idle(pen, row, since, why)
    pen.record(kind, counter=row.code, staff=row.staff, reason=reason)
    row.staff, row.paused, row.reason, row.back_at, row.idle_since = None, False, None, None, None
    row.since = pen.now


def count_idle(pen: Pen, row: CounterRow, since: dt.datetime, reason: str) -> None:
    """Seconds since then in which somebody waited whom this counter could have called (K11)."""
    counter = pen.counter(row.code)
    arrivals = [w.arrival for w in queue.waiting(pen.session) if may_serve(counter, w.service, w.segment)]
    if not arrivals:
        return
    began = max(since, EPOCH + min(arrivals) * MICROSECOND)
    seconds = int((pen.now - began).total_seconds())
    if seconds > 0:
        pen.session.add(
            IdleRow(day_id=pen.day.id, counter=row.code, staff=row.staff, at=pen.now, reason=reason, seconds=seconds)
        )
