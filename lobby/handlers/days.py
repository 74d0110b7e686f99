"""Opening and closing the business day, which only moves forward (A4, N4, N5)."""

from __future__ import annotations

import datetime as dt

from lobby import frozen
from lobby.commands import CloseDay, OpenDay
from lobby.errors import Refused
from lobby.handlers import counters, people, retention, visits
from lobby.handlers.pen import Pen
from lobby.model import Day, Phase, TicketState
from lobby.rules import hours
from lobby.tables import DayRow
from lobby.text import required
from lobby.views.days import day_of


def open_(pen: Pen, _: OpenDay) -> Day:
    today = hours.local_date(pen.branch, pen.now)
    newest = day_of(pen.session, pen.branch.code)
    if newest is not None and newest.date > today:
        raise Refused("clock-behind", day=newest.date)
    if newest is not None and newest.date == today:
        return _reopen(pen, newest)
    if newest is not None and newest.closed_at is None:
        _end(pen, newest, "day-change")
    return _begin(pen, today)


def carry_over(pen: Pen) -> None:
    """A day that nobody closed ends when today's hours begin: its numbers don't run on into today (N4, N5)."""
    row = pen.today
    if row is None or pen.policy.never_close or row.date >= hours.local_date(pen.branch, pen.now):
        return
    if hours.begun(pen.branch, pen.now):
        open_(pen, OpenDay())


def _begin(pen: Pen, date: dt.date) -> Day:
    row = DayRow(
        branch=pen.branch.code, date=date, opened_at=pen.now, closed_at=None, regardless_of_hours=_by_hand(pen)
    )
    pen.session.add(row)
    pen.session.flush()
    pen.today = row
    pen.record("day.opened", regardless_of_hours=row.regardless_of_hours)
    retention.purge(pen)
    return frozen.day(row)


def _reopen(pen: Pen, row: DayRow) -> Day:
    """Today's day again: nothing to do while it issues; after its close or its hours the numbers go on (N3)."""
    pen.today = row
    if hours.phase(pen.branch, pen.policy, frozen.day(row), pen.now) is not Phase.OPEN:
        row.closed_at = None
        row.opened_at = pen.now
        row.regardless_of_hours = _by_hand(pen)
        pen.record("day.reopened", regardless_of_hours=row.regardless_of_hours)
    return frozen.day(row)


def _by_hand(pen: Pen) -> bool:
    """Outside the hours, or after the last ticket: opened by hand all the same."""
    last = dt.timedelta(minutes=pen.policy.last_ticket_minutes)
    return not (pen.policy.never_close or hours.within(pen.branch.hours, pen.now, pen.branch.timezone, last))


def close(pen: Pen, command: CloseDay) -> Day:
    row = pen.day
    _end(pen, row, required("reason", command.reason))
    return frozen.day(row)


def _end(pen: Pen, row: DayRow, reason: str) -> None:
    """Everybody still open is closed out with a reason, forgotten tellers are logged out, history stays."""
    pen.today = row
    for counter in pen.floor.counters.values():
        if counter.staff is not None:
            counters.log_out(pen, counter, "counter.closed", reason)
    for ticket in pen.floor.open_visits():
        end = TicketState.NO_SHOW if ticket.state == TicketState.MISSED else TicketState.CLOSED_OUT
        visits.leave(pen, ticket, end)
        visits.end(pen, ticket, end)
        pen.record(f"ticket.{end}", ticket=ticket.id, counter=ticket.counter, reason=reason)
    row.closed_at = pen.now
    people.end_at_counters(pen)
    pen.record("day.closed", reason=reason)
    pen.today = None
