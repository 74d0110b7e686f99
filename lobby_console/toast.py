"""One line at the foot of the window: what was done, or why it was refused."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from uikit.look import Look

DONE_MS, REFUSED_MS = 4000, 9000
MARGIN = 24


class Toast(QLabel):
    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._window = parent
        self._look = look
        self.setObjectName("toast")
        self.setWordWrap(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, words: str) -> None:
        self._show(words, "ok_tint", "ok", DONE_MS)

    def refuse(self, words: str) -> None:
        self._show(words, "over_tint", "over_text", REFUSED_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _show(self, words: str, ground: str, ink: str, milliseconds: int) -> None:
        colours = self._look.theme.colours
        self.setStyleSheet(
            f"background: {colours[ground]}; color: {colours[ink]}; border: 1px solid {colours[ink]};"  # type: ignore[index]
            "border-radius: 8px; padding: 10px 16px; font-weight: 500;"
        )
        self.setText(words)
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(milliseconds)

    def _place(self) -> None:
        room = self._window.size()
        width = min(760, room.width() - 2 * MARGIN)
        single = self.fontMetrics().horizontalAdvance(self.text()) + 50
        width = min(width, max(240, single))
        height = max(42, self.heightForWidth(width))
        self.setGeometry((room.width() - width) // 2, room.height() - height - MARGIN, width, height)
