"""What can stand on paper: plain words and numbers, made safe for a printer as soon as they are put on it."""

import unicodedata
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path

from resources.phrases import clock

LONGEST = 200  # characters of one field that are kept
MISSING = "〓"  # printers' own mark for a character they do not have


def clean(text: str) -> str:
    """`text` without anything a printer could obey: no controls, no direction marks, no lone surrogates.

    >>> clean("王\\x1b@ 芳\\n")
    '王@ 芳'
    """
    kept = unicodedata.normalize("NFC", text[: 2 * LONGEST])
    shown = "".join(" " if c in "\t\n\r\u00a0\u2028\u2029" else c for c in kept if not _unseen(c))
    return shown.strip()[:LONGEST].replace("¥", "￥")


def _unseen(char: str) -> bool:
    if char in "\t\n\r":
        return False
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") or "\ufe00" <= char <= "\ufe0f"


class _Cleaned:
    """Cleans every text of a frozen dataclass when it is made, so that nothing unclean can be printed."""

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if isinstance(value, str):
                object.__setattr__(self, field.name, clean(value))


@dataclass(frozen=True, kw_only=True)
class TicketPaper(_Cleaned):
    """One ticket as the customer holds it (N9). Empty texts and unknown numbers simply leave their place."""

    number: str
    service: str
    issued: datetime  # the branch's own time
    detail: str = ""  # what of the service, e.g. 取款 · 2–5 万元
    further: tuple[str, ...] = ()  # what is done after the service, with the same number
    place: str = ""  # where to wait
    people_ahead: int | None = None
    wait_low: int | None = None  # minutes
    wait_high: int | None = None
    counters: str = ""
    materials: str = ""
    missed_rule: str = ""  # the bank's own words; otherwise ours, with the two numbers below
    missed_calls: int = 3
    missed_minutes: int = 10
    bank: str = ""
    branch: str = ""
    mark: Path | None = None  # a square picture; ours where there is none
    kiosk: str = ""
    hotline: str = ""
    link: str = ""
    promotion: str = ""
    green: bool = False
    emergency: bool = False  # given while the host was away: it says so
    large: bool = False
    language: str = "zh"
    reprinted: datetime | None = None  # when this is not the first paper of this number

    @property
    def clock_range(self) -> tuple[str, str] | None:
        """From when to when the customer may expect to be called, as clock times."""
        if self.wait_low is None or self.wait_high is None:
            return None
        start = self.reprinted or self.issued
        low, high = (start + timedelta(minutes=wait) for wait in (self.wait_low, self.wait_high))
        return clock(low), clock(high)


@dataclass(frozen=True, kw_only=True)
class NoticePaper(_Cleaned):
    """A few lines for staff: a test print, a note."""

    title: str
    text: str
    issued: datetime
    bank: str = ""
    branch: str = ""
    mark: Path | None = None  # a square picture; ours where there is none
    kiosk: str = ""
    language: str = "zh"
    link: str = ""
    large: bool = False


@dataclass(frozen=True, kw_only=True)
class SlipPaper(_Cleaned):
    """A day's closing slip: its counts and the head of its journal's chain, to be kept outside the record."""

    day: str
    opened: datetime  # the branch's own time
    closed: datetime | None
    tickets: int
    served: int
    no_show: int
    left: int  # gave up, or went to a machine
    closed_out: int
    lines: int
    head: str  # in groups, as people copy it
    issued: datetime
    bank: str = ""
    branch: str = ""
    mark: Path | None = None  # a square picture; ours where there is none
    kiosk: str = ""
    language: str = "zh"
    link: str = ""  # all of it for a machine, not an address
    large: bool = False


@dataclass(frozen=True, kw_only=True)
class TestPaper(_Cleaned):
    """What shows whether a printer does what its profile says: widths, sizes, characters, code and cut."""

    __test__ = False  # no test, whatever pytest thinks of its name

    printer: str  # the profile's name
    facts: tuple[tuple[str, str], ...]  # what the profile says, to be compared with what comes out
    dpi: int
    number: str = "A038"
    issued: datetime
    bank: str = ""
    branch: str = ""
    mark: Path | None = None  # a square picture; ours where there is none
    kiosk: str = ""
    language: str = "zh"
    link: str = "https://example.com/lobby-test"
    large: bool = False


Paper = TicketPaper | NoticePaper | SlipPaper | TestPaper
