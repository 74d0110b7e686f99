"""A dialog inside the window: a scrim over the page and a panel on it, in the middle or along the right edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from resources.language import Words

SCRIM = QColor(11, 19, 21, 97)
MARGIN = 24


class Sheet(QWidget):
    """Fill `body` and `foot`; Esc, the scrim and the close button leave. Keys that nobody takes end here."""

    closed = Signal()

    def __init__(self, page: QWidget, t: Words, title: str, width: int, *, side: bool = False) -> None:
        super().__init__(page)
        self._page, self._width, self._side = page, width, side
        self.panel = QFrame(self)
        self.panel.setObjectName("drawer" if side else "sheet")
        self.panel.setAccessibleName(title)
        self.panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = QFrame()
        self.head.setObjectName("sheethead")
        column.addWidget(self.head)
        self._fill_head(t, title)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(24, 18, 24, 18)
        self.body.setSpacing(10)
        column.addLayout(self.body, 1)
        footing = QFrame()
        footing.setObjectName("sheetfoot")
        self.foot = QHBoxLayout(footing)
        self.foot.setContentsMargins(24, 12, 24, 12)
        column.addWidget(footing)
        page.installEventFilter(self)

    def open(self) -> None:
        self._place()
        self.show()
        self.raise_()
        self.first_focus()

    def first_focus(self) -> None:
        """The keys go to the first thing that can be done."""
        self.panel.setFocus()
        self.focusNextPrevChild(True)

    def leave(self) -> None:
        """The keys go to the sheet below, if there is one."""
        self.hide()
        below = [sheet for sheet in self.window().findChildren(Sheet) if sheet.isVisible()]
        if below:
            below[-1].panel.setFocus()
        self.closed.emit()
        self.deleteLater()

    def refit(self) -> None:
        """Take the height that the content needs; what was just added counts only once Qt has shown it."""
        QTimer.singleShot(0, self, self._place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on the sheet."""
        inside = [w for w in self.panel.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        inside = [w for w in inside if w.isVisibleTo(self) and w.isEnabled()]
        current = self.window().focusWidget()
        if not inside:
            return True
        place = inside.index(current) + (1 if forward else -1) if current in inside else 0
        inside[place % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.window().focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            focus.click()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), SCRIM)

    def _fill_head(self, t: Words, title: str) -> None:
        self.title = QLabel(title)
        self.title.setProperty("role", "title")
        self.subtitle = QLabel()
        self.subtitle.setProperty("role", "note")
        self.subtitle.setWordWrap(True)
        self.subtitle.hide()
        leave = QPushButton("Esc")
        leave.setAccessibleName(t("Close"))
        leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        leave.clicked.connect(self.leave)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        row = QHBoxLayout(self.head)
        row.setContentsMargins(24, 16, 20, 14)
        row.addLayout(words, 1)
        row.addWidget(leave, 0, Qt.AlignmentFlag.AlignTop)

    def _place(self) -> None:
        room = self._page.size()
        self.setGeometry(0, 0, room.width(), room.height())
        width = min(self._width, room.width() - 2 * MARGIN)
        if self._side:
            self.panel.setGeometry(room.width() - width, 0, width, room.height())
            return
        layout = self.panel.layout()
        wanted = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        height = min(max(wanted, self.panel.sizeHint().height()), room.height() - 2 * MARGIN)
        self.panel.setGeometry((room.width() - width) // 2, max(MARGIN, (room.height() - height) // 3), width, height)


def label(words: str, role: str) -> QLabel:
    """A line of words in one of the style sheet's roles: section, note, title."""
    made = QLabel(words)
    made.setProperty("role", role)
    made.setWordWrap(True)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.deleteLater()


def button(words: str, kind: str = "") -> QPushButton:
    """A button of a sheet; `kind` is primary, danger, outline-danger or plain."""
    made = QPushButton(words)
    made.setProperty("kind", kind)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
