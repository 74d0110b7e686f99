"""One page as a list of strokes and targets: composed once from a state, painted as often as needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Flag, auto
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from kiosk.inputs import Touch
from kiosk.layout import Layout
from resources.theme import Role
from uikit import icons
from uikit.look import Look, font

Stroke = Callable[[QPainter], None]

SMALLEST = 36
"""No text on the kiosk is smaller (EN 301 549: 0.75° at half a metre)."""

LINE = 1.3
_BREAK = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]|\s+|[^\s\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]+")
_NEVER_FIRST = "，。；：！？、）》」·・"


class Align(Flag):
    LEFT = auto()
    CENTRE = auto()
    RIGHT = auto()
    TOP = auto()


@dataclass(frozen=True, slots=True)
class Type:
    """How words are set; they shrink to `least` of their size in a narrow box; parts between ** are bold and `grow`."""

    px: float
    weight: int = 400
    role: Role = "ink"
    align: Align = Align.LEFT
    lines: int = 1
    least: float = 0.85
    grow: float = 1.0

    @property
    def smallest(self) -> float:
        return max(min(self.px, SMALLEST), self.px * self.least)

    def set(self, strong: bool, px: float) -> tuple[float, int]:
        """Size and weight of plain or strong words."""
        return (px * self.grow, 700) if strong else (px, self.weight)

    @property
    def last_resort(self) -> float:
        """Rather small than clipped: no text of our own needs it, a bank's own words may."""
        return self.px * 0.3


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it was set, kept so that a test can see whether it fitted."""

    text: str
    box: QRectF
    px: float
    fits: bool


@dataclass(frozen=True, slots=True)
class Target:
    """Something to touch: where, what it means, how it is called, and its strokes at rest and under the finger."""

    box: QRectF
    touch: Touch
    name: str
    rest: tuple[Stroke, ...]
    pressed: tuple[Stroke, ...]
    enabled: bool = True


@dataclass
class Sheet:
    layout: Layout
    look: Look
    strokes: list[Stroke] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    inks: Mapping[Role, Role] = field(default_factory=dict)
    """Roles painted in another role's colour, as under a finger."""

    def colour(self, role: Role, opacity: float = 1.0) -> QColor:
        return self.look.colour(self.inks.get(role, role), opacity)

    def draw(self, stroke: Stroke) -> None:
        self.strokes.append(stroke)

    def box(
        self, box: QRectF, fill: Role | QColor | None, line: Role | None = None, radius: float = 24, pen: float = 2,
        dash: bool = False,
    ) -> None:  # fmt: skip
        """A rounded card; its border lies inside the box."""
        inset = pen / 2 if line else 0
        path = QPainterPath()
        path.addRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)
        brush = self.colour(fill) if isinstance(fill, str) else fill
        edge = QPen(self.colour(line), pen, Qt.PenStyle.DashLine if dash else Qt.PenStyle.SolidLine) if line else None

        def stroke(painter: QPainter) -> None:
            painter.setPen(edge or Qt.PenStyle.NoPen)
            painter.setBrush(brush or Qt.BrushStyle.NoBrush)
            painter.drawPath(path)

        self.draw(stroke)

    def rule(self, start: QPointF, end: QPointF, role: Role = "line", pen: float = 2, dash: bool = False) -> None:
        edge = QPen(self.colour(role), pen, Qt.PenStyle.DashLine if dash else Qt.PenStyle.SolidLine)

        def stroke(painter: QPainter) -> None:
            painter.setPen(edge)
            painter.drawLine(start, end)

        self.draw(stroke)

    def picture(self, box: QRectF, name: str, role: Role = "ink") -> None:
        colour = self.colour(role)
        self.draw(lambda painter: icons.paint(painter, name, box, colour))

    def text(self, box: QRectF, words: str, type_: Type) -> float:
        """Set words into their box, shrinking and breaking as their type allows; how high they stand is the answer."""
        px = type_.px
        lines, fits = self._broken(words, box, px, type_)
        while not fits and px > type_.last_resort:
            px = max(type_.smallest if px > type_.smallest else type_.last_resort, px - 1)
            lines, fits = self._broken(words, box, px, type_)
        pitch = self._pitch(words, px, type_)
        height = pitch * len(lines)
        self.words.append(Words(words.replace("**", ""), box, px, fits))
        y = box.y() if Align.TOP in type_.align else box.y() + (box.height() - height) / 2
        for line in lines:
            self._line(line, QRectF(box.x(), y, box.width(), pitch), px, type_)
            y += pitch
        return height

    def _broken(self, words: str, box: QRectF, px: float, type_: Type) -> tuple[list[str], bool]:
        lines: list[str] = []
        for paragraph in words.split("\n"):
            wraps = type_.lines > 1 or px < type_.smallest
            lines += self._wrap(paragraph, box.width(), px, type_) if wraps else [paragraph]
        narrow = all(self.width(line, type_, px) <= box.width() + 0.5 for line in lines)
        low = self._pitch(words, px, type_) * len(lines) <= box.height() + 0.4 * px
        return lines, narrow and low and (len(lines) <= type_.lines or px < type_.smallest)

    def _pitch(self, words: str, px: float, type_: Type) -> float:
        return px * LINE * (max(1.0, type_.grow * 0.88) if "**" in words else 1.0)

    def _wrap(self, words: str, width: float, px: float, type_: Type) -> list[str]:
        lines, line = [], ""
        for piece in _BREAK.findall(words):
            longer = line + piece
            if line and piece not in _NEVER_FIRST and self.width(longer.rstrip(), type_, px) > width:
                lines.append(line.rstrip())
                longer = piece.lstrip()
            line = longer
        return [*lines, line.rstrip()]

    def width(self, words: str, type_: Type, px: float | None = None) -> float:
        return sum(_advance(part, *type_.set(strong, px or type_.px)) for part, strong in _runs(words))

    def _line(self, words: str, box: QRectF, px: float, type_: Type) -> None:
        x, colour = box.x(), self.colour(type_.role)
        spare = box.width() - self.width(words, type_, px)
        if Align.CENTRE in type_.align:
            x += spare / 2
        elif Align.RIGHT in type_.align:
            x += spare
        baseline = box.center().y() + px * (max(1.0, type_.grow) if "**" in words else 1.0) * 0.36
        for part, strong in _runs(words):
            size, weight = type_.set(strong, px)
            self._run(QPointF(x, baseline), part, font(size, weight), colour)
            x += _advance(part, size, weight)

    def _run(self, at: QPointF, part: str, face: QFont, colour: QColor) -> None:
        def stroke(painter: QPainter) -> None:
            painter.setFont(face)
            painter.setPen(colour)
            painter.drawText(at, part)

        self.draw(stroke)

    def target(
        self, box: QRectF, touch: Touch, name: str, compose: Callable[[Sheet], None], enabled: bool = True
    ) -> None:
        """Something to touch. `compose` is asked twice: at rest, and with the colours of a pressed target."""
        rest = self._part({})
        compose(rest)
        pressed = self._part(PRESSED)
        compose(pressed)
        self.words += rest.words
        self.targets.append(Target(box, touch, name, tuple(rest.strokes), tuple(pressed.strokes), enabled))

    def _part(self, inks: Mapping[Role, Role]) -> Sheet:
        return Sheet(self.layout, self.look, inks={**self.inks, **inks})


PRESSED: Mapping[Role, Role] = {
    "surface": "brand_fill",
    "ink": "on_brand",
    "ink2": "on_brand",
    "brand": "on_brand",
    "ok": "on_brand",
    "ok_tint": "ok",
    "brand_tint": "brand_press",
    "brand_line": "brand_fill",
    "brand_fill": "brand_press",
    "control": "brand_fill",
}


@lru_cache(maxsize=4096)
def _advance(words: str, px: float, weight: int) -> float:
    return QFontMetricsF(font(px, weight)).horizontalAdvance(words)


def _runs(words: str) -> list[tuple[str, bool]]:
    return [(part, bool(i % 2)) for i, part in enumerate(words.split("**")) if part]
