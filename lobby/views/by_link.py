"""A visit as whoever holds its link may see it: his number, and nobody's name (M3, V5)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from lobby import frozen, visit_link
from lobby.model import Branch, Visit
from lobby.queries import FindVisit
from lobby.rules import public
from lobby.tables import RatingRow
from lobby.views.days import day_of


def find_visit(session: Session, branch: Branch, now: dt.datetime, query: FindVisit) -> Visit | None:
    row = visit_link.holder(session, query.token)
    day = day_of(session, branch.code)
    if row is None or not visit_link.alive(row, day, branch, now):
        return None
    rating = session.get(RatingRow, row.id)
    return Visit(public.ticket(frozen.ticket(row)), rating.stars if rating else None)
