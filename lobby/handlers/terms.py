"""Going on in a lost host's place: nothing that it may have given out after the backup is given out again (N3)."""

from __future__ import annotations

import datetime as dt

from lobby.commands import OpenDay, TakeOver
from lobby.errors import Refused
from lobby.handlers import days
from lobby.handlers.pen import Pen
from lobby.model import Term
from lobby.rules import hours
from lobby.tables import JournalRow, SeriesRow, TermRow, TicketRow
from lobby.text import required
from lobby.views import terms
from lobby.views.days import day_of

LEAST_GAP, MOST_GAP = 50, 400
"""Numbers of a series. A branch gives out some hundred a day, and after 999 they begin anew."""
SECONDS_FOR_ONE = 2
IDS = 1_000_000
"""Ids of tickets and journal lines: a guest may still name those that only the old host knew."""


def take_over(pen: Pen, command: TakeOver) -> Term:
    if command.backup_at.tzinfo is None:
        raise Refused("bad-time", field="backup_at")
    unknown = max(dt.timedelta(), pen.now - command.backup_at)
    gap = min(MOST_GAP, LEAST_GAP + unknown // dt.timedelta(seconds=SECONDS_FOR_ONE))
    number = max(terms.current(pen.session).number, command.seen) + 1
    row = TermRow(
        number=number,
        at=pen.now,
        machine=required("machine", command.machine, 80),
        backup_at=command.backup_at,
        tickets=pen.book.leave_out(TicketRow, IDS),
    )
    pen.session.add(row)
    _leave_out_numbers(pen, gap)
    pen.book.leave_out(JournalRow, IDS)
    pen.record("host.took-over", term=number, machine=row.machine, gap=gap, unknown=unknown // dt.timedelta(seconds=1))
    return terms.term(row, gap)


def _leave_out_numbers(pen: Pen, gap: int) -> None:
    """In every series of today, begun or not. A day that the backup does not know yet is opened, if it is time."""
    today = hours.local_date(pen.branch, pen.now)
    day = day_of(pen.session, pen.branch.code)
    if day is None or day.date < today:
        if not pen.policy.never_close and not hours.within(pen.branch.hours, pen.now, pen.branch.timezone):
            return
        days.open_(pen, OpenDay())
        day = pen.day
    for name in _series(pen):
        series = pen.session.get(SeriesRow, (day.id, name))
        if series is None:
            series = SeriesRow(day_id=day.id, series=name, last=0)
            pen.session.add(series)
        series.last += gap


def _series(pen: Pen) -> set[str]:
    own = {s.series for s in pen.branch.segments if s.series} | {s.series for s in pen.branch.services}
    return own | {pen.policy.green_series}
