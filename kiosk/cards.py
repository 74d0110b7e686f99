"""Cards at the kiosk: keys that come too fast for a finger, or a reader's own line; both end in one signal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from devices.card import Card
from devices.card_reader import KEY_GAP, CardReader, Wedge
from devices.port import open_port
from kiosk.inputs import CardRead, CardUnread

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _pressed_at(event: QKeyEvent) -> float:
    """The system's own time of the key: a busy screen makes no card slow."""
    return event.timestamp() / 1000


class KeyboardCards(QObject):
    """An event filter for the desktop's window of the kiosk; a reader's keys, but for the first, reach nobody else."""

    read = Signal(object)
    """`CardRead` or `CardUnread`; its number is never logged."""

    def __init__(self, parent: QObject | None = None, pressed_at: Callable[[QKeyEvent], float] = _pressed_at) -> None:
        """`pressed_at`: when a key was pressed, in seconds."""
        super().__init__(parent)
        self._wedge = Wedge()
        self._pressed_at = pressed_at
        self._last = float("-inf")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress or not watched.isWindowType():
            return False
        enter = event.key() in ENTER
        text = "\r" if enter else event.text()
        if not text:
            return False
        now = self._pressed_at(event)
        reading = self._wedge.reading and now - self._last <= KEY_GAP
        self._last = now
        card = self._wedge.key(text, now)
        if card is not None:
            self.read.emit(CardRead(card.number))
        elif reading and enter:
            self.read.emit(CardUnread())
        return reading or card is not None


class SerialCards(QObject):
    """A reader on a port of its own, listened to on a thread of its own."""

    read = Signal(object)
    """`CardRead`; its number is never logged."""
    _crossed = Signal(object)

    def __init__(self, url: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crossed.connect(self._told, Qt.ConnectionType.QueuedConnection)
        self._reader = CardReader(open_port(url), self._crossed.emit)
        self._reader.start()

    def _told(self, card: Card) -> None:
        self.read.emit(CardRead(card.number))

    def close(self) -> None:
        self._reader.stop()
