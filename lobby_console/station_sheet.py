"""The branch's machines: one that asks to be a station is approved or refused by its code, one that left is revoked."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from lobby.commands import ApprovePairing, RefusePairing, RevokeStation
from lobby.model import Asking, Station, StationRole
from lobby_console.desk import Desk
from lobby_console.sheet import Sheet, button, clear, label
from resources.language import Words, later

ROLES = {
    StationRole.KIOSK: later("Ticket kiosk"),
    StationRole.COUNTER: later("Counter {counter}"),
    StationRole.DISPLAY: later("Hall display"),
    StationRole.CONSOLE: later("Lobby console"),
    StationRole.PHONE: later("Phone page"),
}
CODE_WIDTH = 96


class StationSheet(Sheet):
    def __init__(self, page: QWidget, desk: Desk) -> None:
        t = desk.t
        super().__init__(page, t, t("Stations"), 660)
        self._desk = desk
        self._shown: object = None
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        inside = QWidget()
        inside.setLayout(self._list)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setMinimumHeight(380)
        self.body.addWidget(area)
        leave = button(t("Close"))
        leave.clicked.connect(self.leave)
        self.foot.addStretch(1)
        self.foot.addWidget(leave)
        desk.changed.connect(self._show_stations)
        desk.ask_stations()
        self._show_stations()

    def _show_stations(self) -> None:
        t, asking = self._desk.t, self._desk.asking
        paired = tuple(station for station in self._desk.stations.paired if station.revoked_at is None)
        if (asking, paired) == self._shown:
            return
        self._shown = (asking, paired)
        clear(self._list)
        if asking:
            self._list.addWidget(label(t("These machines ask to belong to the branch"), "section"))
            self._list.addWidget(label(t("Approve a machine only if you see this code on its own screen."), "note"))
        for machine in asking:
            self._list.addWidget(self._asking(machine))
        self._list.addSpacing(14 if asking else 0)
        self._list.addWidget(label(t("Stations of the branch") if paired else t("No other machine yet"), "section"))
        for station in paired:
            self._list.addWidget(self._paired(station))
        self._list.addStretch(1)

    def _asking(self, machine: Asking) -> QFrame:
        t = self._desk.t
        code = QLabel(f"{machine.code[:3]} {machine.code[3:]}")
        code.setProperty("role", "ticket")
        code.setMinimumWidth(CODE_WIDTH)
        line, row = _line(what(machine, t), machine.name)
        row.insertWidget(0, code)
        row.setSpacing(16)
        no, yes = button(t("Refuse")), button(t("Approve"), "primary")
        name = what(machine, t)
        no.clicked.connect(lambda: self._desk.do(RefusePairing(machine.code), t("That machine is not let in.")))
        yes.clicked.connect(
            lambda: self._desk.do(ApprovePairing(machine.code), t("{station} belongs to the branch now.", station=name))
        )
        row.addWidget(no)
        row.addWidget(yes)
        return line

    def _paired(self, station: Station) -> QFrame:
        t, branch = self._desk.t, self._desk.branch
        people = {person.code: person.name for person in branch.staff} if branch else {}
        parts = [station.name, station.code]
        if station.staff is not None:
            parts.append(t("{person} is signed in", person=people.get(station.staff, station.staff)))
        line, row = _line(what(station, t), " · ".join(parts))
        row.addWidget(self._revoke(station))
        return line

    def _revoke(self, station: Station) -> QPushButton:
        """Pressed twice: a station that is revoked by a slip has to be paired again."""
        t = self._desk.t
        act = button(t("Revoke…"))

        def pressed() -> None:
            if act.property("kind") == "danger":
                done = t("{station} can't do anything here any more.", station=what(station, t))
                self._desk.do(RevokeStation(station.code), done)
                return
            act.setText(t("Revoke now"))
            act.setProperty("kind", "danger")
            act.style().polish(act)

        act.clicked.connect(pressed)
        return act


def what(machine: Asking | Station, t: Words) -> str:
    """What a machine is for, in a word."""
    return t(ROLES[machine.role], counter=machine.counter or "")


def _line(title: str, note: str) -> tuple[QFrame, QHBoxLayout]:
    line = QFrame()
    line.setObjectName("rowline")
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 8, 8, 8)
    name = QLabel(title)
    name.setProperty("role", "strong")
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(name)
    words.addWidget(label(note, "note"))
    row.addLayout(words, 1)
    return line, row
