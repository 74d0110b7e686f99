"""Where the columns of the waiting list stand at a width: fixed shares, two columns fewer in a small window."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF

from resources.language import later

NARROW_BELOW = 1150
PAD = 12


class Column(StrEnum):
    """The columns from left to right."""

    NUMBER = "number"
    SERVICE = "service"
    TAGS = "tags"
    ISSUED = "issued"
    CHANNEL = "channel"
    WAITED = "waited"
    AHEAD = "ahead"
    LEFT = "left"
    ACTS = "acts"


TITLES = {
    Column.NUMBER: later("Number"),
    Column.SERVICE: later("Service"),
    Column.TAGS: later("Tags"),
    Column.ISSUED: later("Issued"),
    Column.CHANNEL: later("From"),
    Column.WAITED: later("Waited"),
    Column.AHEAD: later("Ahead"),
    Column.LEFT: later("To go"),
    Column.ACTS: later("Actions"),
}
RIGHT = (Column.AHEAD, Column.LEFT, Column.ACTS)
WIDE_SHARES = {
    Column.NUMBER: 0.070,
    Column.SERVICE: 0.195,
    Column.TAGS: 0.185,
    Column.ISSUED: 0.065,
    Column.CHANNEL: 0.075,
    Column.WAITED: 0.095,
    Column.AHEAD: 0.065,
    Column.LEFT: 0.085,
    Column.ACTS: 0.165,
}
NARROW_SHARES = {
    Column.NUMBER: 0.085,
    Column.SERVICE: 0.200,
    Column.TAGS: 0.200,
    Column.WAITED: 0.125,
    Column.AHEAD: 0.075,
    Column.LEFT: 0.130,
    Column.ACTS: 0.185,
}


@dataclass(frozen=True, slots=True)
class Span:
    left: float
    width: float

    def box(self, top: float, height: float) -> QRectF:
        return QRectF(self.left, top, self.width, height)


def columns(width: float) -> dict[Column, Span]:
    """The columns shown at this width."""
    shares = NARROW_SHARES if width < NARROW_BELOW else WIDE_SHARES
    found, left = {}, float(PAD)
    room = width - 2 * PAD
    for column, share in shares.items():
        found[column] = Span(left, share * room - (0 if column is Column.ACTS else 8))
        left += share * room
    return found
