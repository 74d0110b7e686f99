"""No text is cut on panel and display in zh, en and the pseudo-language; zh and en keep to the design's floor (§9)."""

import datetime as dt

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter_display.hall import scene as scenes
from counter_display.hall.brush import Brush
from counter_display.hall.paint import HEIGHT, WIDTH, paint
from counter_display.hall.words import HallWords
from counter_display.panel.state import Mode
from lobby.model import DeviceNow, Hall, Notice, Phase, Text
from tests.counter_display.conftest import Branch, Teller
from tests.counter_display.samples import NOW, branch, call, hall, ticket
from uikit.fit import PaintsText, TextBox, overflowing
from uikit.look import load_fonts, look

LANGUAGES = ["zh", "en", "xx"]
K = Qt.Key
LONGEST = Notice(
    1, Text("因线路检修，今天下午两点到三点自助设备暂停服务，请谅解，谢谢！" * 2, "Works on the line. " * 12)
)


def halls() -> dict[str, Hall]:
    waiting = (
        ticket("A888"),
        ticket("B888"),
        ticket("W888", service="loan"),
        ticket("A777"),
        ticket("Y888", green="x"),
    )
    far = tuple(call(f"W88{n}", "88", 100 + n) for n in range(6))
    return {
        "one": hall(waiting=waiting, calls=(call("W888", "88", 60), *far), notices=(LONGEST,)),
        "two": hall(calls=(call("W888", "88", 9, 2, green=True), call("Y888", "12", 11, green=True), *far)),
        "closed": hall(phase=Phase.CLOSED, opens_at=NOW + dt.timedelta(days=9)),
        "not open": hall(phase=Phase.NOT_OPEN, opens_at=NOW + dt.timedelta(hours=1)),
        "quiet": hall(devices=(DeviceNow("d1", False, "x"),), phase=Phase.CLOSING),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hall_fits_in_every_scene(qtbot: QtBot, language: str) -> None:
    load_fonts()
    for name, snapshot in halls().items():
        for later in range(0, 48, 8):
            now = NOW + dt.timedelta(seconds=later)
            for heard in (now, NOW - dt.timedelta(seconds=60)):
                check(written(scenes.scene(snapshot, branch(), now, heard), language), language, name)
    check(written(scenes.starting(NOW), language, known=False), language, "starting")


def written(scene: scenes.Scene, language: str, known: bool = True) -> list[TextBox]:
    """Texts are laid out in logical pixels whatever the screen, so a small picture shows as much as 4K."""
    image = QImage(WIDTH // 10, HEIGHT // 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(0.1, 0.1)
    dress = look("dark")
    brush = Brush(painter, dress)
    paint(brush, scene, HallWords(language, dress.brand, branch() if known else None))
    painter.end()
    return brush.written


def check(boxes: list[TextBox], language: str, name: str) -> None:
    screen = QRectF(0, 0, WIDTH, HEIGHT)
    assert boxes
    for box in boxes:
        width = measured(box)
        assert width <= box.rect.width() + 0.5, (name, box.text)
        assert screen.contains(QRectF(box.rect.left(), box.rect.top(), width, 1)), (name, box.text)
        assert language == "xx" or box.font.pixelSize() >= 32, (name, box.text, box.font.pixelSize())


def measured(box: TextBox) -> float:
    return QFontMetricsF(box.font).horizontalAdvance(box.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_fits_in_every_state(branch: Branch, language: str) -> None:
    teller = Teller(branch, language)
    for service in ("cash-withdraw", "pension", "transfer", "large-cash"):
        branch.customer(service, green="infant" if service == "pension" else None)
    whole(teller.panel, language)
    teller.at_work()
    branch.until(lambda: teller.desk.waiting == 4)
    for key in (K.Key_P, K.Key_S, K.Key_B):
        teller.press(key)
        whole(teller.panel, language)
        teller.press(K.Key_B if key == K.Key_B else K.Key_Escape)
    branch.clock.forward(720)
    teller.press(K.Key_Return)
    teller.then(Mode.CALLING)
    for key in (K.Key_R, K.Key_N):
        teller.press(key)
        teller.answered()
        whole(teller.panel, language)
    teller.press(K.Key_Escape, K.Key_Return)
    teller.then(Mode.SERVING)
    for key in (K.Key_T, K.Key_Tab, K.Key_Escape, K.Key_H, K.Key_Escape):
        teller.press(key)
        whole(teller.panel, language)
    branch.clock.forward(3700)
    branch.until(lambda: teller.panel.clerk.now >= branch.clock.now())
    whole(teller.panel, language)
    teller.panel.clerk._link.lost.emit("gone")
    whole(teller.panel, language)


def whole(panel: QWidget, language: str) -> None:
    QTest.qWait(1)
    panel.grab()
    assert overflowing(panel) == []
    if language != "xx":
        small = [box.text for part in parts(panel) for box in part.text_boxes() if box.font.pixelSize() < 13]
        assert small == []


def parts(panel: QWidget) -> list[PaintsText]:
    shown = [part for part in panel.findChildren(QWidget) if part.isVisibleTo(panel)]
    return [part for part in shown if isinstance(part, PaintsText)]
