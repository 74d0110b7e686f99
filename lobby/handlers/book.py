"""The record opened for writing: the hall's rows in memory, and what the next commit adds.

A book stays open from commit to commit while nobody else writes; what a refused command touched closes it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import String, bindparam, event, func, select
from sqlalchemy.orm import Session

from lobby import inserts, updates
from lobby.floor import Floor
from lobby.model import Branch
from lobby.policy import policy_from
from lobby.sight import Sight
from lobby.tables import (
    AnswerRow,
    Base,
    CounterRow,
    DayRow,
    JournalRow,
    PaceRow,
    SeriesRow,
    SessionRow,
    StationRow,
    TermRow,
    TicketRow,
)
from lobby.views.days import day_of
from lobby.views.journal import chain_end

AT_ONCE = 16
ANSWERS = select(AnswerRow.key, AnswerRow.command, AnswerRow.answer).where(
    AnswerRow.key.in_([bindparam(f"key{n}", type_=String) for n in range(AT_ONCE)])
)
KEPT = (SeriesRow, StationRow, SessionRow)
"""Rows that nearly every command looks at: read once, as long as the book is open."""

HOT = (TicketRow, CounterRow, PaceRow, SeriesRow)
"""Tables that nearly every command changes; nobody deletes rows of theirs."""


class Book:
    def __init__(self, session: Session, branch: Branch) -> None:
        self.session = session
        self.floor = Floor(session)
        self.branch = branch
        self.policy = policy_from(branch.settings)
        newest = day_of(session, branch.code)
        self.today: DayRow | None = newest if newest is not None and newest.closed_at is None else None
        self._chain = chain_end(session)
        self._flushed = False
        self.lines: list[dict[str, Any]] = []
        """The journal's lines since the last commit."""
        self._answers: dict[str, tuple[str, str]] = {}
        self._last: dict[type[Base], int] = {}
        self._used_before: dict[type[Base], int] = {TicketRow: session.scalar(select(func.max(TermRow.tickets))) or 0}
        self._added: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)
        self._kept: set[object] = set()
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)
        event.listen(session, "loaded_as_persistent", self._keep)
        event.listen(session, "pending_to_persistent", self._keep)

    def turn_to(self, branch: Branch) -> None:
        """The branch has a new set-up."""
        self.branch = branch
        self.policy = policy_from(branch.settings)

    def next_id(self, table: type[Base]) -> int:
        """Ids are given out here, one after the other: the holder of the pen is the only one who adds rows."""
        last = self._last.get(table)
        if last is None:
            last = self.session.connection().scalar(select(func.max(table.__table__.c.id))) or 0
            last = max(last, self._used_before.get(table, 0))
        self._last[table] = last + 1
        return last + 1

    def leave_out(self, table: type[Base], ids: int) -> int:
        """The next so many ids are given to nobody, up to the one that is answered: another host may have used them."""
        self._last[table] = last = self.next_id(table) - 1 + ids
        return last

    def add(self, table: type[Base], values: dict[str, Any]) -> None:
        """A row that nobody changes any more: written with others of its kind just before the commit."""
        if table is JournalRow:
            values["hash"] = self._chain.add(values)
            self.lines.append(values)
        self._added[table].append(values)

    def look_up(self, keys: Sequence[str]) -> None:
        """Find the answers that these keys had already."""
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            asked = {f"key{n}": some[n % len(some)] for n in range(AT_ONCE)}
            rows = Sight(ANSWERS, tuple).look(self.session.connection(), **asked)
            self._answers.update({key: (command, answer) for key, command, answer in rows})

    def first_answer(self, key: str) -> tuple[str, str] | None:
        """The command that this key was used for, and what it was answered (N6)."""
        return self._answers.get(key)

    def answer(self, key: str, command: str, answer: str, at: dt.datetime) -> None:
        """Keep the answer for whoever did not hear it."""
        self._answers[key] = (command, answer)
        self.add(AnswerRow, {"key": key, "command": command, "answer": answer, "at": at})

    @property
    def touched(self) -> bool:
        """Whether anything was changed since the last commit."""
        session = self.session
        return self._flushed or any(self._added.values()) or bool(session.new or session.dirty or session.deleted)

    def committed(self) -> None:
        """All that was settled stands in the record now, and is true for the next command."""
        self.session.commit()
        self._answers.clear()
        self.lines = []
        self._flushed = False

    def collides(self, row: TicketRow, counter: str) -> bool:
        """Whether the next flush would bring this visit to the counter before it takes away the one that was there:
        it inserts first, then updates by id."""
        left = self.floor.left.get(counter)
        return left is not None and (row.id < left or row in self.session.new)

    def settle(self) -> None:
        """Bring everything changed and added into the transaction, for whoever reads it there."""
        self.session.flush()
        for table, rows in self._added.items():
            if rows:
                inserts.write(self.session.connection(), table, rows)
                self._flushed = True
        self._added.clear()

    def _keep(self, _: Session, row: object) -> None:
        """The session itself forgets a row that nobody holds."""
        if isinstance(row, KEPT):
            self._kept.add(row)

    def _before_flush(self, session: Session, *_: object) -> None:
        """The session itself has nothing left to write where only these changed."""
        if updates.write(session, HOT):
            self._after_flush()

    def _after_flush(self, *_: object) -> None:
        self._flushed = True
        self.floor.left.clear()
