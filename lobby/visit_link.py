"""The link to one visit: who holds it is its customer, and it dies with the business day (M3)."""

from __future__ import annotations

import datetime as dt
import hmac
import re

from sqlalchemy.orm import Session

from lobby.model import Branch
from lobby.rules.hours import local_date
from lobby.tables import DayRow, TicketRow

TOKEN = re.compile(r"([0-9a-f]{1,15})\.([A-Za-z0-9_-]{22})")
NOBODY = "-" * 22
"""Compared with where there is no such visit, so that a wrong id costs what a wrong secret does."""


def holder(session: Session, token: str) -> TicketRow | None:
    """The visit that this link is for, of whatever day."""
    said = TOKEN.fullmatch(token)
    row = session.get(TicketRow, int(said[1], 16)) if said else None
    secret = said[2] if said else NOBODY[::-1]
    fits = hmac.compare_digest(row.secret if row else NOBODY, secret)
    return row if row is not None and fits else None


def alive(row: TicketRow, day: DayRow | None, branch: Branch, now: dt.datetime) -> bool:
    """Until the day is closed, and afterwards until its midnight, so that there is time to say how it was."""
    if day is None or row.day_id != day.id:
        return False
    return day.closed_at is None or local_date(branch, now) == day.date
