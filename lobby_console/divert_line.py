"""One customer of the second diversion: whom, how long, where to, and the two answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from lobby.model import Branch, Diversion
from lobby_console import wording
from lobby_console.rows import Row
from lobby_console.sheet import button
from resources.language import Words, later
from uikit import amounts
from uikit.look import Look
from uikit.widgets.pill import PillWidget, wait_pill

REASONS = {"device-can": later("within the limit"), "counter-free": later("the counter is free")}

LINE = 22


class DivertLine(QFrame):
    """`answered` tells this line and whether the customer goes."""

    answered = Signal(object, bool)

    def __init__(self, look: Look, t: Words, branch: Branch, row: Row, diversion: Diversion) -> None:
        super().__init__()
        self.t = t
        self.diversion = diversion
        self.has_answer = False
        self.setObjectName("rowline")
        number = QLabel(row.ticket.number)
        number.setProperty("role", "ticket")
        number.setFixedWidth(64)
        need = wording.service(row.ticket.service, branch, t)
        if row.ticket.amount is not None:
            need = f"{need} · {amounts.said(branch, row.ticket.service, row.ticket.amount, t.language)}"
        where = t("to {place}: {reason}", place=wording.place(diversion.to, branch, t), reason=self._reason())
        words = QVBoxLayout()
        words.setSpacing(1)
        for text, role in ((need, ""), (where, "note")):
            label = QLabel(text)
            label.setProperty("role", role)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
            label.setMinimumHeight(LINE)
            words.addWidget(label)
        self._badge = PillWidget(look, 14)
        self.show_wait(row)
        self._answer = QLabel()
        self._answer.setProperty("role", "strong")
        self._answer.hide()
        self._yes, self._no = button(t("Goes"), "primary"), button(t("Stays"))
        self._yes.clicked.connect(lambda: self.answered.emit(self, True))
        self._no.clicked.connect(lambda: self.answered.emit(self, False))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 8, 8, 8)
        line.setSpacing(10)
        line.addWidget(number)
        line.addLayout(words, 1)
        for widget in (self._badge, self._answer, self._yes, self._no):
            line.addWidget(widget)

    def take_focus(self) -> None:
        self._yes.setFocus()

    def show_wait(self, row: Row) -> None:
        self._badge.show_pill(wait_pill(row.level, row.waited.total_seconds()))

    def show_answer(self, accepted: bool) -> None:
        """The answer is in the record."""
        self.has_answer = True
        self._yes.hide()
        self._no.hide()
        self._answer.setText(self.t("goes, recorded") if accepted else self.t("stays, recorded"))
        self._answer.show()

    def _reason(self) -> str:
        return wording.named(REASONS, self.diversion.reason, self.t)
