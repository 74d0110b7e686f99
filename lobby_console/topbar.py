"""The bar over the page: title, branch and date, search, the link's state, devices, sounds."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy

from lobby.model import Branch, Hall, Phase
from lobby_console.desk import Desk
from lobby_console.times import clock, local, seconds_clock
from resources import phrases
from resources.language import Words
from uikit import icons
from uikit.look import Look

HEIGHT, COMPACT = 56, 50


class TopBar(QFrame):
    """The window connects `search`, `devices`, `day` and `sound`."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        t = desk.t
        self.setObjectName("topbar")
        title = QLabel(t("Live"))
        title.setProperty("role", "title")
        self._where: tuple[str, ...] = ()
        self._branch = QLabel()
        self._branch.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.search = QLineEdit()
        self.search.setAccessibleName(t("Find"))
        self.search.setClearButtonEnabled(True)
        glass = QAction(icons.icon("search", look.colour("ink2"), 18), "", self.search)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.day = self._button("clock")
        self._link = QLabel()
        self._link.setObjectName("link")
        self.devices = self._button("monitor")
        self.sound = self._button("volume-2")
        self.sound.setAccessibleName(t("Sounds"))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(14)
        row.addWidget(title)
        row.addWidget(self._branch, 1)
        row.addWidget(self.search, 3)
        for widget in (self.day, self._link, self.devices, self.sound):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_compact(self, compact: bool) -> None:
        t = self._desk.t
        self.setFixedHeight(COMPACT if compact else HEIGHT)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(200 if compact else 320)
        self.search.setPlaceholderText(t("Find") if compact else t("Find number or note"))

    def show_state(self) -> None:
        hall, branch = self._desk.hall, self._desk.branch
        if hall is None or branch is None:
            return
        t = self._desk.t
        date = phrases.date_line(local(self._desk.now, branch.timezone).date(), t.language)
        self._where = (f"{branch.name.of(t.language)}    {date}", branch.name.of(t.language), "")
        self._fit_where()
        self._show_link(hall, branch)
        out = sum(not d.in_service for d in hall.devices)
        self.devices.setText(t("Devices {working}/{all}", working=len(hall.devices) - out, all=len(hall.devices)))
        self.day.setText(day_words(hall, branch, self._desk.now, t))

    def show_muted(self, until: str) -> None:
        t = self._desk.t
        muted = bool(until)
        self.sound.setIcon(
            icons.icon("volume-x" if muted else "volume-2", self._look.colour("near" if muted else "ink"), 18)
        )
        self.sound.setText(t("until {time}", time=until) if muted else "")
        self.sound.setToolTip(t("Sounds are muted until {time}", time=until) if muted else t("Mute for ten minutes"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_where()

    def _fit_where(self) -> None:
        """Branch and date as far as there is room for them."""
        metrics, room = self._branch.fontMetrics(), self._branch.width()
        self._branch.setText(next((w for w in self._where if metrics.horizontalAdvance(w) <= room), ""))

    def _show_link(self, hall: Hall, branch: Branch) -> None:
        t, desk = self._desk.t, self._desk
        if desk.lost_since is not None:
            words, state = t("Lost since {time}", time=clock(desk.lost_since, branch.timezone)), "lost"
        elif desk.stale:
            words, state = t("No news since {time}", time=seconds_clock(hall.now, branch.timezone)), "stale"
        else:
            words, state = t("Live {time}", time=seconds_clock(desk.now, branch.timezone)), "live"
        self._link.setText(f"● {words}" if state == "live" else f"▲ {words}")
        if self._link.property("state") != state:
            self._link.setProperty("state", state)
            self._link.style().polish(self._link)

    def _button(self, icon: str) -> QPushButton:
        button = QPushButton(icons.icon(icon, self._look.colour("ink"), 18), "")
        button.setProperty("kind", "chip-quiet")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


def day_words(hall: Hall, branch: Branch, now: dt.datetime, t: Words) -> str:
    """Where the day stands, in a word and its next moment (A4)."""
    match hall.phase:
        case Phase.OPEN | Phase.CLOSING if (closes := _closes(hall, branch, now)) is not None:
            word = t("Open") if hall.phase is Phase.OPEN else t("Closing")
            until = t("until {time}", time=clock(closes, branch.timezone))
            return f"{word} · {until}"
        case Phase.OPEN:
            return t("Open")
        case Phase.CLOSING:
            return t("Closing")
        case Phase.CLOSED:
            return t("Closed")
        case _:
            return t("Not open")


def _closes(hall: Hall, branch: Branch, now: dt.datetime) -> dt.datetime | None:
    """When this day closes; a day opened by hand, or one from yesterday, has no such time."""
    closes = hall.closes_at
    if closes is None or closes <= now or hall.day is None:
        return None
    return closes if local(closes, branch.timezone).date() == hall.day.date else None
