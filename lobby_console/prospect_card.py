"""What one remedy would bring: its name, the longest wait to expect, and a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lobby_console.prospects import Prospect
from resources import phrases
from resources.language import Words
from uikit import fit
from uikit.look import Look

HEIGHT = 76


class ProspectCard(QWidget):
    def __init__(self, look: Look, t: Words, prospect: Prospect, worst: int, limit: int) -> None:
        super().__init__()
        self._look, self.t = look, t
        self._prospect, self._worst, self._limit = prospect, max(1, worst), limit
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{self._name()} {self._value()}")

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    def text_boxes(self) -> list[fit.TextBox]:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        large = self._look.font(20, 700)
        own = QFontMetricsF(large).horizontalAdvance(self._value()) + 2
        name = QRectF(16, 8, self.width() - own - 44, 42)
        value = QRectF(self.width() - own - 16, 8, own, 42)
        return [
            fit.boxed(self._name(), self._look.font("console.body", 700), name, wrap=True),
            fit.boxed(self._value(), large, value, right),
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("control"))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(look.colour("ink"))
        for box in self.text_boxes():
            fit.paint(painter, box)
        bar = QRectF(16, HEIGHT - 18, self.width() - 32, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("sunken"))
        painter.drawRoundedRect(bar, 3, 3)
        minutes = self._prospect.minutes
        bar.setWidth(bar.width() * min(1.0, minutes / self._worst))
        painter.setBrush(look.colour("over" if minutes > self._limit else "ink2"))
        painter.drawRoundedRect(bar, 3, 3)

    def _name(self) -> str:
        t, prospect = self.t, self._prospect
        facts = {"n": prospect.diverted, "counter": prospect.counter}
        if prospect.diverted and prospect.counter:
            return t("Both")
        if prospect.diverted:
            return t("These {n} go", **facts)
        if prospect.counter:
            return t("Open counter {counter}", **facts)
        return t("As it is")

    def _value(self) -> str:
        return phrases.minutes(self._prospect.minutes, self.t.language)
