"""Cards that type and cards on a line of their own: one signal, whole or not at all, and no key for anybody else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from pytestqt.qtbot import QtBot

from kiosk.cards import KeyboardCards
from kiosk.inputs import CardRead, CardUnread

CARD = "4111111111111111"


class Desk:
    """Keys pressed at times of our choosing, and what came of them."""

    def __init__(self) -> None:
        self.time = 0.0
        self.read: list[object] = []
        self.window = QWindow()
        self.cards = KeyboardCards(pressed_at=lambda _: self.time)
        self.cards.read.connect(self.read.append)

    def key(self, text: str, after: float) -> bool:
        """Whether the reader's filter kept the key to itself."""
        self.time += after
        key = Qt.Key.Key_Return if text == "\r" else Qt.Key(ord(text))
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        return self.cards.eventFilter(self.window, event)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    assert QCoreApplication.instance() is not None
    return Desk()


def test_b4_fast_keys_are_a_card(desk: Desk) -> None:
    kept = [desk.key(digit, 0.01) for digit in CARD]
    assert all(kept[1:])
    assert desk.key("\r", 0.01)
    assert desk.read == [CardRead(CARD)]


def test_a_finger_on_a_keyboard_is_no_card(desk: Desk) -> None:
    for digit in CARD:
        desk.key(digit, 0.2)
    assert not desk.key("\r", 0.2)
    assert desk.read == []


def test_half_a_card_is_said_to_be_unread(desk: Desk) -> None:
    for digit in ";41111":
        desk.key(digit, 0.01)
    desk.key("\r", 0.01)
    assert desk.read == [CardUnread()]
