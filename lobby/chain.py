"""The chain through the journal: a line's hash covers the line and the hash before it, so nothing changes unseen.

Each business day has a chain; where the journal turns to another day, it goes on from the ends of the day before and of
the lines outside any day, which have one chain of their own. Whatever is None is left out: a column that comes later
leaves the hashes of older lines alone. The format never changes, or no older record could be verified: docs/audit.md
describes it for other programs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec

Line = Mapping[str, Any]
"""A journal line by its columns' names, moments in UTC; a `hash` in it is not looked at."""

_encoder = msgspec.json.Encoder(order="deterministic")


def canonical(line: Line) -> bytes:
    """The line as JSON without blanks, names in alphabetical order."""
    return _encoder.encode({name: value for name, value in line.items() if value is not None and name != "hash"})


def link(previous: str, line: Line) -> str:
    """The hash of a line that follows the one with the hash `previous`; the first of all follows an empty text."""
    return sha256(previous.encode() + canonical(line)).hexdigest()


def begin(day: dt.date, before: str, outside: str) -> str:
    """What a day's first line follows: the ends of the day before and of the lines outside any day."""
    return link("", {"after": before, "day": day, "outside": outside})


class Chain:
    """Where the journal ends: the newest day and its newest hash, and the newest hash outside any day."""

    __slots__ = ("day", "in_day", "outside")

    def __init__(self, day: dt.date | None = None, in_day: str = "", outside: str = "") -> None:
        self.day = day
        self.in_day = in_day
        self.outside = outside

    def previous(self, day: dt.date | None) -> str:
        """The hash that the next line of this day (or outside any) follows."""
        if day is None:
            return self.outside
        return self.in_day if day == self.day else begin(day, self.in_day, self.outside)

    def add(self, line: Line) -> str:
        """The hash of the next line, which is the end of its chain from now on."""
        hash = link(self.previous(line["day"]), line)
        self.end(line["day"], hash)
        return hash

    def end(self, day: dt.date | None, hash: str) -> None:
        """A line with this hash was the last one."""
        if day is None:
            self.outside = hash
        else:
            self.day, self.in_day = day, hash
