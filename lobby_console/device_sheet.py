"""The devices: in service or out of order, since when and why, and the act that changes it (A3)."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from lobby.commands import ReportDevice
from lobby.model import DeviceNow
from lobby_console import wording
from lobby_console.desk import Desk
from lobby_console.reason_sheet import ReasonSheet
from lobby_console.sheet import Sheet, button, clear
from lobby_console.times import clock

REASONS = ("cash-out", "paper-out", "jam", "offline", "error")


class DeviceSheet(Sheet):
    def __init__(self, page: QWidget, desk: Desk) -> None:
        t = desk.t
        super().__init__(page, t, t("Devices"), 660)
        self._page, self._desk = page, desk
        self._shown: tuple[DeviceNow, ...] | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        inside = QWidget()
        inside.setLayout(self._list)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setMinimumHeight(320)
        self.body.addWidget(area)
        leave = button(t("Close"))
        leave.clicked.connect(self.leave)
        self.foot.addStretch(1)
        self.foot.addWidget(leave)
        desk.changed.connect(self._show_devices)
        self._show_devices()

    def _show_devices(self) -> None:
        devices = self._desk.hall.devices if self._desk.hall else ()
        if devices == self._shown:
            return
        self._shown = devices
        clear(self._list)
        for device in sorted(devices, key=lambda d: d.in_service):
            self._list.addWidget(self._line(device))
        self._list.addStretch(1)

    def _line(self, device: DeviceNow) -> QFrame:
        t, branch = self._desk.t, self._desk.branch
        line = QFrame()
        line.setObjectName("rowline")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 8, 8, 8)
        name = QLabel(wording.place(device.code, branch, t) if branch else device.code)
        name.setProperty("role", "strong")
        state = QLabel(self._state(device))
        state.setProperty("role", "note")
        state.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(name)
        words.addWidget(state)
        row.addLayout(words, 1)
        if device.in_service:
            act = button(t("Take out of service…"))
            act.clicked.connect(lambda: self._take_out(device.code, name.text()))
        else:
            act = button(t("Back in service"), "primary")
            done = t("{device} is back in service.", device=name.text())
            act.clicked.connect(lambda: self._desk.do(ReportDevice(device.code), done))
        row.addWidget(act)
        return line

    def _state(self, device: DeviceNow) -> str:
        t, branch = self._desk.t, self._desk.branch
        if device.in_service and device.fault:
            return t("In service, but {fault}", fault=wording.named(wording.FAULTS, device.fault, t))
        if device.in_service:
            return t("In service")
        words = t("Out of order: {fault}", fault=wording.named(wording.FAULTS, device.fault, t) or t("no reason given"))
        if device.since is not None and branch is not None:
            words += " · " + t("since {time}", time=clock(device.since, branch.timezone))
        return words

    def _take_out(self, code: str, name: str) -> None:
        t = self._desk.t
        reasons = {code: wording.named(wording.FAULTS, code, t) for code in REASONS}
        question = t("What is wrong with {device}?", device=name)
        ask = ReasonSheet(self._page, t, question, t("Take out of service"), reasons)
        done = t("{device} is out of order; nobody is sent there.", device=name)
        ask.given.connect(lambda fault: self._desk.do(ReportDevice(code, fault), done))
        ask.open()
