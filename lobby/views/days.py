"""The business days of the record, found by their date or as the newest one (N4)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String, bindparam, select
from sqlalchemy.orm import Session

from lobby.tables import DayRow

NEWEST = select(DayRow).where(DayRow.branch == bindparam("branch", type_=String)).order_by(DayRow.date.desc()).limit(1)


def day_of(session: Session, branch: str, date: dt.date | None = None) -> DayRow | None:
    """The branch's day with this date; the newest one, open or closed, if no date is said."""
    return session.scalar(NEWEST if date is None else NEWEST.where(DayRow.date == date), {"branch": branch})
