"""How staff ask for their page: five quick touches in the upper left corner, which no customer makes by chance."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QMouseEvent, QWindow

TOUCHES = 5
WITHIN = 4.0
"""Seconds."""
SHARE = 0.12
"""Of the screen's shorter side."""


class Corner(QObject):
    """Watches the window of the desktop, so that no page has to know; `clock` in seconds."""

    called = Signal()

    def __init__(self, window: QWindow, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._clock = window, clock
        self._touches: list[float] = []
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            self._touched(event)
        return False

    def _touched(self, event: QMouseEvent) -> None:
        reach, at = SHARE * min(self._window.width(), self._window.height()), event.position()
        now = self._clock()
        inside = max(at.x(), at.y()) <= reach
        self._touches = [then for then in self._touches if now - then <= WITHIN] + [now] if inside else []
        if len(self._touches) >= TOUCHES:
            self._touches = []
            self.called.emit()
