"""What can be done with one visit, as buttons; what its state does not allow is not shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from lobby.commands import Abandon, Command, GrantGreen, Readmit, RevokeGreen
from lobby.model import Ticket, TicketState
from lobby_console.desk import Desk
from lobby_console.flow_layout import FlowLayout
from lobby_console.reason_sheet import ReasonSheet
from lobby_console.rows import Row
from lobby_console.sheet import button
from uikit import codes

ABSENT = (TicketState.WAITING, TicketState.CALLED, TicketState.HELD, TicketState.MISSED)
GRANT = ("elderly", "disabled", "pregnant", "infant", "urgent")
REVOKE = ("settled", "mistake")


class DrawerActs(QWidget):
    divert = Signal()

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__()
        t = desk.t
        self._page, self._desk = page, desk
        self._ticket: Ticket | None = None
        self._readmit = self._button(t("Readmit at once"), "primary", self._on_readmit)
        self._later = self._button(t("Readmit after a few"), "", self._on_later)
        self._divert = self._button(t("Divert…"), "primary", self.divert.emit)
        self._grant = self._button(t("Give priority…"), "", self._on_grant)
        self._revoke = self._button(t("Take priority back…"), "", self._on_revoke)
        self._left = self._button(t("Customer left…"), "outline-danger", self._on_left)
        self._row = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for act in (self._readmit, self._later, self._divert, self._grant, self._revoke, self._left):
            self._row.addWidget(act)

    def show_ticket(self, ticket: Ticket, row: Row | None) -> None:
        self._ticket = ticket
        waiting, missed = ticket.state is TicketState.WAITING, ticket.state is TicketState.MISSED
        wanted = {
            self._readmit: missed,
            self._later: missed,
            self._divert: row is not None and row.device is not None and not row.asked and waiting,
            self._grant: waiting and ticket.green is None,
            self._revoke: waiting and ticket.green is not None,
            self._left: ticket.state in ABSENT,
        }
        for act, wants in wanted.items():
            act.setVisible(wants)

    def _button(self, words: str, kind: str, act: Callable[[], object]) -> QPushButton:
        made = button(words, kind)
        made.setParent(self)
        made.hide()
        made.clicked.connect(lambda: act())
        return made

    def _on_readmit(self) -> None:
        self._do(lambda t: Readmit(t.id, at_once=True), self._desk.t("{number} is back in the queue."))

    def _on_later(self) -> None:
        self._do(lambda t: Readmit(t.id), self._desk.t("{number} is back in the queue after a few more."))

    def _on_grant(self) -> None:
        t = self._desk.t
        ask = ReasonSheet(self._page, t, t("Why give priority?"), t("Give priority"), self._reasons(GRANT))
        done = t("{number} has priority now.")
        ask.given.connect(lambda reason: self._do(lambda ticket: GrantGreen(ticket.id, reason), done))
        ask.open()

    def _on_revoke(self) -> None:
        t = self._desk.t
        ask = ReasonSheet(self._page, t, t("Why take priority back?"), t("Take priority back"), self._reasons(REVOKE))
        done = t("{number} has no priority any more.")
        ask.given.connect(lambda reason: self._do(lambda ticket: RevokeGreen(ticket.id, reason), done))
        ask.open()

    def _reasons(self, listed: Iterable[str]) -> Mapping[str, str]:
        return {code: codes.said(codes.GREEN, code, self._desk.t.language) for code in listed}

    def _on_left(self) -> None:
        t = self._desk.t
        number = self._ticket.number if self._ticket else ""
        question = t("Has {number} left? The number ends at once.", number=number)
        ask = ReasonSheet(self._page, t, question, t("Customer left"), danger=True)
        ask.given.connect(lambda: self._do(lambda ticket: Abandon(ticket.id), t("{number} is recorded as left.")))
        ask.open()

    def _do(self, command: Callable[[Ticket], Command[Ticket]], done: str) -> None:
        if self._ticket is not None:
            self._desk.do(command(self._ticket), done.format(number=self._ticket.number))
