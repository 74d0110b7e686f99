"""A kiosk as it runs: the real window over a real temporary record of the sample branch, a printer made of memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cached_property
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from devices.escpos import Fault
from devices.paper_tray import PaperTray
from devices.printer import Printer
from kiosk.app import build
from kiosk.page import Spot
from kiosk.state import Page
from lobby import config
from lobby.api import Lobby, open_lobby
from lobby.clock import Clock
from lobby.commands import ImportCustomers, OpenDay
from lobby.customer_list import read_customers
from lobby.identity import Identity
from lobby.keys import key_path
from lobby.model import Ticket
from lobby.queries import Setup
from resources import sample
from uikit.link import Link

WIRING = config.Kiosk(link_base="https://q.example.cn/t")


class Running:
    """A kiosk on the glass, and fingers for it."""

    def __init__(
        self, bot: QtBot, url: str, clock: Clock | None = None, fault: Fault | None = None,
        door: Callable[[], Lobby] | None = None, wiring: config.Kiosk = WIRING,
    ) -> None:  # fmt: skip
        self.bot, self._seconds, self._url, self._clock = bot, 0.0, url, clock
        self.tray = PaperTray()
        self.tray.fault = fault
        self.link = Link(door or (lambda: open_lobby(url, clock)))
        printer = Printer(self.tray.port(), answer_seconds=0.05, done_seconds=0.2)
        self.face = build(self.link, wiring, printer=printer, clock=lambda: self._seconds)
        bot.addWidget(self.face)
        self.face.resize(540, 960)
        self.face.show()

    @cached_property
    def lobby(self) -> Lobby:
        """The record behind the kiosk's back."""
        return open_lobby(self._url, self._clock)

    @property
    def page(self) -> Page:
        return self.face.kiosk.state.page

    @property
    def words(self) -> list[str]:
        """What stands on the page."""
        sheet = self.face.page.sheet
        return [words.text for words in sheet.words] if sheet is not None else []

    def until(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=15_000)

    def at(self, page: Page) -> None:
        self.until(lambda: self.page is page)

    def spot(self, name: str) -> Spot:
        spots = [spot for spot in self.face.page.findChildren(Spot) if spot.isVisible()]
        return next(spot for spot in spots if name in spot.accessibleName())

    def touch(self, name: str = "") -> None:
        """A finger that waited long enough after its last touch."""
        self._seconds += 1
        QTest.mouseClick(self.spot(name), Qt.MouseButton.LeftButton)

    def wake(self) -> None:
        self.until(lambda: self.face.kiosk.state.branch is not None and self.face.kiosk.state.hall is not None)
        self.at(Page.ATTRACT)
        self.touch()
        self.at(Page.HOME)

    def to_confirm(self, need: str = "外汇") -> None:
        self.wake()
        self.touch(need)
        self.at(Page.CONFIRM)

    @property
    def ticket(self) -> Ticket:
        ticket = self.face.kiosk.state.visit.ticket
        assert ticket is not None
        return ticket

    def end(self) -> None:
        self.face.close()
        self.link.close()
        if "lobby" in self.__dict__:
            self.lobby.close()


Start = Callable[..., Running]


@pytest.fixture
def record(url: str) -> str:
    """The sample branch with its known customers, its day not open."""
    with closing(open_lobby(url)) as lobby:
        seal = Identity.load(key_path(url)).seal
        lobby.do(ImportCustomers(read_customers(sample.customers_file(), lobby.ask(Setup()), seal).customers))
    return url


@pytest.fixture
def open_record(record: str) -> str:
    with closing(open_lobby(record)) as lobby:
        lobby.do(OpenDay())
    return record


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    """Starts kiosks on a record and ends them after the test."""
    running: list[Running] = []

    def begin(url: str, **more: Any) -> Running:
        running.append(Running(qtbot, url, **more))
        return running[-1]

    yield begin
    for each in running:
        each.end()
