"""The sheet that asks who works here: name and password, or a password of one's own at the first time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from resources.language import Words
from uikit.look import Look

SCRIM = QColor(11, 19, 21, 97)
WIDTH, MARGIN = 360, 16
FIELD_HEIGHT = 36


class SignInSheet(QWidget):
    """Covers the window until it is answered. Keys and touches end here."""

    named = Signal(str, str)
    """Code and password."""
    chosen = Signal(str, str, str)
    """Code, old password and new one."""

    def __init__(self, window: QWidget, look: Look, t: Words, staff: str = "") -> None:
        super().__init__(window)
        self.setPalette(look.palette())
        self.setStyleSheet(look.theme.style("desktop") + look.theme.style("entry"))
        self._window, self.t = window, t
        self._staff, self._old = staff, ""
        self._new = False
        self.panel = QFrame(self)
        self.panel.setObjectName("sheet")
        self.title, self.line = QLabel(), QLabel()
        self.title.setProperty("role", "title")
        self.line.setWordWrap(True)
        self.name, self.password, self.again = _field(), _secret(), _secret()
        self.labels = {field: _caption(field) for field in (self.name, self.password, self.again)}
        self.enter = QPushButton()
        self.enter.setProperty("kind", "primary")
        self.enter.setMinimumHeight(FIELD_HEIGHT)
        self.enter.clicked.connect(self._submit)
        self._lay_out()
        self.ask_name()
        window.installEventFilter(self)

    def open(self) -> None:
        self._place()
        self.show()
        self.raise_()
        self._first_focus()

    def leave(self) -> None:
        self.hide()
        self._window.removeEventFilter(self)
        self._window.setFocus()
        self.deleteLater()

    def ask_name(self) -> None:
        t = self.t
        self._new = False
        self.title.setText(t("Sign in"))
        self.labels[self.name].setText(t("Staff code"))
        self.labels[self.password].setText(t("Password"))
        self.enter.setText(t("Sign in"))
        self.name.setText(self._staff)
        self._show_fields(self.name, self.password)

    def ask_password(self, staff: str, old: str) -> None:
        """The password that somebody was given is to become one of his own."""
        t = self.t
        self._new, self._staff, self._old = True, staff, old
        self.title.setText(t("A password of your own"))
        self.labels[self.password].setText(t("New password"))
        self.labels[self.again].setText(t("The same once more"))
        self.enter.setText(t("Set password"))
        self._show_fields(self.password, self.again)
        self.say(t("The one you were given works only once. Choose ten characters or more."))

    def say(self, words: str) -> None:
        self._tell(words, "note")

    def refuse(self, words: str) -> None:
        """The fields can be filled in again."""
        self._tell(words, "refused")
        self.setEnabled(True)
        self.password.clear()
        self.again.clear()
        self._first_focus()

    def _submit(self) -> None:
        staff, password = self.name.text().strip(), self.password.text()
        if self._new and password != self.again.text():
            self.refuse(self.t("The two are not the same. Type both again."))
        elif self._new and password:
            self._wait()
            self.chosen.emit(self._staff, self._old, password)
        elif not self._new and staff and password:
            self._staff = staff
            self._wait()
            self.named.emit(staff, password)
        else:
            self._first_focus()

    def _wait(self) -> None:
        self._tell(self.t("One moment …"), "note")
        self.setEnabled(False)

    def _tell(self, words: str, role: str) -> None:
        self.line.setText(words)
        self.line.setProperty("role", role)
        self.line.style().polish(self.line)
        self.line.setVisible(bool(words))
        self._place()

    def _show_fields(self, *shown: QLineEdit) -> None:
        for field, caption in self.labels.items():
            field.setVisible(field in shown)
            caption.setVisible(field in shown)
        self.password.clear()
        self.again.clear()
        self.setEnabled(True)
        self.say("")
        if self.isVisible():
            self._first_focus()

    def _first_focus(self) -> None:
        fields = [field for field in self.labels if field.isVisibleTo(self)]
        next((field for field in fields if not field.text()), fields[0]).setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.line)
        for field, caption in self.labels.items():
            column.addSpacing(4)
            column.addWidget(caption)
            column.addWidget(field)
        column.addSpacing(12)
        column.addWidget(self.enter)

    def _place(self) -> None:
        room = self._window.size()
        self.setGeometry(0, 0, room.width(), room.height())
        width = min(WIDTH, room.width() - 2 * MARGIN)
        layout = self.panel.layout()
        wanted = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        height = max(wanted, self.panel.sizeHint().height())
        self.panel.setGeometry((room.width() - width) // 2, max(MARGIN, (room.height() - height) // 3), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on the sheet."""
        inside: list[QWidget] = [field for field in self.labels if field.isVisibleTo(self)]
        inside.append(self.enter)
        current = self.window().focusWidget()
        place = inside.index(current) + (1 if forward else -1) if current in inside else 0
        inside[place % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field that is empty, then signs in."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            empty = next((field for field in self.labels if field.isVisibleTo(self) and not field.text()), None)
            if empty is not None:
                empty.setFocus()
            else:
                self._submit()
        event.accept()

    def mousePressEvent(self, event: QEvent) -> None:
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), SCRIM)


def _field() -> QLineEdit:
    made = QLineEdit()
    made.setMinimumHeight(FIELD_HEIGHT)
    made.setMaxLength(128)
    return made


def _secret() -> QLineEdit:
    made = _field()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return made


def _caption(field: QLineEdit) -> QLabel:
    made = QLabel()
    made.setProperty("role", "note")
    made.setBuddy(field)
    return made
