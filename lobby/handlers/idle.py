"""How long a counter was free or paused while somebody waited whom it could have called (K11)."""

from __future__ import annotations

import datetime as dt

from lobby.handlers.pen import Pen
from lobby.tables import CounterRow, IdleRow
from lobby.views import queue

FREE = "free"
SECOND = dt.timedelta(seconds=1)


def begin(pen: Pen, code: str) -> None:
    """The counter has lost its customer."""
    row = pen.floor.counters.get(code)
    if row is not None and row.staff is not None and not row.paused:
        row.idle_since = pen.now


def end(pen: Pen, row: CounterRow) -> None:
    """The counter is free or paused no longer: count the seconds in which somebody waited for it."""
    since, reason = (row.since, row.reason or FREE) if row.paused else (row.idle_since, FREE)
    row.idle_since = None
    if since is not None:
        _count(pen, row, since, reason)


def _count(pen: Pen, row: CounterRow, since: dt.datetime, reason: str) -> None:
    if pen.now - since < SECOND:
        return
    first = queue.first_queued(pen.floor, pen.counter(row.code))
    seconds = (pen.now - max(since, first)) // SECOND if first is not None else 0
    if seconds > 0:
        pen.add(
            IdleRow, day_id=pen.day.id, counter=row.code, staff=row.staff, at=pen.now, reason=reason, seconds=seconds
        )
