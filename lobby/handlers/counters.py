"""Who works at a counter: open, pause, close, free (C2, K11, K12)."""

from __future__ import annotations

import datetime as dt

from lobby.commands import CloseCounter, FreeCounter, OpenCounter, PauseCounter
from lobby.errors import Refused
from lobby.handlers import idle, visits
from lobby.handlers.pen import Pen
from lobby.tables import CounterRow
from lobby.text import required

LONGEST_PAUSE = 600
"""Minutes."""


def open_(pen: Pen, command: OpenCounter) -> None:
    _ = pen.day
    pen.counter(command.counter)
    if pen.caller.staff not in (None, command.staff):
        raise Refused("not-your-name", staff=pen.caller.staff)
    if not any(s.code == command.staff for s in pen.branch.staff):
        raise Refused("unknown-staff", staff=command.staff)
    row = pen.floor.counters.get(command.counter)
    if row is not None and row.staff is not None:
        _come_back(pen, row, command.staff)
        return
    other = next((c for c in pen.floor.counters.values() if c.staff == command.staff), None)
    if other is not None:
        raise Refused("staff-elsewhere", staff=command.staff, counter=other.code)
    if row is None:
        row = pen.floor.counters[command.counter] = CounterRow(code=command.counter, reason=None, back_at=None)
        pen.session.add(row)
    row.staff, row.since, row.paused, row.idle_since = command.staff, pen.now, False, pen.now
    pen.record("counter.opened", counter=row.code, staff=row.staff)


def _come_back(pen: Pen, row: CounterRow, staff: str) -> None:
    """The same teller again: the end of a pause, or nothing to do."""
    if row.staff != staff:
        raise Refused("counter-held", counter=row.code, staff=row.staff)
    if row.paused:
        idle.end(pen, row)
        row.paused, row.reason, row.back_at = False, None, None
        row.since = row.idle_since = pen.now
        pen.record("counter.resumed", counter=row.code, staff=row.staff)


def pause(pen: Pen, command: PauseCounter) -> None:
    row = pen.free(command.counter)
    reason = required("reason", command.reason)
    if command.minutes is not None and not 0 < command.minutes <= LONGEST_PAUSE:
        raise Refused("bad-minutes", minutes=command.minutes, most=LONGEST_PAUSE)
    idle.end(pen, row)
    row.paused, row.reason, row.since = True, reason, pen.now
    row.back_at = pen.now + dt.timedelta(minutes=command.minutes) if command.minutes else None
    pen.record("counter.paused", counter=row.code, staff=row.staff, reason=reason, minutes=command.minutes)


def close(pen: Pen, command: CloseCounter) -> None:
    row = pen.held(command.counter)
    if not row.paused:
        pen.free(command.counter)
    _leave(pen, row, "counter.closed", required("reason", command.reason))


def free(pen: Pen, command: FreeCounter) -> None:
    """A customer who is there goes back to his place in the queue: he is not to blame."""
    row = pen.held(command.counter)
    reason = required("reason", command.reason)
    customer = pen.at(row.code)
    if customer is not None:
        visits.leave(pen, customer, "freed")
        visits.enqueue(pen, customer, visits.arrival_of(customer))
        pen.record("ticket.returned", ticket=customer.id, counter=row.code, reason=reason)
    _leave(pen, row, "counter.freed", reason)


def _leave(pen: Pen, row: CounterRow, kind: str, reason: str) -> None:
    """Log the teller out; tickets that only this counter may call, waiting or aside, go back to everybody."""
    log_out(pen, row, kind, reason)
    for ticket in pen.floor.open_visits():
        if ticket.only_counter == row.code:
            ticket.only_counter = None
            pen.floor.put(ticket)
            pen.record("ticket.released", ticket=ticket.id, counter=row.code)


def log_out(pen: Pen, row: CounterRow, kind: str, reason: str) -> None:
    idle.end(pen, row)
    pen.record(kind, counter=row.code, staff=row.staff, reason=reason)
    row.staff, row.paused, row.reason, row.back_at, row.since = None, False, None, None, pen.now
