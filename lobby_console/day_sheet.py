"""The business day: hours of the week, where the day stands, opening and closing it (A4, N5)."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from lobby.commands import CloseDay, OpenDay
from lobby.model import Branch, Hall, Phase
from lobby_console.desk import Desk
from lobby_console.reason_sheet import ReasonSheet
from lobby_console.sheet import Sheet, button
from lobby_console.times import clock
from resources.language import Words, later

WEEKDAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)


class DaySheet(Sheet):
    def __init__(self, page: QWidget, desk: Desk) -> None:
        t = desk.t
        super().__init__(page, t, t("Business day"), 560)
        self._page, self._desk = page, desk
        self._state = QLabel()
        self._state.setProperty("role", "strong")
        self._state.setWordWrap(True)
        self._act = button("", "primary")
        self._act.clicked.connect(self._on_act)
        self.body.addWidget(self._state)
        if desk.branch is not None:
            self.body.addLayout(_hours(desk.branch, t))
        leave = button(t("Close"))
        leave.clicked.connect(self.leave)
        self.foot.addWidget(leave)
        self.foot.addStretch(1)
        self.foot.addWidget(self._act)
        desk.changed.connect(self._show_day)
        self._show_day()

    def _show_day(self) -> None:
        hall, branch, t = self._desk.hall, self._desk.branch, self._desk.t
        if hall is None or branch is None:
            return
        self._state.setText(_state(hall, branch, t))
        running = hall.phase in (Phase.OPEN, Phase.CLOSING)
        self._act.setText(t("Close the day…") if running else t("Open the day"))
        _set_kind(self._act, "outline-danger" if running else "primary")

    def _on_act(self) -> None:
        hall, t = self._desk.hall, self._desk.t
        if hall is None:
            return
        if hall.phase not in (Phase.OPEN, Phase.CLOSING):
            self._desk.do(OpenDay(), lambda _day: self._desk.said.emit(t("The day is open.")))
            return
        busy = sum(c.ticket is not None for c in hall.counters)
        still = len(hall.waiting) + len(hall.held) + len(hall.missed) + busy
        question = t(
            "Close the day? {n} visits are not finished; they end with a reason, and all tellers are logged out.",
            n=still,
        )
        ask = ReasonSheet(self._page, t, question, t("Close the day"), danger=True)
        ask.given.connect(lambda: self._desk.do(CloseDay(), lambda _day: self._desk.said.emit(t("The day is closed."))))
        ask.open()


def _state(hall: Hall, branch: Branch, t: Words) -> str:
    day = hall.day
    if day is None:
        return t("The day is not open: no tickets are issued and nobody is called.")
    if day.closed_at is not None:
        return t("Closed at {time}.", time=clock(day.closed_at, branch.timezone))
    words = t("Opened at {time}.", time=clock(day.opened_at, branch.timezone))
    by_hand = t("By hand, outside the opening hours.")
    return f"{words} {by_hand}" if day.regardless_of_hours else words


def _hours(branch: Branch, t: Words) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(6)
    for number, name in enumerate(WEEKDAYS, 1):
        spans = branch.hours.on(number)
        grid.addWidget(QLabel(t(name)), number, 0)
        text = "  ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in spans) or t("closed all day")
        grid.addWidget(QLabel(text), number, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _set_kind(button: QPushButton, kind: str) -> None:
    if button.property("kind") != kind:
        button.setProperty("kind", kind)
        button.style().polish(button)
