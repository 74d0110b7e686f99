"""What an audit of the journal finds, and the slip that closes a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from lobby.model.figures import Figures


class FindingKind(StrEnum):
    CHANGED = "changed"
    """The lines are not what was written."""
    MISSING = "missing"
    """Lines were taken out."""
    INSERTED = "inserted"
    """Lines were put in later."""
    REORDERED = "reordered"
    """Lines stand in another order than the one in which they were written."""
    CUT = "cut"
    """The day's last lines are not there."""
    OTHER_SLIP = "other-slip"
    """The day's lines do not lead to the head on its slip: they were cut off, or the whole chain was written anew."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Journal lines `first` to `last` of a day, or outside any day, are not as they were written."""

    kind: FindingKind
    day: dt.date | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Audit:
    """How much was read and what was found; `head` is the day's hash, or the newest day's when all were read."""

    lines: int
    days: int
    findings: tuple[Finding, ...] = ()
    head: str = ""
    slip_line: int | None = None
    """The line at whose head the given slip was printed."""

    @property
    def sound(self) -> bool:
        return not self.findings


@dataclass(frozen=True, slots=True)
class Purged:
    """What was forgotten: customers of past visits, known customers, answers to retries, past sign-ins."""

    visits: int = 0
    customers: int = 0
    answers: int = 0
    sign_ins: int = 0
    more: bool = False
    """There is another portion."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A day's closing slip: what to keep on paper, outside the record, so that its journal can be held to it."""

    branch: str
    day: dt.date
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    figures: Figures
    closed_out: int
    """Tickets that still waited when the day ended."""
    lines: int
    """The day's lines in the journal."""
    head: str
    """The hash of the last one."""

    @property
    def groups(self) -> tuple[str, ...]:
        """The first half of the head, as people copy it: 128 bits in eights of four."""
        return tuple(self.head[place : place + 4] for place in range(0, 32, 4))

    @property
    def code(self) -> str:
        """All of it in one line, for the slip's QR code."""
        return f"LOBBY-SLIP {self.branch} {self.day} {self.lines} {self.head}"
