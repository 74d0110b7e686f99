"""The waiting list with its filters: who waits, most urgent first, and what can be done for each at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from lobby_console.chips import Chips
from lobby_console.desk import Desk
from lobby_console.filters import chosen, filters
from lobby_console.list_header import ListHeader
from lobby_console.list_view import ListView
from uikit import icons
from uikit.look import Look


class WaitingPanel(QFrame):
    """`flow` is the button that shows the day's flow where there is no room for it."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        t = desk.t
        self.setProperty("card", True)
        self.chips = Chips(t)
        self.chips.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.order = QLabel(t("most urgent first"))
        self.order.setProperty("role", "note")
        self.flow = QPushButton(icons.icon("chart-column", look.colour("ink"), 16), t("Flow"))
        self.flow.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list = ListView(look, t)
        self._search = ""
        bar = QHBoxLayout()
        bar.setContentsMargins(11, 8, 11, 8)
        bar.setSpacing(12)
        bar.addWidget(self.chips, 1)
        bar.addWidget(self.order)
        bar.addWidget(self.flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(bar)
        self._header = ListHeader(look, t)
        column.addWidget(self._header)
        column.addWidget(self.list, 1)
        self.chips.chosen.connect(self.show_rows)

    def set_compact(self, compact: bool) -> None:
        self.order.setVisible(not compact)
        self.flow.setVisible(compact)
        self.list.set_compact(compact)

    def search(self, text: str) -> None:
        self._search = text
        self.show_rows()

    def show_rows(self) -> None:
        """Repaint from the desk's newest rows."""
        branch = self._desk.branch
        if branch is None:
            return
        t = self._desk.t
        self.list.lines.branch = branch
        self.chips.show_filters(filters(self._desk.rows, branch, self._desk.policy))
        self.list.empty = t("Nothing found") if self._search else t("Nobody is here")
        self.list.show_rows(chosen(self._desk.rows, self.chips.key, self._search))
        self._header.set_room(self.list.viewport().width())
