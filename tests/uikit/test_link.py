"""The link: the UI never waits for the lobby, hears of everything once, and is told of trouble and its end."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from lobby.api import Lobby
from lobby.commands import Command, OpenDay
from lobby.errors import Refused, Trouble
from lobby.model import Event, Figures, Hall, Phase
from lobby.queries import Query, Setup
from uikit.link import UNEXPECTED, Link

NOW = dt.datetime(2025, 11, 24, 9, 47, tzinfo=dt.UTC)


def hall(event: int) -> Hall:
    lists = ("counters", "services", "devices", "waiting", "held", "missed", "calls", "notices", "helps")
    empty: dict[str, Any] = dict.fromkeys(lists, ())
    return Hall(NOW, event, 1, Phase.OPEN, None, None, None, figures=Figures(), **empty)


class Wire:
    """The door's other end: a journal, commands as they arrived, and faults to order."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.journal: list[Event] = []
        self.done: list[tuple[object, str | None]] = []
        self.down: Exception | None = None
        self.answer: Callable[[Command[Any]], Any] = lambda command: command
        self.snapshots = 0
        self.opened = 0
        self.closed = 0

    def happens(self, count: int = 1) -> None:
        with self.changed:
            for _ in range(count):
                self.journal.append(Event(len(self.journal) + 1, NOW, "called"))
            self.changed.notify_all()

    def open(self) -> Lobby:
        self.opened += 1
        return Door(self)


class Door:
    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def do(self, command: Command[Any], key: str | None = None) -> Any:
        self._wire.done.append((command, key))
        self._check()
        return self._wire.answer(command)

    def ask(self, query: Query[Any]) -> Any:
        self._check()
        self._wire.snapshots += 1
        return hall(len(self._wire.journal))

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        with self._wire.changed:
            self._wire.changed.wait_for(lambda: len(self._wire.journal) > after or self._wire.down is not None, timeout)
            self._check()
            return tuple(self._wire.journal[after:])

    def close(self) -> None:
        self._wire.closed += 1

    def _check(self) -> None:
        if self._wire.down is not None:
            raise self._wire.down


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def link(wire: Wire, qtbot: QtBot) -> Iterator[Link]:
    """A link that has told its first snapshot already."""
    link = Link(wire.open)
    qtbot.waitUntil(lambda: link.now is not None)
    yield link
    wire.down = None
    link.close(patience=10)


def test_the_first_snapshot_comes_by_itself_on_the_ui_thread(wire: Wire, qtbot: QtBot) -> None:
    link = Link(wire.open)
    threads: list[bool] = []
    link.hall.connect(lambda hall: threads.append(QThread.currentThread().isMainThread()))
    qtbot.waitUntil(lambda: threads == [True])
    assert isinstance(link.now, Hall)
    link.close(patience=10)


def test_each_event_comes_exactly_once_in_order_after_a_hall_that_knows_it(
    link: Link, wire: Wire, qtbot: QtBot
) -> None:
    heard: list[int] = []
    known: list[bool] = []

    def hear(event: Event) -> None:
        heard.append(event.id)
        known.append(link.now is not None and link.now.event >= event.id)

    link.happened.connect(hear)
    for _ in range(40):
        wire.happens(5)
    qtbot.waitUntil(lambda: len(heard) >= 200)
    assert heard == list(range(1, 201))
    assert all(known)


def test_snapshots_that_nobody_could_paint_are_skipped(link: Link, wire: Wire, qtbot: QtBot) -> None:
    shown: list[int] = []
    link.hall.connect(lambda hall: shown.append(hall.event))
    for count in range(1, 11):
        wire.happens()
        while wire.snapshots <= count:  # the UI thread is busy: it handles no event in the meantime
            time.sleep(0.001)
    qtbot.waitUntil(lambda: shown[-1:] == [10])
    assert shown == [10]


def test_without_news_the_hall_is_asked_again_each_heartbeat(wire: Wire, qtbot: QtBot) -> None:
    link = Link(wire.open, heartbeat=0.01)
    qtbot.waitUntil(lambda: wire.snapshots >= 3, timeout=10_000)
    link.close(patience=10)


