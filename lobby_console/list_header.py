"""The titles over the waiting list's columns."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lobby_console.columns import RIGHT, TITLES, columns
from resources.language import Words
from uikit import fit
from uikit.look import Look

HEIGHT = 32


class ListHeader(QWidget):
    def __init__(self, look: Look, t: Words) -> None:
        super().__init__()
        self._look, self._t = look, t
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def text_boxes(self) -> list[fit.TextBox]:
        font = self._look.font("console.min")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return [
            fit.boxed(self._t(TITLES[column]), font, span.box(0, HEIGHT), right if column in RIGHT else left)
            for column, span in columns(self.width()).items()
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, HEIGHT - 1, self.width(), 1), self._look.colour("line"))
        painter.setPen(self._look.colour("ink2"))
        for box in self.text_boxes():
            fit.paint(painter, box)
