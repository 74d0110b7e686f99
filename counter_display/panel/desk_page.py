"""The panel's main page: ticket block, the one right thing, what else may be done, and the queues."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from counter_display.panel import words as w
from counter_display.panel.buttons import ActionButton, PrimaryButton
from counter_display.panel.notice import Notice, NoticeCard
from counter_display.panel.paint import Paint, Painted
from counter_display.panel.queue_rows import QueueRows
from counter_display.panel.state import Act, Desk, Mode
from counter_display.panel.ticket_block import TicketBlock
from counter_display.panel.ticket_view import TicketView
from counter_display.queues import Line
from resources.language import Words
from uikit.look import Look

ICONS = {
    Act.OPEN: "log-in",
    Act.NEXT: "arrow-right",
    Act.FINISH_NEXT: "arrow-right",
    Act.ARRIVE: "user",
    Act.RESUME_NEXT: "play",
    Act.FINISH: "flag",
}
_SIX = (
    (Act.RECALL, "volume-2", "R"),
    (Act.NO_SHOW, "user-x", "N"),
    (Act.TRANSFER, "split", "T"),
    (Act.FINISH, "flag", "F"),
    (Act.PAUSE, "pause", "P"),
    (Act.PICK, "search", "S"),
)
_PAUSED = ((Act.RESUME, "play", "O"), (Act.EXTEND, "clock", "+"))
_OFFLINE = ((Act.LOOK, "refresh-cw", "L"), (Act.NO_SHOW, "user-x", "N"))
_QUIET = {Act.TAKE_BACK: ("undo-2", "Z"), Act.HOLD: ("hourglass", "H"), Act.CLOSE: ("log-out", "C")}


@dataclass(frozen=True, slots=True)
class DeskView:
    """Everything the page shows at one moment."""

    desk: Desk
    ticket: TicketView
    sub: str
    lines: tuple[Line, ...]
    now: dt.datetime
    today: str
    notice: Notice | None = None


class DeskPage(QWidget):
    wished = Signal(Act)
    """A button was pressed."""

    def __init__(self, look: Look, t: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.t = t
        self.block = TicketBlock(look, t)
        self.notice = NoticeCard(look)
        self.primary = PrimaryButton(look, "arrow-right", "Enter", 84)
        self.primary.setFixedHeight(84)
        self.primary.clicked.connect(self._wish_primary)
        self.buttons = {act: self._action(look, act, icon, key) for act, icon, key in (*_SIX, *_PAUSED)}
        self._six = _grid([self.buttons[act] for act, _, _ in _SIX], 3)
        self._paused = _grid([self.buttons[act] for act, _, _ in _PAUSED], 2)
        self.offline = {act: self._action(look, act, icon, key) for act, icon, key in _OFFLINE}
        self._offline = _grid(list(self.offline.values()), 2)
        self.queues = QueueRows(look, t)
        self.foot = Foot(look, t)
        self.foot.wished.connect(self.wished)
        self._enter: Act | None = None
        self._lay_out()

    def show_starting(self, notice: Notice | None) -> None:
        """Before the first answer: nothing can be done yet."""
        self.block.show_view(TicketView(Mode.CLOSED, self.t("Looking for the lobby"), "loader-circle"))
        self.notice.show_notice(notice)
        for part in (self.primary, self._six, self._paused, self._offline):
            part.hide()

    def show_view(self, view: DeskView) -> None:
        t, desk = self.t, view.desk
        self.block.show_view(view.ticket)
        self.notice.show_notice(view.notice)
        self._enter = desk.enter
        self.primary.setVisible(desk.enter is not None)
        if desk.enter is not None:
            self.primary.icon_name = ICONS[desk.enter]
            self.primary.sub = view.sub
            self.primary.dark = desk.alone
            self.primary.say(t(w.ALONE if desk.enter is Act.FINISH else w.ACTS[desk.enter]))
        for act, button in (*self.buttons.items(), *self.offline.items()):
            button.setEnabled(act in desk.may)
            button.urged = act is desk.urged(view.now)
            button.say(t(w.ACTS[act]))
        self._six.setVisible(desk.mode in (Mode.FREE, Mode.CALLING, Mode.SERVING))
        self._paused.setVisible(desk.mode is Mode.PAUSED)
        self._offline.setVisible(desk.mode is Mode.OFFLINE)
        self.offline[Act.NO_SHOW].setVisible(Act.NO_SHOW in desk.may)
        self.queues.show_lines(view.lines, desk.policy, view.now)
        self.foot.show_state(view.today, desk.quiet)

    def _action(self, look: Look, act: Act, icon: str, key: str) -> ActionButton:
        button = ActionButton(look, icon, key, 54)
        button.setFixedHeight(54)
        button.clicked.connect(lambda: self.wished.emit(act))
        return button

    def _wish_primary(self) -> None:
        if self._enter is not None:
            self.wished.emit(self._enter)

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 12, 16, 10)
        inner.setSpacing(10)
        for part in (self.notice, self.primary, self._six, self._paused, self._offline):
            inner.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.block)
        layout.addLayout(inner)
        layout.addWidget(self.queues, 1)
        layout.addWidget(self.foot)


class Foot(Painted):
    """What this counter did today, and the rarer thing that may be done now."""

    wished = Signal(Act)

    def __init__(self, look: Look, t: Words, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.t = t
        self._today = ""
        self._act: Act | None = None
        self._button = QRectF()
        self.setFixedHeight(34)

    def show_state(self, today: str, act: Act | None) -> None:
        if (today, act) != (self._today, self._act):
            self._today, self._act = today, act
            self.setAccessibleName(today)
            self.update()

    def draw(self, paint: Paint) -> None:
        paint.fill(QRectF(self.rect()), "sunken")
        paint.rule(0, 0, self.width())
        right = self.width() - 16.0
        if self._act is not None:
            icon, key = _QUIET[self._act]
            left = paint.keycap(key, right, 17)
            word = self.t(w.ACTS[self._act])
            wide = min(paint.width(word, 14, 500), 220)
            paint.text(word, QRectF(left - 6 - wide, 0, wide + 1, 34), 14, "ink", 500)
            paint.icon(icon, QRectF(left - wide - 28, 9, 16, 16), "ink")
            right = left - wide - 40
        self._button = QRectF(right, 0, self.width() - right, 34)
        if paint.width(self._today, 13) * 0.85 <= right - 16:
            paint.text(self._today, QRectF(16, 0, right - 16, 34), 13, "ink2")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._act is not None and self._button.contains(event.position()):
            self.wished.emit(self._act)


def _grid(buttons: list[ActionButton], columns: int) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(8)
    for place, button in enumerate(buttons):
        grid.addWidget(button, place // columns, place % columns)
    return holder