def test_a_command_is_answered_on_the_ui_thread(link: Link, wire: Wire, qtbot: QtBot) -> None:
    answers: list[object] = []
    link.do(OpenDay(), done=lambda answer: answers.append((answer, QThread.currentThread().isMainThread())))
    qtbot.waitUntil(lambda: answers == [(OpenDay(), True)])
    (_, key), *more = wire.done
    assert key
    assert not more


def test_a_refusal_is_told_with_its_reason(link: Link, wire: Wire, qtbot: QtBot) -> None:
    def refuse(command: Command[Any]) -> Any:
        raise Refused("counter-closed", counter="1")

    wire.answer = refuse
    reasons: list[str] = []
    link.do(OpenDay(), refused=lambda refusal: reasons.append(refusal.reason))
    qtbot.waitUntil(lambda: reasons == ["counter-closed"])
    assert len(wire.done) == 1, "a refusal is an answer: nothing to try again"


def test_n6_after_trouble_the_same_key_is_tried_once_more(
    link: Link, wire: Wire, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    failures = iter([Trouble("busy", "The record is busy.")])

    def fail_once(command: Command[Any]) -> Any:
        for failure in failures:
            raise failure
        return "done"

    wire.answer = fail_once
    answers: list[Any] = []
    link.do(OpenDay(), done=answers.append)
    qtbot.waitUntil(lambda: answers == ["done"])
    keys = [key for _, key in wire.done]
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_lasting_trouble_is_told_and_logged_once_at_each_end(
    link: Link, wire: Wire, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    link.lost.connect(said.append)
    link.mended.connect(lambda: said.append("mended"))
    wire.down = Trouble("gone", "The record is gone.")
    opened = wire.opened
    qtbot.waitUntil(lambda: wire.opened >= opened + 2, timeout=10_000)
    wire.down = None
    qtbot.waitUntil(lambda: said[-1:] == ["mended"], timeout=10_000)
    assert said == ["The record is gone.", "mended"]
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.WARNING]


def test_a_station_that_was_revoked_is_told_so_once_and_not_as_a_lost_link(
    link: Link, wire: Wire, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    link.lost.connect(said.append)
    link.dismissed.connect(lambda: said.append("dismissed"))
    wire.down = Refused("station-unknown")
    qtbot.waitUntil(lambda: said == ["dismissed"], timeout=10_000)
    wire.down = None
    link.close(patience=10)
    assert wire.closed == wire.opened, "nobody watches any more"
    assert said == ["dismissed"]


def test_what_nobody_foresaw_is_shown_as_trouble_and_logged_with_its_trace(
    link: Link, wire: Wire, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(command: Command[Any]) -> Any:
        raise ZeroDivisionError

    wire.answer = break_down
    said: list[str] = []
    link.do(OpenDay(), trouble=said.append)
    qtbot.waitUntil(lambda: said == [UNEXPECTED])
    assert "ZeroDivisionError in test_link.py" in caplog.text
    assert "in break_down" in caplog.text


def test_a_door_that_opens_late_is_opened_again(wire: Wire, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    shut = iter([Trouble("missing", "There is no record."), Trouble("missing", "There is no record.")])

    def open_late() -> Lobby:
        for trouble in shut:
            raise trouble
        return wire.open()

    link = Link(open_late)
    said: list[str] = []
    link.lost.connect(said.append)
    qtbot.waitUntil(lambda: link.now is not None, timeout=10_000)
    assert said == ["There is no record."]
    link.close(patience=10)


def test_the_ui_goes_on_and_closes_while_the_lobby_hangs(wire: Wire, qtbot: QtBot) -> None:
    hanging, free = threading.Event(), threading.Event()

    def hang(command: Command[Any]) -> Any:
        hanging.set()
        free.wait(30)

    wire.answer = hang
    link = Link(wire.open)
    told: list[object] = []
    link.do(OpenDay(), done=told.append)
    qtbot.waitUntil(hanging.is_set)
    link.ask(Setup(), told.append)
    link.close(patience=0.05)
    free.set()
    qtbot.waitUntil(lambda: wire.closed == 2)
    assert not told, "after closing nothing is told any more"
