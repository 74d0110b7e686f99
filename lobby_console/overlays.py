"""What opens over the page: one drawer, one page of its own at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lobby.model import Diversion
from lobby_console.day_sheet import DaySheet
from lobby_console.desk import Desk
from lobby_console.device_sheet import DeviceSheet
from lobby_console.divert_sheet import DivertSheet
from lobby_console.drawer import Drawer
from lobby_console.keys import Intent
from lobby_console.keys_sheet import KeysSheet
from lobby_console.notice_sheet import NoticeSheet
from lobby_console.sheet import Sheet
from lobby_console.station_sheet import StationSheet
from uikit.look import Look


class Overlays(QObject):
    """`postponed` when a second diversion is put off; `stepped` when the drawer asks for its neighbour."""

    postponed = Signal()
    stepped = Signal(int)

    def __init__(self, page: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._look, self._desk = page, look, desk
        self.drawer: Drawer | None = None
        self.sheet: Sheet | None = None

    def show_page(self, which: Intent) -> None:
        match which:
            case Intent.NOTICES:
                self._open(NoticeSheet(self._page, self._desk))
            case Intent.DEVICES:
                self._open(DeviceSheet(self._page, self._desk))
            case Intent.STATIONS:
                self._open(StationSheet(self._page, self._desk))
            case Intent.DAY:
                self._open(DaySheet(self._page, self._desk))
            case _:
                self._open(KeysSheet(self._page, self._desk.t))

    def show_diversion(self, only: Diversion | None) -> None:
        sheet = DivertSheet(self._page, self._look, self._desk, only)
        sheet.postponed.connect(self.postponed)
        self._open(sheet)

    def show_ticket(self, ticket: int) -> None:
        """An open drawer turns to the ticket."""
        if self.drawer is not None:
            self.drawer.show_ticket(ticket)
            return
        self.drawer = Drawer(self._page, self._look, self._desk, ticket)
        self.drawer.stepped.connect(self.stepped)
        self.drawer.divert.connect(self._divert)
        self.drawer.closed.connect(self._forget_drawer)
        self.drawer.open()

    def _open(self, sheet: Sheet) -> None:
        if self.sheet is not None:
            self.sheet.leave()
        self.sheet = sheet
        sheet.closed.connect(lambda: self._forget(sheet))
        sheet.open()

    def _divert(self, ticket: int) -> None:
        row = self._desk.rows.find(ticket)
        if row is not None and row.device is not None:
            self.show_diversion(Diversion(ticket, row.ticket.number, row.device, "device-can"))

    def _forget(self, sheet: Sheet) -> None:
        if self.sheet is sheet:
            self.sheet = None
        self._back_to_page()

    def _forget_drawer(self) -> None:
        self.drawer = None
        self._back_to_page()

    def _back_to_page(self) -> None:
        """The keys belong to the page again, as they did before."""
        if self.sheet is not None:
            self.sheet.panel.setFocus()
        elif self.drawer is not None:
            self.drawer.panel.setFocus()
        else:
            self._page.setFocus()
