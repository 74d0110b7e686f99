"""The link over a real record: events reach the face, and a locked record stops the lobby but not the screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from lobby.api import Lobby, open_lobby
from lobby.clock import SimulatedClock
from lobby.commands import OpenDay, TakeTicket
from lobby.model import Event, Ticket
from lobby.store import Store
from tests.lobby.shift import MONDAY
from uikit.link import Link


def opened(url: str) -> Lobby:
    return open_lobby(url, SimulatedClock(MONDAY))


@pytest.fixture
def link(url: str, qtbot: QtBot) -> Iterator[Link]:
    link = Link(lambda: opened(url))
    qtbot.waitUntil(lambda: link.now is not None, timeout=20_000)
    yield link
    link.close(patience=20)


def test_a_ticket_taken_here_is_seen_by_another_face(link: Link, url: str, qtbot: QtBot) -> None:
    other = Link(lambda: opened(url))
    heard: list[Event] = []
    other.happened.connect(heard.append)
    qtbot.waitUntil(lambda: other.now is not None, timeout=20_000)
    tickets: list[Ticket] = []
    link.do(OpenDay())
    link.do(TakeTicket("enquiry"), done=tickets.append)
    qtbot.waitUntil(lambda: any(event.ticket == 1 for event in heard), timeout=20_000)
    assert [ticket.id for ticket in tickets] == [1]
    assert other.now is not None
    assert [ticket.id for ticket in other.now.waiting] == [1]
    other.close(patience=20)


def test_while_another_program_holds_the_record_the_screen_goes_on(link: Link, url: str, qtbot: QtBot) -> None:
    done: list[object] = []
    ticks: list[int] = []
    clock = QTimer(interval=1)
    clock.timeout.connect(lambda: ticks.append(1))
    clock.start()
    holder = Store(url)
    with holder.write():
        link.do(OpenDay(), done=done.append)
        qtbot.waitUntil(lambda: len(ticks) > 100, timeout=20_000)
        assert not done
    qtbot.waitUntil(lambda: len(done) == 1, timeout=20_000)
    holder.close()
