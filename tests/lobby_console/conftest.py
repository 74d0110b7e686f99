"""A console over a real record of its own, on Monday at ten with the day open, and a clock that tests move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lobby.api import Lobby, open_lobby
from lobby.clock import SimulatedClock
from lobby.commands import AddNote, OpenDay
from lobby.model import Hall, Ticket
from lobby.queries import Hall as AskHall
from lobby_console.app import build
from lobby_console.window import ConsoleWindow
from tests.lobby.shift import MONDAY
from uikit.link import Link
from uikit.look import look
from uikit.sound import Sounds

PATIENCE = 20_000


@dataclass
class Console:
    """The window, the door behind it, the hall's clock, and what was heard."""

    window: ConsoleWindow
    lobby: Lobby
    clock: SimulatedClock
    link: Link
    bot: QtBot
    heard: list[str] = field(default_factory=list)

    def sees(self) -> Hall:
        """Wait until the console paints what the record says now."""
        newest = self.lobby.ask(AskHall())
        self.bot.waitUntil(lambda: self.caught_up(newest), timeout=PATIENCE)
        return newest

    def caught_up(self, newest: Hall) -> bool:
        desk = self.window.desk
        return desk.branch is not None and desk.hall is not None and desk.hall.event >= newest.event

    def later(self, minutes: float, touched: Ticket) -> None:
        """Time passes; a note is what makes the record speak again."""
        self.clock.forward(minutes * 60)
        self.lobby.do(AddNote(touched.id, f"after {minutes:g} min"))
        self.sees()

    def press(self, within: QWidget | None, words: str) -> None:
        """Press the button that says so, as soon as it is there."""
        assert within is not None

        def found() -> list[QPushButton]:
            return [b for b in within.findChildren(QPushButton) if b.text() == words and b.isVisible()]

        self.until(lambda: bool(found()))
        QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)

    def until(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=PATIENCE)


@pytest.fixture
def console(url: str, qtbot: QtBot) -> Iterator[Console]:
    yield from opened(url, qtbot, "en")


def opened(url: str, qtbot: QtBot, language: str) -> Iterator[Console]:
    clock = SimulatedClock(MONDAY)
    lobby = open_lobby(url, clock)
    lobby.do(OpenDay())
    link = Link(lambda: open_lobby(url, clock))
    heard: list[str] = []
    window = build(link, language, look("light"), Sounds(lambda file: heard.append(file.stem)))
    window.resize(1920, 1080)
    window.show()
    window.activateWindow()
    console = Console(window, lobby, clock, link, qtbot, heard)
    console.sees()
    yield console
    link.close(PATIENCE / 1000)
    window.close()
    window.deleteLater()
    lobby.close()
