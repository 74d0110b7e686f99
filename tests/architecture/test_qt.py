"""The Qt binding that the lock picked is fit for stations that paint for months."""

import sys

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


class Canvas(QWidget):
    paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paints += 1
        painter = QPainter(self)
        painter.drawText(3, 10, "号")
        painter.end()


def test_m5_repaints_do_not_eat_up_none(qtbot: QtBot) -> None:
    """PySide6 6.12 on Python 3.11 loses a reference to None with each repaint and aborts at the last."""
    canvas = Canvas()
    qtbot.addWidget(canvas)
    with qtbot.waitExposed(canvas):
        canvas.show()
    before = sys.getrefcount(None)
    for _ in range(1000):
        canvas.repaint()
    assert canvas.paints >= 1000
    assert before - sys.getrefcount(None) < 500
