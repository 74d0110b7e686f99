"""The teller's window: keys and buttons become wishes, wishes become questions or orders."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from counter_display.panel import bar, keys, orders, place
from counter_display.panel.clerk import Clerk
from counter_display.panel.desk_page import DeskPage, DeskView
from counter_display.panel.gate import Gate
from counter_display.panel.menu import Menu, Picked
from counter_display.panel.menu_page import MenuPage
from counter_display.panel.menus import Asker
from counter_display.panel.notice import Kind
from counter_display.panel.state import Act, Ask, Desk, Mode, question
from counter_display.panel.ticket_view import ticket_view
from counter_display.panel.title_bar import TitleBar
from lobby.model import Ticket, TicketState
from lobby.rules.waits import waited
from resources import phrases
from resources.language import catalogue
from uikit.entry import Entry
from uikit.link import Link
from uikit.look import Look

WIDTH, HEIGHT = 400, 646
_SECOND_MS = 1000


class TellerPanel(QWidget):
    """Frameless and always on top, beside the core banking system; it remembers where it stood."""

    def __init__(
        self, link: Link, look: Look, language: str, counter: str, staff: str, gate: Gate | None = None,
        keeps: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self._look = look
        self.t = catalogue("counter", language)
        self.clerk = Clerk(link, counter, staff, self.t, keeps, self)
        self._gate = gate or Gate()
        self._act: Act | None = None
        self._picked_ticket: Ticket | None = None
        self._title = TitleBar(look, self.t)
        self.desk_page = DeskPage(look, self.t)
        self.menu_page = MenuPage(look, self.t)
        self.bar = bar.Bar(look, self.t)
        self.pages = QStackedWidget()
        self._lay_out()
        self.entry = Entry(link, self, look, language)
        self._connect()
        self.setWindowTitle(self.t("Counter {counter}", counter=counter))
        self._unfold()
        place.put(self, counter)
        self._refresh()

    def _lay_out(self) -> None:
        for page in (self.desk_page, self.menu_page, self.bar):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._title)
        layout.addWidget(self.pages)

    def _connect(self) -> None:
        self._second = QTimer(self, interval=_SECOND_MS)
        self._second.timeout.connect(self._refresh)
        self._second.start()
        self.clerk.changed.connect(self._refresh)
        self._title.folded.connect(self._fold)
        self.entry.opened.connect(self._unfold)
        self.entry.signed_in.connect(self._work_as)
        self._title.left.connect(self.entry.leave)
        self._title.help_wanted.connect(lambda: self.wish(Act.HELP))
        self.desk_page.wished.connect(self.wish)
        self.bar.wished.connect(self.wish)
        self.bar.unfolded.connect(self._unfold)
        self.menu_page.answered.connect(self._answered)
        self.menu_page.left.connect(self._leave_menu)

    def wish(self, act: Act) -> None:
        """Do what the teller wishes, if it may be done now; ask first where that is due."""
        at = self.clerk.desk
        if at is None or act not in at.may or not self._gate.passes():
            return
        if act is Act.LOOK:
            self.clerk.look_again()
            return
        self._act, self._picked_ticket = act, None
        ask = question(act, at)
        if ask is not None:
            self._ask(ask, at)
        else:
            self._order(orders.at_once(act, at, self.clerk.staff, self.clerk.now))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = keys.name_of(event)
        at = self.clerk.desk
        if self.pages.currentWidget() is self.menu_page:
            if key and (key != keys.ENTER or self._gate.passes()):
                self.menu_page.press(key)
        elif key == keys.FOLD:
            self._unfold() if self.pages.currentWidget() is self.bar else self._fold()
        elif key == keys.ENTER:
            if at is not None and at.enter is not None:
                self.wish(at.enter)
        elif key in keys.ACTS:
            self.wish(keys.ACTS[key])

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab is a key of the questions; there is no focus to move."""
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        place.remember(self, self.clerk.counter_code)
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        painter.setPen(self._look.colour("control"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _ask(self, ask: Ask, at: Desk) -> None:
        hall, branch = self.clerk.hall, self.clerk.branch
        if hall is None or branch is None or self._act is None:
            return
        asker = Asker(hall, branch, at, self.clerk.now, self.t)
        self._unfold()
        self.menu_page.open_menu(asker.menu(ask, self._act, self._picked_ticket))
        self.pages.setCurrentWidget(self.menu_page)

    def _answered(self, menu: Menu, picked: Picked) -> None:
        """The answer leads to the next question or to the orders."""
        at = self.clerk.desk
        if at is None or self._act is None:
            return
        counter, now = self.clerk.counter_code, self.clerk.now
        match menu.ask:
            case Ask.PEOPLE_WAIT if self._act is Act.PAUSE:
                self._ask(Ask.PAUSE, at)
            case Ask.PICK if isinstance(picked.value, Ticket) and picked.value.state is not TicketState.HELD:
                self._picked_ticket = picked.value
                self._ask(Ask.PICK_REASON, at)
            case Ask.PICK if isinstance(picked.value, Ticket):
                self._order(orders.pick(counter, picked.value, None))
            case Ask.PICK:
                self._order(orders.walk_up(counter, str(picked.value)))
            case Ask.PICK_REASON if self._picked_ticket is not None:
                self._order(orders.pick(counter, self._picked_ticket, str(picked.value)))
            case Ask.TRANSFER:
                self._order(orders.transfer(counter, picked))
            case Ask.PAUSE:
                self._order(orders.pause(counter, picked))
            case Ask.HOLD:
                self._order(orders.hold(counter, picked, now))
            case _:
                outcome = str(picked.value) if menu.ask is Ask.OUTCOME else None
                self._order(orders.at_once(self._act, at, self.clerk.staff, now, outcome))

    def _order(self, row: orders.Orders) -> None:
        sent = self.clerk.send(row)
        self._leave_menu()
        if sent and self._act is Act.HELP:
            self.clerk.say(Kind.DONE, self.t("The lobby manager has been called"))

    def _leave_menu(self) -> None:
        if self.pages.currentWidget() is self.menu_page:
            self.pages.setCurrentWidget(self.desk_page)
        self._refresh()

    def _work_as(self, staff: str) -> None:
        """A question that a colleague left open is not for whoever comes after him."""
        if staff != self.clerk.staff:
            self.clerk.staff = staff
            self._leave_menu()
        self._title.set_leaving()
        self._refresh()

    def _fold(self) -> None:
        self._title.hide()
        self.pages.setCurrentWidget(self.bar)
        self.setFixedSize(bar.WIDTH, bar.HEIGHT)
        place.keep_in_view(self)

    def _unfold(self) -> None:
        if self.pages.currentWidget() is self.bar or self.width() != WIDTH:
            self._title.show()
            self.pages.setCurrentWidget(self.desk_page)
            self.setFixedSize(WIDTH, HEIGHT)
            place.keep_in_view(self)

    def _refresh(self) -> None:
        """Show the newest snapshot at this second, all of it in one pass."""
        lost = self.clerk.lost_seconds
        at, branch = self.clerk.desk, self.clerk.branch
        name = self.clerk.counter.name.of(self.t.language) if self.clerk.counter else self.clerk.counter_code
        self._title.show_state(name, self._teller(), phrases.stopwatch(lost) if lost is not None else "")
        self._title.setToolTip(self.clerk.trouble if lost is not None else self.t("Drag to move"))
        if at is None or branch is None:
            self.desk_page.show_starting(self.clerk.notice)
            return
        if self.pages.currentWidget() is self.menu_page and at.mode is Mode.OFFLINE and self._act not in at.may:
            self.pages.setCurrentWidget(self.desk_page)
        self._show(at)

    def _show(self, at: Desk) -> None:
        branch = self.clerk.branch
        assert branch is not None
        now, lines = self.clerk.now, () if at.mode is Mode.OFFLINE else self.clerk.lines()
        waiting = [line.longest for line in lines if line.longest is not None]
        longest = min(waiting, key=lambda ticket: ticket.waiting_since, default=None)
        figures = self.clerk.figures
        today = self.t("Today {n}  average {time}", n=figures.served, time=phrases.stopwatch(figures.average_service))
        if at.mode is Mode.OFFLINE:
            today = self.t("Last news {time}, for orientation only", time=self.clerk.last_news)
        view = DeskView(
            at, ticket_view(at, branch, longest, now, self.t), self._sub(at), lines, now, today, self.clerk.notice
        )
        self.desk_page.show_view(view)
        self.bar.show_view(view)

    def _sub(self, at: Desk) -> str:
        """What the primary button will do, with the number it is about."""
        t = self.t
        if at.alone:
            return t("Kept here, told when the link is back")
        if at.enter is Act.ARRIVE:
            return t("Start serving")
        if at.enter is Act.OPEN:
            return self._teller()
        following = self.clerk.next_ticket()
        if following is None:
            return t("Finish; nobody waits") if at.enter is Act.FINISH_NEXT else t("Nobody waits")
        time = phrases.stopwatch(waited(following, self.clerk.now).total_seconds())
        if at.enter is Act.FINISH_NEXT:
            return t("Finish, call {number}, waited {time}", number=following.number, time=time)
        return t("Call {number}, waited {time}", number=following.number, time=time)

    def _teller(self) -> str:
        staff = self.clerk.branch.staff if self.clerk.branch else ()
        return next((person.name for person in staff if person.code == self.clerk.staff), self.clerk.staff)
