"""The journal held to its chain, and the slip that closes a day."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Text, func, select, type_coerce
from sqlalchemy.orm import Session

from lobby.chain import Chain, Line
from lobby.errors import Refused
from lobby.model import Audit, Branch, Finding, FindingKind, Slip, TicketState
from lobby.queries import ClosingSlip, VerifyJournal
from lobby.rules.audit import findings
from lobby.tables import EPOCH, MICROSECOND, DayRow, JournalRow, TicketRow
from lobby.views import figures
from lobby.views.days import day_of

JOURNAL = JournalRow.__table__.c
NAMES = tuple(column.name for column in JOURNAL)
AS_KEPT: dict[str, Any] = {"at": BigInteger, "day": Text, "data": Text}
_decode = msgspec.json.Decoder().decode
CLOSED = "day.closed"
TURNS = ("day.opened", "day.reopened", CLOSED)
LEAST_HEAD = 16
"""Of a head at least so many digits have to be given: fewer can be met by chance."""


def chain_end(session: Session, before: int | None = None) -> Chain:
    """Where the journal ends, or ended before the line with this id. Few lines are read: days only move forward."""
    earlier = [] if before is None else [JOURNAL.id < before]
    newest = select(JOURNAL.day, JOURNAL.hash).where(*earlier).order_by(JOURNAL.id.desc()).limit(1)
    in_day = session.execute(newest.where(JOURNAL.day.is_not(None))).first()
    outside = session.execute(newest.where(JOURNAL.day.is_(None))).first()
    day, hash = in_day or (None, "")
    return Chain(day, hash, outside.hash if outside else "")


class _Count:
    """Counts the lines on their way, and keeps what the whole is asked for."""

    def __init__(self, head: str) -> None:
        self.lines = 0
        self.last: dict[dt.date | None, Line] = {}
        self.turns: dict[dt.date | None, str] = {}
        """The kind of the line by which each day was opened or closed last."""
        self.slip_line: int | None = None
        self._head = head

    def over(self, lines: Iterable[Line]) -> Iterator[Line]:
        for line in lines:
            self.lines += 1
            self.last[line["day"]] = line
            if line["kind"] in TURNS:
                self.turns[line["day"]] = line["kind"]
            if self._head and line["hash"].startswith(self._head):
                self.slip_line = line["id"]
            yield line

    def cut(self, day: DayRow) -> Finding | None:
        """A day has lines, and one that was opened and is closed now has the line that says so."""
        last = self.last.get(day.date)
        if last is not None and (day.closed_at is None or self.turns.get(day.date, CLOSED) == CLOSED):
            return None
        id = last["id"] if last else 0
        return Finding(FindingKind.CUT, day.date, id, id)


def verify(session: Session, branch: Branch, query: VerifyJournal) -> Audit:
    """The whole journal, or one day's lines, held to the chain; and the end of a closed day to its own last line."""
    head = _head(query.head)
    first, last = _span(session, branch, query.day)
    count = _Count(head)
    found = list(findings(count.over(_lines(session, first, last)), chain_end(session, first), first - 1))
    days = select(DayRow).where(DayRow.branch == branch.code).order_by(DayRow.date)
    if query.day is not None:
        days = days.where(DayRow.date == query.day)
    found += [finding for day in session.scalars(days) if (finding := count.cut(day))]
    day = query.day or max((day for day in count.last if day), default=None)
    end = count.last.get(day)
    if head and count.slip_line is None:
        found.append(Finding(FindingKind.OTHER_SLIP, query.day, *([end["id"]] * 2 if end else (0, 0))))
    return Audit(
        lines=count.lines,
        days=len(count.last.keys() - {None}),
        findings=tuple(found),
        head=end["hash"] if end else "",
        slip_line=count.slip_line,
    )


def _lines(session: Session, first: int, last: int) -> Iterator[Line]:
    """The lines from one id to another. They are many, so what their columns hold is made of them here."""
    raw = (type_coerce(column, AS_KEPT[column.name]) if column.name in AS_KEPT else column for column in JOURNAL)
    lines = select(*raw).where(JOURNAL.id >= first, JOURNAL.id <= last).order_by(JOURNAL.id)
    for part in session.execute(lines, execution_options={"yield_per": 1000}).partitions():
        for row in part:
            line = dict(zip(NAMES, row, strict=True))
            line["day"] = _day(line["day"])
            with suppress(TypeError, ValueError, OverflowError):  # what the lobby never wrote follows nothing
                line["at"] = EPOCH + line["at"] * MICROSECOND
                line["data"] = _decode(line["data"]) if isinstance(line["data"], str) else line["data"]
            yield line


@functools.lru_cache(maxsize=64)
def _day(kept: dt.date | str | None) -> dt.date | None:
    """SQLite keeps a text, PostgreSQL a date."""
    if not isinstance(kept, str):
        return kept
    try:
        return dt.date.fromisoformat(kept)
    except ValueError:
        return None


def _span(session: Session, branch: Branch, date: dt.date | None) -> tuple[int, int]:
    """The first and the last id of the lines to be read."""
    ids = select(func.min(JOURNAL.id), func.max(JOURNAL.id))
    if date is None:
        return 1, session.execute(ids).one()[1] or 0
    if day_of(session, branch.code, date) is None:
        raise Refused("unknown-day", day=date)
    first, last = session.execute(ids.where(JOURNAL.day == date)).one()
    return first or 1, last or 0


def _head(words: str) -> str:
    """The hash in what somebody copied from a slip: its groups, or all that its code says."""
    head = "".join((words.split() or [""])[-1:] if words.startswith("LOBBY-SLIP") else words.split()).lower()
    if words and (len(head) < LEAST_HEAD or set(head) - set("0123456789abcdef")):
        raise Refused("bad-head", least=LEAST_HEAD)
    return head


def slip(session: Session, branch: Branch, query: ClosingSlip, now: dt.datetime) -> Slip:
    """A day's slip; the newest day's if no date is said. Refused for a day without a record."""
    day = day_of(session, branch.code, query.day)
    if day is None:
        raise Refused("unknown-day", day=query.day or "any day")
    began = select(JOURNAL.id).where(JOURNAL.day == day.date, JOURNAL.kind == "day.opened")
    first = session.scalar(began.order_by(JOURNAL.id.desc()).limit(1))  # looked for from the newest line back
    own = (JOURNAL.id >= (first or 0), JOURNAL.day == day.date)
    head = session.scalar(select(JOURNAL.hash).where(*own).order_by(JOURNAL.id.desc()).limit(1))
    closed_out = select(func.count()).where(TicketRow.day_id == day.id, TicketRow.state == TicketState.CLOSED_OUT)
    return Slip(
        branch=branch.code,
        day=day.date,
        opened_at=day.opened_at,
        closed_at=day.closed_at,
        figures=figures.total(session, branch, day, now),
        closed_out=session.scalar(closed_out) or 0,
        lines=session.scalar(select(func.count()).where(*own)) or 0,
        head=head or "",
    )
