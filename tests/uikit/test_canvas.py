"""The page keeps its shape in every window."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from pytestqt.qtbot import QtBot

from uikit.canvas import Canvas


class Sheet(Canvas):
    def draw(self, painter: QPainter) -> None:
        painter.fillRect(self.page, QColor("white"))


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((1080, 1920), QRectF(0, 0, 1080, 1920)),
        ((540, 960), QRectF(0, 0, 540, 960)),
        ((2160, 1920), QRectF(540, 0, 1080, 1920)),
        ((1080, 2000), QRectF(0, 40, 1080, 1920)),
    ],
)
def test_a_page_is_scaled_whole_and_centred(qtbot: QtBot, size: tuple[int, int], shown: QRectF) -> None:
    sheet = Sheet(1080, 1920, QColor("black"))
    qtbot.addWidget(sheet)
    sheet.resize(*size)
    assert sheet.transform().mapRect(sheet.page) == shown


def test_the_rest_of_the_window_has_the_ground(qtbot: QtBot) -> None:
    sheet = Sheet(1080, 1920, QColor("black"))
    qtbot.addWidget(sheet)
    sheet.resize(400, 200)
    image = sheet.grab().toImage()
    assert image.pixelColor(5, 100).name() == "#000000"
    assert image.pixelColor(200, 100).name() == "#ffffff"
