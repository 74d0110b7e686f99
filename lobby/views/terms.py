"""Whose turn it is to be host, and what an earlier one may have given out."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from lobby.model import Term
from lobby.tables import TermRow


def current(session: Session) -> Term:
    row = session.scalar(select(TermRow).order_by(TermRow.number.desc()).limit(1))
    return term(row) if row else Term()


def term(row: TermRow, gap: int = 0) -> Term:
    return Term(row.number, row.at, row.machine, row.backup_at, gap)
