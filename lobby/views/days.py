"""The business days of the record, found by their date or as the newest one (N4)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from lobby.tables import DayRow


def day_of(session: Session, branch: str, date: dt.date | None = None) -> DayRow | None:
    """The branch's day with this date; the newest one, open or closed, if no date is said."""
    days = select(DayRow).where(DayRow.branch == branch).order_by(DayRow.date.desc()).limit(1)
    return session.scalar(days if date is None else days.where(DayRow.date == date))
