"""Draws the panel's few elements, texts, key caps, marks, and remembers each text with the room it had."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from resources.theme import Role
from uikit import fit, icons
from uikit.fit import TextBox
from uikit.look import Look
from uikit.widgets.pill import Pill

MIDDLE = Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | MIDDLE
RIGHT = Qt.AlignmentFlag.AlignRight | MIDDLE
CENTRE = Qt.AlignmentFlag.AlignHCenter | MIDDLE


class Painting:
    """What lets a widget of any kind paint itself in `draw` and say which texts it painted; stands before that kind."""

    look: Look
    _texts: Sequence[TextBox] = ()

    def text_boxes(self) -> Sequence[TextBox]:
        return self._texts

    def draw(self, paint: Paint) -> None:
        raise NotImplementedError

    def paintEvent(self, event: object) -> None:
        painter = QPainter(cast(QWidget, self))
        paint = Paint(painter, self.look)
        self.draw(paint)
        painter.end()
        self._texts = paint.texts


class Painted(Painting, QWidget):
    """A plain widget of the panel, in its look."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look


class Paint:
    """One painting of one widget."""

    def __init__(self, painter: QPainter, look: Look) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter = painter
        self.look = look
        self.texts: list[TextBox] = []

    def fill(self, rect: QRectF, role: Role, radius: float = 0) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.look.colour(role))
        self.painter.drawRoundedRect(rect, radius, radius)

    def frame(self, rect: QRectF, role: Role, radius: float, width: float = 1) -> None:
        inset = width / 2
        self.painter.setPen(QPen(self.look.colour(role), width))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)

    def rule(self, y: float, left: float, right: float) -> None:
        self.painter.fillRect(QRectF(left, y, right - left, 1), self.look.colour("line"))

    def icon(self, name: str, rect: QRectF, role: Role) -> None:
        icons.paint(self.painter, name, rect, self.look.colour(role))

    def width(self, text: str, px: float, weight: int = 400) -> float:
        return QFontMetricsF(self.look.font(px, weight)).horizontalAdvance(text)

    def text(
        self,
        text: str,
        rect: QRectF,
        px: float,
        role: Role = "ink",
        weight: int = 400,
        align: Qt.AlignmentFlag = LEFT,
        wrap: bool = False,
    ) -> float:
        """Write the text into its room, smaller or on more lines rather than cut; answers its width."""
        box = fit.boxed(text, self.look.font(px, weight), rect, align, wrap)
        if not fit.fits(text, box.font, rect, wrap):
            box = _squeezed(text, self.look.font(px, weight), rect, align)
        self.painter.setPen(self.look.colour(role))
        fit.paint(self.painter, box)
        self.texts.append(box)
        return QFontMetricsF(box.font).horizontalAdvance(text)

    def keycap(self, key: str, right: float, middle: float, role: Role = "ink2") -> float:
        """A key's cap that ends at `right`; the answer is where it begins."""
        width = self.cap_width(key)
        cap = QRectF(right - width, middle - 10, width, 20)
        self.frame(cap, role if role == "on_brand" else "control", 5)
        self.text(key, cap, 13, role, 500, CENTRE)
        return cap.left()

    def cap_width(self, key: str) -> float:
        return max(20.0, self.width(key, 13, 500) + 12)

    def pill(self, pill: Pill, right: float, middle: float, room: float = 190) -> float:
        """A mark with a word that ends at `right` and keeps to its room; the answer is where it begins."""
        px = next((px for px in range(14, 6, -1) if pill.width(self.look, px) <= room), 6)
        width = pill.width(self.look, px)
        rect = QRectF(right - width, middle - 12, width, 24)
        pill.paint(self.painter, self.look, px, rect)
        self.texts.append(pill.box(self.look, px, rect))
        return rect.left()


def _squeezed(text: str, font: QFont, rect: QRectF, align: Qt.AlignmentFlag) -> TextBox:
    """For words longer than any language's that was planned for: on several lines, as large as goes."""
    size = next((px for px in range(font.pixelSize(), 5, -1) if fit.fits(text, _sized(font, px), rect, True)), 5)
    return TextBox(text, _sized(font, size), rect, align, True)


def _sized(font: QFont, px: int) -> QFont:
    made = QFont(font)
    made.setPixelSize(px)
    return made
