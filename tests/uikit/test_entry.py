"""Signing in on a face: asked for when it is due, told what is wrong, and nothing that was begun is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lobby import slow_hash
from lobby.clock import SimulatedClock
from lobby.commands import OpenDay, PostNotice, TakeTicket
from lobby.local import LocalLobby
from lobby.model import StationRole
from lobby.queries import Hall, Me
from tests.lobby.guest_door import QUICK, GuestDoor
from tests.lobby.shift import MONDAY
from uikit.entry import Entry
from uikit.link import Link
from uikit.look import load_fonts, look
from uikit.widgets.sign_in import SignInSheet

OWN = "Seven-Cranes-2026"


@dataclass
class Desk:
    """A console's window with a draft in it."""

    lobby: LocalLobby
    clock: SimulatedClock
    door: GuestDoor
    link: Link
    window: QWidget
    draft: QLineEdit
    entry: Entry
    bot: QtBot

    @property
    def sheet(self) -> SignInSheet:
        self.until(lambda: self.entry.sheet is not None)
        assert self.entry.sheet is not None
        return self.entry.sheet

    def until(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=15_000)

    def fill(self, *words: str) -> None:
        """As fingers do: each field ends with Enter."""
        for text in words:
            field = self.window.focusWidget()
            assert isinstance(field, QLineEdit)
            field.clear()
            QTest.keyClicks(field, text)
            QTest.keyClick(field, Qt.Key.Key_Return)

    def sign_in(self, staff: str, *words: str) -> None:
        self.sheet.name.setFocus()
        self.fill(staff, *words)

    def in_work(self, staff: str) -> bool:
        return self.entry.sheet is None and self.entry.staff == staff

    def arrive(self, staff: str) -> None:
        self.sign_in(staff, self.door.one_time(staff))
        self.until(lambda: self.sheet.again.isVisible())
        self.fill(OWN, OWN)
        self.until(lambda: self.in_work(staff))


@pytest.fixture
def desk(url: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(slow_hash, "_hasher", QUICK)
    load_fonts()
    clock = SimulatedClock(MONDAY)
    lobby = LocalLobby(url, clock)
    lobby.do(OpenDay())
    door = GuestDoor.paired(lobby, StationRole.CONSOLE)
    link = Link(lambda: GuestDoor(lobby, door.badge), heartbeat=0.1)
    window, draft = QWidget(), QLineEdit()
    QVBoxLayout(window).addWidget(draft)
    window.resize(800, 600)
    entry = Entry(link, window, look("light"), "en")
    qtbot.addWidget(window)
    window.show()
    yield Desk(lobby, clock, door, link, window, draft, entry, qtbot)
    link.close(10)
    lobby.close()


def test_whoever_comes_first_is_asked_and_sets_his_own_password(desk: Desk) -> None:
    desk.sign_in("m1", desk.door.one_time("m1"))
    desk.until(lambda: desk.sheet.again.isVisible())
    assert desk.sheet.title.text() == "A password of your own"
    desk.fill(OWN, OWN)
    desk.until(lambda: desk.in_work("m1"))
    desk.until(lambda: desk.link.now is not None)
    assert desk.door.ask(Me()).staff == "m1"


def test_a_wrong_password_is_told_and_can_be_typed_again(desk: Desk) -> None:
    given = desk.door.one_time("m1")
    desk.sign_in("m1", "something else")
    desk.until(lambda: "do not belong together" in desk.sheet.line.text())
    assert desk.sheet.password.text() == ""
    assert desk.window.focusWidget() is desk.sheet.password
    desk.fill(given)
    desk.until(lambda: desk.sheet.again.isVisible())


def test_two_different_new_passwords_and_a_weak_one_are_not_taken(desk: Desk) -> None:
    desk.sign_in("m1", desk.door.one_time("m1"))
    desk.until(lambda: desk.sheet.again.isVisible())
    desk.fill(OWN, "Seven-Cranes-2027")
    assert "not the same" in desk.sheet.line.text()
    desk.fill("short", "short")
    desk.until(lambda: "10 to 128" in desk.sheet.line.text())
    desk.fill(OWN, OWN)
    desk.until(lambda: desk.in_work("m1"))


def test_when_the_sign_in_ends_nothing_that_was_begun_is_lost(desk: Desk) -> None:
    """The draft stands, and what was pressed is done after all."""
    desk.arrive("m1")
    desk.draft.setText("half a sentence")
    desk.until(lambda: desk.link.now is not None)
    desk.clock.forward(31 * 60)
    done: list[int] = []
    desk.link.do(PostNotice("请排队"), done.append)
    assert "has ended" in desk.sheet.line.text()
    assert desk.sheet.name.text() == "m1"
    assert done == []
    desk.sheet.password.setFocus()
    desk.fill(OWN)
    desk.until(lambda: len(done) == 1)
    assert desk.draft.text() == "half a sentence"
    assert len(desk.door.ask(Hall()).notices) == 1


def test_c5_whoever_only_watches_goes_on_seeing_what_happens(desk: Desk) -> None:
    desk.arrive("m1")
    desk.until(lambda: desk.link.now is not None)
    desk.clock.forward(31 * 60)
    number = desk.lobby.do(TakeTicket("cash-withdraw")).number
    desk.until(lambda: desk.link.now is not None and [t.number for t in desk.link.now.waiting] == [number])
    assert desk.entry.sheet is None


def test_what_one_left_is_not_done_in_anothers_name(desk: Desk) -> None:
    desk.arrive("m1")
    desk.until(lambda: desk.link.now is not None)
    desk.clock.forward(31 * 60)
    done: list[object] = []
    desk.link.do(PostNotice("请排队"), done.append, lambda refusal: done.append(refusal.reason))
    _ = desk.sheet
    desk.arrive("s1")
    desk.until(lambda: done == ["session-ended"])
    assert desk.door.ask(Hall()).notices == ()


def test_signing_out_asks_for_the_next(desk: Desk) -> None:
    desk.arrive("m1")
    desk.entry.leave()
    assert desk.sheet.name.text() == ""
    assert desk.door.ask(Me()).staff is None


def test_keys_and_tab_stay_on_the_sheet(desk: Desk) -> None:
    sheet = desk.sheet
    places = []
    for _ in range(4):
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Tab)
        places.append(desk.window.focusWidget())
    assert set(places) == {sheet.name, sheet.password, sheet.enter}
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert desk.entry.sheet is sheet


def test_on_the_records_own_machine_nobody_is_asked(desk: Desk, url: str, qtbot: QtBot) -> None:
    link = Link(lambda: LocalLobby(url, desk.clock))
    own = QWidget()
    qtbot.addWidget(own)
    entry = Entry(link, own, look("light"), "en")
    desk.until(lambda: link.now is not None)
    assert entry.sheet is None
    entry.leave()
    assert entry.sheet is None
    link.close(10)
