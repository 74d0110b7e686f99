"""The console's window: rail, top bar, live page and alert column, and what opens over them."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from lobby.commands import Readmit, TakeHelp
from lobby.model import AlertKind, Diversion
from lobby_console.alarms import Alarms
from lobby_console.alert_column import AlertColumn
from lobby_console.banner import banner
from lobby_console.cards import Card, CardAct, cards
from lobby_console.desk import Desk
from lobby_console.feed import feed
from lobby_console.keys import Intent, intent, queue
from lobby_console.live_page import LivePage
from lobby_console.overlays import Overlays
from lobby_console.rail import Rail
from lobby_console.rows import Act, Row
from lobby_console.times import clock
from lobby_console.toast import Toast
from lobby_console.topbar import TopBar
from uikit.entry import Entry
from uikit.link import Link
from uikit.look import Look
from uikit.sound import Sounds
from uikit.widgets.banner import BannerWidget

COMPACT_BELOW = 1600
POSTPONED = dt.timedelta(minutes=5)


class ConsoleWindow(QWidget):
    """Everything that a person does here passes through `perform`, `act_on_row` or `act_on_card`."""

    def __init__(self, link: Link, look: Look, desk: Desk, sounds: Sounds, staff: str = "") -> None:
        super().__init__()
        self.desk, self._sounds, self._staff = desk, sounds, staff
        self._alarms = Alarms()
        self._postponed: dict[AlertKind, dt.datetime] = {}
        t = desk.t
        self.setObjectName("page")
        self.setWindowTitle(t("Lobby console"))
        self.setMinimumSize(1024, 640)
        self.rail, self.bar = Rail(look, t), TopBar(look, desk)
        self.page, self.column = LivePage(look, desk), AlertColumn(look, t)
        self.notice, self.toast = BannerWidget(look), Toast(self, look)
        self.overlays = Overlays(self, look, desk)
        self.entry = Entry(link, self, look, t.language)
        self._lay_out()
        self._connect()
        self.setPalette(look.palette())
        self.setStyleSheet(look.theme.style("desktop") + look.theme.style("console"))
        self.bar.show_muted("")
        self.page.waiting.list.setFocus()
        self._show()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.rail, 0, 0, 4, 1)
        grid.addWidget(self.bar, 0, 1, 1, 2)
        grid.addWidget(self.notice, 1, 1, 1, 2)
        grid.addWidget(self.page.figures, 2, 1, 1, 2)
        grid.addWidget(self.page, 3, 1)
        grid.addWidget(self.column, 3, 2)
        grid.setRowStretch(3, 1)
        grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        desk = self.desk
        desk.changed.connect(self._show)
        desk.reported.connect(self.page.show_hall)
        desk.link_changed.connect(self._show)
        desk.said.connect(self.toast.say)
        desk.refused.connect(self.toast.refuse)
        for wish, button in self.rail.buttons.items():
            button.clicked.connect(lambda _checked=False, wish=wish: self.perform(wish))
        self.entry.signed_in.connect(self._work_as)
        self.rail.person.clicked.connect(self.entry.leave)
        self.bar.devices.clicked.connect(lambda: self.perform(Intent.DEVICES))
        self.bar.day.clicked.connect(lambda: self.perform(Intent.DAY))
        self.bar.sound.clicked.connect(lambda: self.perform(Intent.MUTE))
        self.bar.search.textChanged.connect(self.page.waiting.search)
        self.bar.search.installEventFilter(self)
        self.page.waiting.list.acted.connect(self.act_on_row)
        self.column.acted.connect(self.act_on_card)
        self.overlays.postponed.connect(self._postpone)
        self.overlays.stepped.connect(self._step_drawer)

    def _show(self) -> None:
        """One pass over everything, each second and with each snapshot."""
        desk = self.desk
        self.notice.say(banner(desk))
        if desk.hall is None or desk.branch is None:
            return
        now = desk.now
        self._postponed = {kind: until for kind, until in self._postponed.items() if until > now}
        self.bar.show_state()
        self.page.show_hall()
        self.column.feed.show_lines(feed(desk.events, desk.branch, desk.numbers, desk.t))
        self.column.show_cards(cards(desk.alerts, desk.branch, desk.t, self._postponed), now)
        self.rail.badge(Intent.DEVICES, sum(not d.in_service for d in desk.hall.devices))
        self.rail.badge(Intent.NOTICES, len(desk.hall.notices))
        self.rail.badge(Intent.STATIONS, len(desk.asking))
        if (sound := self._alarms.hear(desk.alerts, now)) is not None:
            self._sounds.play(sound)
        self._show_muted(now)
        code = self.entry.staff
        self.rail.show_person(next((p.name for p in desk.branch.staff if p.code == code), code or ""))

    def _show_muted(self, now: dt.datetime) -> None:
        until, branch = self._alarms.muted_until, self.desk.branch
        muted = self._alarms.muted(now) and until is not None and branch is not None
        self.bar.show_muted(clock(until, branch.timezone) if muted and until and branch else "")

    def perform(self, wish: Intent) -> None:
        """What a key or a button of the frame asks for."""
        match wish:
            case Intent.DOWN | Intent.UP:
                self._step(1 if wish is Intent.DOWN else -1)
            case Intent.SWITCH:
                (self.page.waiting.list if self._in_cards() else self.column).setFocus()
            case Intent.ACT | Intent.SECOND:
                self._act(0 if wish is Intent.ACT else 1)
            case Intent.DIVERT | Intent.OPEN:
                self._on_chosen(Act.DIVERT if wish is Intent.DIVERT else Act.OPEN)
            case Intent.ALL:
                self.bar.search.clear()
                self.page.waiting.chips.choose("all")
            case Intent.FIND:
                self.bar.search.setFocus()
            case Intent.MUTE:
                self._alarms.toggle(self.desk.now)
                self._show_muted(self.desk.now)
            case Intent.FLOW:
                self.page.toggle_flow()
            case Intent.NOTICES | Intent.DEVICES | Intent.DAY | Intent.STATIONS | Intent.KEYS:
                self.overlays.show_page(wish)

    def act_on_row(self, act: Act, row: Row) -> None:
        desk = self.desk
        match act:
            case Act.OPEN:
                self.overlays.show_ticket(row.ticket.id)
            case Act.READMIT:
                done = desk.t("{number} is back in the queue.", number=row.ticket.number)
                desk.do(Readmit(row.ticket.id, at_once=True), done)
            case Act.DIVERT if row.device is not None:
                self.overlays.show_diversion(Diversion(row.ticket.id, row.ticket.number, row.device, "device-can"))

    def act_on_card(self, card: Card, act: CardAct) -> None:
        desk = self.desk
        match act:
            case CardAct.DIVERT:
                self.overlays.show_diversion(None)
            case CardAct.LATER:
                self._postpone()
            case CardAct.SHOW:
                self.bar.search.clear()
                self.page.waiting.chips.choose(card.filter)
            case CardAct.OPEN if card.ticket is not None:
                self.page.waiting.list.choose(card.ticket)
                self.overlays.show_ticket(card.ticket)
            case CardAct.TAKE if card.help is not None:
                desk.do(TakeHelp(card.help, self._staff or "console"), desk.t("It is recorded that you are coming."))
            case CardAct.DEVICE:
                self.overlays.show_page(Intent.DEVICES)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = self._wish(event)
        place = queue(event.text())
        if wish is not None:
            self.perform(wish)
        elif place is not None:
            self.page.waiting.chips.choose_queue(place)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to and fro between cards and list; Shift+Tab walks through everything else."""
        if forward and self.focusWidget() in (self.column, self.page.waiting.list):
            self.perform(Intent.SWITCH)
            return True
        return super().focusNextPrevChild(forward)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc and Enter in the search lead back to the list."""
        if watched is self.bar.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.bar.search.clear()
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self.page.waiting.list.setFocus()
                self.page.waiting.list.step(0)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.width() < COMPACT_BELOW
        for part in (self.rail, self.bar, self.page, self.column):
            part.set_compact(compact)

    def _wish(self, event: QKeyEvent) -> Intent | None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QAbstractButton):
                focus.click()
                return None
            return Intent.ACT
        if key is Qt.Key.Key_K and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return Intent.FIND
        return {Qt.Key.Key_Down: Intent.DOWN, Qt.Key.Key_Up: Intent.UP}.get(key) or intent(event.text())

    def _in_cards(self) -> bool:
        """Whether the keys mean the cards; else they mean the list."""
        return self.focusWidget() is self.column

    def _step(self, by: int) -> None:
        if self._in_cards():
            self.column.step(by)
        else:
            self.page.waiting.list.setFocus()
            self.page.waiting.list.step(by)

    def _step_drawer(self, by: int) -> None:
        self.page.waiting.list.step(by)
        row = self.page.waiting.list.row
        if row is not None:
            self.overlays.show_ticket(row.ticket.id)

    def _act(self, place: int) -> None:
        row = self.page.waiting.list.row
        if self._in_cards():
            self.column.act(place)
        elif row is not None and place < len(row.acts):
            self.act_on_row(row.acts[place], row)

    def _on_chosen(self, act: Act) -> None:
        """D and O: in the cards they take the card's own ticket, in the list the chosen line."""
        card, row = self.column.card, self.page.waiting.list.row
        if self._in_cards() and card is not None:
            wanted = CardAct.DIVERT if act is Act.DIVERT else CardAct.OPEN
            if wanted in card.acts:
                self.act_on_card(card, wanted)
        elif row is not None and act in row.acts:
            self.act_on_row(act, row)
        elif act is Act.DIVERT:
            self.overlays.show_diversion(None)

    def _work_as(self, staff: str) -> None:
        self._staff = staff
        self._show()

    def _postpone(self) -> None:
        self._postponed[AlertKind.SECOND_DIVERSION] = self.desk.now + POSTPONED
        self._show()
