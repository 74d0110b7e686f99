"""What the record forgets, and when: customers and sign-ins go, portion by portion, and the figures stay."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select, update

from lobby.commands import Purge
from lobby.handlers.pen import Pen
from lobby.model import Purged
from lobby.rules import hours
from lobby.tables import PERSONAL, AnswerRow, Base, CustomerRow, SessionRow, TicketRow

AT_ONCE = 500
"""Rows of each kind in one commit: whoever waits for the pen meanwhile does not notice."""
LONGEST = 100 * 366
FORGOTTEN = {"identity": None, "customer": None, "manager": None, "note": ""}


def purge(pen: Pen, _: Purge | None = None) -> Purged:
    """One portion of what is too old by the branch's policy; `more` says that there is another one."""
    policy, today = pen.policy, hours.local_date(pen.branch, pen.now)
    pen.settle()
    old = and_(PERSONAL, TicketRow.day < today - _days(policy.keep_visits_days))
    purged = Purged(
        visits=_portion(pen, TicketRow, old, policy.keep_visits_days),
        customers=_older(pen, CustomerRow, CustomerRow.imported_at, policy.keep_customers_days),
        answers=_older(pen, AnswerRow, AnswerRow.at, policy.keep_answers_days),
        sign_ins=_older(pen, SessionRow, SessionRow.ends_at, policy.keep_sign_ins_days),
    )
    counts = (purged.visits, purged.customers, purged.sign_ins)
    if any(counts):
        pen.record(
            "privacy.purged", visits=purged.visits, customers=purged.customers, answers=purged.answers,
            sign_ins=purged.sign_ins,
        )  # fmt: skip
    return replace(purged, more=AT_ONCE in (*counts, purged.answers))


def _days(number: int) -> dt.timedelta:
    return dt.timedelta(days=min(number, LONGEST))


def _older(pen: Pen, kind: type[Base], at: Any, days: int) -> int:
    return _portion(pen, kind, at < pen.now - _days(days), days)


def _portion(pen: Pen, kind: type[Base], old: ColumnElement[bool], days: int) -> int:
    """How many rows were forgotten; kept for good with 0 days."""
    if not days:
        return 0
    table: Any = kind.__table__
    (key,) = table.primary_key
    connection = pen.session.connection()
    found = connection.scalars(select(key).where(old).limit(AT_ONCE)).all()
    if found:
        change = update(table).values(FORGOTTEN) if kind is TicketRow else delete(table)
        connection.execute(change.where(key.in_(found)))
    return len(found)
