"""A real record of the sample branch, a clock that the test moves, a panel with fingers and a display on the glass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_display.hall import app as hall_app
from counter_display.hall.display import HallDisplay
from counter_display.panel.gate import Gate
from counter_display.panel.panel import TellerPanel
from counter_display.panel.state import Desk, Mode
from lobby.api import Lobby, open_lobby
from lobby.clock import SimulatedClock
from lobby.commands import OpenDay, TakeTicket
from lobby.model import Ticket
from uikit.link import Link
from uikit.look import load_fonts, look

MORNING = dt.datetime(2026, 11, 24, 1, 30, tzinfo=dt.UTC)


class Branch:
    """The branch around the faces: its record, its clock, its customers, the links that faces hold."""

    def __init__(self, url: str, bot: QtBot) -> None:
        self.clock = SimulatedClock(MORNING)
        self.url = url
        self.bot = bot
        self.lobby = open_lobby(url, self.clock)
        self.lobby.do(OpenDay())
        self._links: list[Link] = []

    def link(self) -> Link:
        made = Link(self._door, heartbeat=0.2)
        self._links.append(made)
        return made

    def _door(self) -> Lobby:
        return open_lobby(self.url, self.clock)

    def customer(self, service: str = "cash-withdraw", **wishes: object) -> Ticket:
        ticket = self.lobby.do(TakeTicket(service, **wishes))  # type: ignore[arg-type]
        self.clock.forward(7)
        return ticket

    def until(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=15_000)

    def close(self) -> None:
        for link in self._links:
            link.close()
        self.lobby.close()


class Teller:
    """The panel of counter 3, with fingers that wait long enough between two presses."""

    def __init__(self, branch: Branch, language: str = "zh") -> None:
        self.branch = branch
        self.seconds = 0.0
        self.panel = TellerPanel(branch.link(), look("light"), language, "3", "t3", Gate(lambda: self.seconds))
        branch.bot.addWidget(self.panel)
        self.panel.show()
        branch.until(lambda: self.panel.clerk.desk is not None)

    @property
    def desk(self) -> Desk:
        at = self.panel.clerk.desk
        assert at is not None
        return at

    @property
    def number(self) -> str:
        return self.desk.ticket.number if self.desk.ticket else ""

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.seconds += 1
            QTest.keyClick(self.panel, key)

    def type(self, text: str) -> None:
        self.seconds += 1
        QTest.keyClicks(self.panel, text)

    def then(self, mode: Mode) -> None:
        self.branch.until(lambda: self.desk.mode is mode)
        self.answered()

    def answered(self) -> None:
        """The hall may tell of something before its answer is there; until then the panel takes no other wish."""
        self.branch.until(lambda: not self.panel.clerk.busy)

    def at_work(self) -> None:
        self.press(Qt.Key.Key_Return)
        self.then(Mode.FREE)

    def serving(self) -> None:
        self.at_work()
        self.press(Qt.Key.Key_Return)
        self.then(Mode.CALLING)
        self.press(Qt.Key.Key_Return)
        self.then(Mode.SERVING)

    @property
    def asking(self) -> str:
        """Which question stands in the window; empty while none does."""
        page, chooser = self.panel.menu_page, self.panel.menu_page.chooser
        return chooser.menu.ask.value if chooser and self.panel.pages.currentWidget() is page else ""

    @property
    def told(self) -> str:
        return self.panel.clerk.notice.text if self.panel.clerk.notice else ""


@pytest.fixture
def branch(url: str, qtbot: QtBot) -> Iterator[Branch]:
    load_fonts()
    made = Branch(url, qtbot)
    yield made
    made.close()


@pytest.fixture
def teller(branch: Branch) -> Teller:
    return Teller(branch)


@pytest.fixture
def chimes() -> list[str]:
    return []


@pytest.fixture
def display(branch: Branch, chimes: list[str]) -> HallDisplay:
    made = hall_app.build(branch.link(), chime=chimes.append)
    branch.bot.addWidget(made)
    made.resize(1920, 1080)
    made.show()
    return made
