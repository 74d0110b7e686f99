"""Puts text, boxes and icons on the logical canvas; a text fits its box, smaller rather than cut (design §13)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath

from resources.theme import Role
from uikit import icons
from uikit.fit import TextBox
from uikit.look import Look, font

REGULAR, MEDIUM, BOLD = 400, 500, 700
LEAST = 0.85
"""So far a text shrinks before its companion is dropped."""
_BREAK = re.compile(r"[\s，。；、！？]")
_MIDDLE = 0.37
"""From the middle of a capital or hanzi down to its baseline, in em."""


def width(text: str, px: float, weight: int = REGULAR) -> float:
    return _advance(text, max(1, round(px)), weight)


@lru_cache(maxsize=4096)
def _advance(text: str, px: int, weight: int) -> float:
    """Measured once: a screen says the same words for hours."""
    return _metrics(px, weight).horizontalAdvance(text)


@lru_cache(maxsize=256)
def _metrics(px: int, weight: int) -> QFontMetricsF:
    return QFontMetricsF(font(px, weight))


def fitted(text: str, px: float, weight: int, room: float) -> float:
    """The size at which the text fits the room, `px` at most."""
    size = px
    while size > 1 and width(text, size, weight) > room:
        size = min(size - 1, size * room / width(text, size, weight))
    return size


def _scale(parts: Sequence[tuple[str, float, int]], room: float) -> float:
    """By how much the parts shrink together until they stand in the room side by side; sizes are whole pixels."""
    steps = (1 - step / 100 for step in range(100))
    return next((s for s in steps if sum(width(text, px * s, weight) for text, px, weight in parts) <= room), 0.01)


def broken(text: str, px: float, room: float) -> list[str]:
    """The text in lines that fit: broken after a space or punctuation, else between hanzi."""
    lines: list[str] = []
    while width(text, px) > room:
        most = max(1, bisect_right(range(len(text)), room, key=lambda n: width(text[:n], px)) - 1)
        cut = max((m.end() for m in _BREAK.finditer(text, 0, most)), default=most)
        lines.append(text[:cut].strip())
        text = text[cut:].strip()
    return [*lines, text]


@dataclass(slots=True)
class Brush:
    painter: QPainter
    look: Look
    written: list[TextBox] = field(default_factory=list)
    """What was written, and the room it had."""

    def colour(self, role: Role) -> QColor:
        return self.look.colour(role)

    def box(self, rect: QRectF, fill: QColor, radius: float = 0.0) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(fill)
        self.painter.drawRoundedRect(rect, radius, radius)

    def halves(self, rect: QRectF, seam: float, radius: float, left: QColor, right: QColor) -> None:
        """One rounded box in two colours that meet at x = `seam`."""
        path = QPainterPath()
        path.addRoundedRect(rect, radius, radius)
        self.painter.save()
        self.painter.setClipPath(path)
        self.painter.fillRect(rect, left)
        self.painter.fillRect(rect.adjusted(seam - rect.left(), 0, 0, 0), right)
        self.painter.restore()

    def rule(self, x1: float, y1: float, x2: float, y2: float, colour: QColor) -> None:
        self.painter.setPen(colour)
        self.painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def icon(self, name: str, rect: QRectF, colour: QColor) -> None:
        icons.paint(self.painter, name, rect, colour)

    def logo(self, rect: QRectF, colour: QColor) -> None:
        icons.paint_drawing(self.painter, self.look.brand.logo, rect, colour)

    def say(
        self,
        text: str,
        room: QRectF,
        px: float,
        colour: QColor,
        weight: int = REGULAR,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> float:
        """Write one line, centred in the room's height; the answer is where it ends."""
        size = fitted(text, px, weight, room.width())
        taken = width(text, size, weight)
        spare = room.width() - taken
        left = room.left() + (
            spare
            if align == Qt.AlignmentFlag.AlignRight
            else spare / 2
            if align == Qt.AlignmentFlag.AlignHCenter
            else 0
        )
        self._write(text, left, room.center().y() + _MIDDLE * size, size, weight, colour, room)
        return left + taken

    def say_pair(
        self, first: tuple[str, float], second: tuple[str, float], room: QRectF, colour: QColor, gap: float = 20
    ) -> float:
        """A text and its smaller companion on one baseline; where both don't fit at 85 %, the companion goes."""
        (text, px), (other, small) = first, second
        scale = _scale([(text, px, MEDIUM), (other, small, MEDIUM)], room.width() - gap)
        if scale < LEAST or other == text:
            return self.say(text, room, px, colour, MEDIUM)
        baseline = room.center().y() + _MIDDLE * px * scale
        x = room.left()
        for words, asked in ((text, px), (other, small)):
            size = asked * scale
            self._write(words, x, baseline, size, MEDIUM, colour, room)
            x += width(words, size, MEDIUM) + gap * scale
        return x - gap * scale

    def say_figures(
        self, texts: tuple[str, ...], room: QRectF, px: float, small: float, strong: QColor, soft: QColor
    ) -> None:
        """Words with their figures large and bold; the first of `texts` that fits at 85 % or more, else the last."""
        parts: list[tuple[str, float, int, QColor]] = []
        scale = 0.0
        for text in texts:
            parts = [
                (part, px, BOLD, strong) if part[:1].isdigit() else (part, small, REGULAR, soft)
                for part in re.split(r"(\d+(?:\.\d+)?)", text)
            ]
            scale = _scale([part[:3] for part in parts], room.width())
            if scale >= LEAST:
                break
        x = room.left()
        baseline = room.center().y() + _MIDDLE * px * scale
        for part, size, weight, colour in parts:
            self._write(part, x, baseline, size * scale, weight, colour, room)
            x += width(part, size * scale, weight)

    def pages(self, texts: tuple[str, ...], px: float, room: float) -> list[str]:
        """The texts as single lines: what is too long at 85 % goes on on the next page, broken where it may be."""
        return [page for text in texts for page in broken(text, px * LEAST, room)]

    def _write(
        self, text: str, x: float, baseline: float, px: float, weight: int, colour: QColor, room: QRectF
    ) -> None:
        if not text:
            return
        drawn = font(px, weight)
        self.painter.setPen(colour)
        self.painter.setFont(drawn)
        self.painter.drawText(QPointF(x, baseline), text)
        self.written.append(TextBox(text, drawn, QRectF(x, room.top(), room.right() - x, room.height())))
