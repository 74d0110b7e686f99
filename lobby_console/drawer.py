"""One visit opened at the right edge: how long, what happened and why, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from lobby.commands import AddNote
from lobby.model import History
from lobby.queries import TicketHistory
from lobby_console import wording
from lobby_console.desk import Desk
from lobby_console.drawer_acts import DrawerActs
from lobby_console.sheet import Sheet, button, label
from lobby_console.story import expected, story
from lobby_console.timeline import Timeline
from uikit import amounts
from uikit.look import Look
from uikit.widgets.pill import PillWidget, wait_pill

WIDTH = 520
LONGEST_NOTE = 200


class Drawer(Sheet):
    """`stepped` asks for the next (1) or previous (-1) ticket of the list; `divert` for the diversion of this one."""

    stepped = Signal(int)
    divert = Signal(int)

    def __init__(self, page: QWidget, look: Look, desk: Desk, ticket: int) -> None:
        t = desk.t
        super().__init__(page, t, "", WIDTH, side=True)
        self._desk, self._look, self.ticket = desk, look, ticket
        self._event = -1
        self._history: History | None = None
        self._badge = PillWidget(look, 15)
        self._acts = DrawerActs(page, desk)
        self._acts.divert.connect(lambda: self.divert.emit(self.ticket))
        self._timeline = Timeline(look)
        self._note = QPlainTextEdit()
        self._fill()
        self._fill_foot()
        desk.changed.connect(self._refresh)
        self._read()

    def first_focus(self) -> None:
        """J and K walk on at once."""
        self.panel.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def show_ticket(self, ticket: int) -> None:
        self.ticket = ticket
        self._note.clear()
        self._history = None
        self._read()

    def _fill(self) -> None:
        t = self._desk.t
        self.title.setProperty("role", "number")
        self.subtitle.show()
        beside = QHBoxLayout()
        beside.addWidget(self._badge)
        beside.addStretch(1)
        self.body.addLayout(beside)
        self.body.addWidget(self._acts)
        self.body.addWidget(label(t("What happened"), "section"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self._timeline)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(area, 1)
        self.body.addWidget(label(t("Note"), "section"))
        self._note.setPlaceholderText(t("For example: told why it takes long, glad to wait"))
        self._note.setAccessibleName(t("Note"))
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(64)
        self.body.addWidget(self._note)
        hint = label(t("It travels with the ticket. No names, no ID numbers."), "note")
        self._save = button(t("Save note"))
        self._save.clicked.connect(self._save_note)
        below = QHBoxLayout()
        below.addWidget(hint, 1)
        below.addWidget(self._save)
        self.body.addLayout(below)

    def _fill_foot(self) -> None:
        t = self._desk.t
        for words, key, step in ((t("Previous"), "K", -1), (t("Next"), "J", 1)):
            move = button(f"{words}  {key}", "quiet")
            move.clicked.connect(lambda _checked=False, step=step: self.stepped.emit(step))
            self.foot.addWidget(move)
        self.foot.addStretch(1)
        leave = button(t("Close"))
        leave.clicked.connect(self.leave)
        self.foot.addWidget(leave)

    def _save_note(self) -> None:
        ticket = self._history.ticket if self._history else None
        if ticket is not None:
            done = self._desk.t("The note on {number} is saved.", number=ticket.number)
            self._desk.do(AddNote(ticket.id, self._note.toPlainText().strip()[:LONGEST_NOTE]), done)

    def _read(self) -> None:
        self._event = self._desk.hall.event if self._desk.hall else -1
        self._desk.ask(TicketHistory(self.ticket), self._on_history)

    def _refresh(self) -> None:
        """The clock runs on each second; the story is read again only when something has happened."""
        if self._desk.hall is not None and self._desk.hall.event != self._event:
            self._read()
        elif self._history is not None:
            self._show(self._history)

    def _on_history(self, history: History) -> None:
        if history.ticket.id != self.ticket:
            return
        if self._history is None or not self._note.hasFocus():
            self._note.setPlainText(history.ticket.note)
        self._history = history
        self._show(history)

    def _show(self, history: History) -> None:
        desk, ticket = self._desk, history.ticket
        if desk.hall is None or desk.branch is None:
            return
        self.title.setText(ticket.number)
        self.subtitle.setText(self._about(history))
        row = desk.rows.find(ticket.id)
        if row is not None:
            self._badge.show_pill(
                wait_pill(row.level, row.waited.total_seconds(), desk.t("Waited {time}", time="{time}"))
            )
        self._badge.setVisible(row is not None)
        self._acts.show_ticket(ticket, row)
        moments = list(story(history, desk.branch, desk.policy, desk.t, desk.now))
        minutes = row.outlook.minutes if row and row.outlook else None
        if (coming := expected(ticket, minutes, desk.hall, desk.branch, desk.t, desk.now)) is not None:
            moments.append(coming)
        self._timeline.show_moments(moments, desk.branch.timezone)

    def _about(self, history: History) -> str:
        ticket, branch, t = history.ticket, self._desk.branch, self._desk.t
        if branch is None:
            return ""
        words = [wording.service(ticket.service, branch, t), branch.segment(ticket.segment).name.of(t.language)]
        if ticket.amount is not None:
            words.insert(1, amounts.said(branch, ticket.service, ticket.amount, t.language))
        if ticket.customer:
            words.append(ticket.customer)
        words.append(t(wording.STATES[ticket.state], counter=ticket.counter or ""))
        return " · ".join(words)
