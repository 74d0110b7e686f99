"""The titles over the waiting list's columns."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lobby_console.columns import RIGHT, TITLES, columns
from resources.language import Words
from uikit import fit
from uikit.look import Look

HEIGHT = 32
TALL = 42


class ListHeader(QWidget):
    def __init__(self, look: Look, t: Words) -> None:
        super().__init__()
        self._look, self.t = look, t
        self._room = 400
        self.setFixedHeight(HEIGHT)

    def set_room(self, width: int) -> None:
        """As wide as the lines below, which a scroll bar may narrow."""
        if width != self._room:
            self._room = width
            self.setFixedHeight(TALL if self._cramped() else HEIGHT)
            self.update()

    def _cramped(self) -> bool:
        """Whether a title needs two lines."""
        metrics = QFontMetricsF(self._look.font("console.min"))
        spans = columns(self._room)
        return any(metrics.horizontalAdvance(self.t(TITLES[column])) > span.width for column, span in spans.items())

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def text_boxes(self) -> list[fit.TextBox]:
        font = self._look.font("console.min")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return [
            fit.boxed(
                self.t(TITLES[column]), font, span.box(0, self.height()), right if column in RIGHT else left, True
            )
            for column, span in columns(self._room).items()
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self._look.colour("line"))
        painter.setPen(self._look.colour("ink2"))
        for box in self.text_boxes():
            fit.paint(painter, box)
