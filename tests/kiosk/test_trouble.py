"""The kiosk while the record can't be reached: it says so, tries again, and is back by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest

from devices.escpos import Fault
from kiosk import inputs as on
from kiosk.state import Door, Page
from lobby.api import Lobby, open_lobby
from lobby.commands import Command, OpenDay, TakeTicket
from lobby.errors import Trouble
from lobby.model import Event
from lobby.queries import Hall, Query, Setup
from tests.kiosk.conftest import Running, Start

A = TypeVar("A")


class LosesAnswers:
    """A door that does what it is asked and then loses the first answers to TakeTicket, as a broken wire does."""

    losses = 2

    def __init__(self, lobby: Lobby) -> None:
        self._lobby = lobby

    def do(self, command: Command[A], key: str | None = None) -> A:
        answer = self._lobby.do(command, key)
        if isinstance(command, TakeTicket) and LosesAnswers.losses:
            LosesAnswers.losses -= 1
            raise Trouble("lost", "The answer was lost on its way.")
        return answer

    def ask(self, query: Query[A]) -> A:
        return self._lobby.ask(query)

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        return self._lobby.events(after, timeout)

    def close(self) -> None:
        self._lobby.close()


class Busy:
    """A door that tells of the hall, but has no time for the branch as long as somebody holds the record."""

    held = True

    def __init__(self, lobby: Lobby) -> None:
        self._lobby = lobby

    def do(self, command: Command[A], key: str | None = None) -> A:
        return self._lobby.do(command, key)

    def ask(self, query: Query[A]) -> A:
        if Busy.held and isinstance(query, Setup):
            raise Trouble("database-busy", "Another program has kept the record locked.")
        return self._lobby.ask(query)

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        return self._lobby.events(after, timeout)

    def close(self) -> None:
        self._lobby.close()


class Cut(Busy):
    """A door behind which there is nothing for a while."""

    away = False

    def ask(self, query: Query[A]) -> A:
        self._look()
        return self._lobby.ask(query)

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        self._look()
        return self._lobby.events(after, timeout)

    def _look(self) -> None:
        if Cut.away:
            raise Trouble("database-missing", "The record is away.")


def seconds(kiosk: Running, count: int) -> None:
    """The kiosk's clock moves on without waiting for the wall's."""
    for _ in range(count):
        kiosk.face.kiosk.feed(on.Tick())


def test_no_record_is_an_outage_that_ends_by_itself(
    start: Start, open_record: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = Path(open_record.removeprefix("sqlite:///"))
    away = file.rename(file.with_name("away.db"))
    kiosk = start(open_record)
    kiosk.at(Page.OUTAGE)
    away.rename(file)
    kiosk.at(Page.ATTRACT)
    kiosk.wake()


def test_v4_without_a_record_the_kiosk_promises_no_number(
    start: Start, open_record: str, caplog: pytest.LogCaptureFixture
) -> None:
    Cut.away = False
    kiosk = start(open_record, door=lambda: Cut(open_lobby(open_record)))
    kiosk.to_confirm()
    Cut.away = True
    kiosk.until(lambda: kiosk.face.kiosk.state.door is Door.DOWN)
    kiosk.at(Page.CONFIRM)
    assert "恢复后才能取号，正在自动重试" in kiosk.words
    Cut.away = False
    kiosk.until(lambda: kiosk.face.kiosk.state.door is Door.UP)
    kiosk.at(Page.CONFIRM)
    assert "连接中断" not in kiosk.words


def test_v4_a_kiosk_that_starts_while_the_record_is_locked_says_so_and_goes_on(
    start: Start, open_record: str, caplog: pytest.LogCaptureFixture
) -> None:
    Busy.held = True
    kiosk = start(open_record, door=lambda: Busy(open_lobby(open_record)))
    kiosk.until(lambda: kiosk.face.kiosk.state.hall is not None)
    seconds(kiosk, 5)
    kiosk.at(Page.OUTAGE)
    Busy.held = False
    kiosk.at(Page.ATTRACT)
    kiosk.wake()


def test_n6_a_lost_answer_never_makes_a_second_ticket(
    start: Start, open_record: str, caplog: pytest.LogCaptureFixture
) -> None:
    LosesAnswers.losses = 2
    kiosk = start(open_record, door=lambda: LosesAnswers(open_lobby(open_record)))
    kiosk.to_confirm()
    kiosk.touch("打印号票")
    kiosk.at(Page.OUTAGE)
    seconds(kiosk, 20)
    kiosk.at(Page.TICKET)
    assert [ticket.number for ticket in kiosk.lobby.ask(Hall()).waiting] == [kiosk.ticket.number]


def test_m4_the_printer_is_looked_at_when_the_day_opens(
    start: Start, record: str, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = start(record)
    kiosk.until(lambda: kiosk.face.kiosk.state.branch is not None and kiosk.face.kiosk.state.hall is not None)
    kiosk.bot.wait(500)
    kiosk.tray.fault = Fault.COVER
    kiosk.lobby.do(OpenDay())
    kiosk.until(lambda: any(device.fault == Fault.COVER for device in kiosk.lobby.ask(Hall()).devices))
