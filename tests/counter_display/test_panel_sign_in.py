"""The teller's panel as a station of a host: who sits there signs in, and works in his own name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter_display.panel.gate import Gate
from counter_display.panel.panel import TellerPanel
from counter_display.panel.state import Mode
from lobby import slow_hash
from lobby.commands import FreeCounter
from lobby.local import LocalLobby
from lobby.model import StationRole
from tests.counter_display.conftest import Branch
from tests.lobby.guest_door import QUICK, GuestDoor
from uikit.link import Link
from uikit.look import look

OWN = "Seven-Cranes-2026"


class Seat:
    """Counter 3's panel, paired, with nobody signed in."""

    def __init__(self, branch: Branch) -> None:
        assert isinstance(branch.lobby, LocalLobby)
        self.branch = branch
        self.seconds = 0.0
        self.door = door = GuestDoor.paired(branch.lobby, StationRole.COUNTER, "3")
        self.link = Link(lambda: GuestDoor(door.lobby, door.badge), heartbeat=0.2)
        self.panel = TellerPanel(self.link, look("light"), "en", "3", "", Gate(lambda: self.seconds))
        branch.bot.addWidget(self.panel)
        self.panel.show()

    def arrive(self, staff: str) -> None:
        entry = self.panel.entry
        self.branch.until(lambda: entry.sheet is not None)
        assert entry.sheet is not None
        sheet, given = entry.sheet, self.door.one_time(staff)
        sheet.name.setText(staff)
        sheet.password.setText(given)
        sheet.enter.click()
        self.branch.until(lambda: sheet.again.isVisible())
        sheet.password.setText(OWN)
        sheet.again.setText(OWN)
        sheet.enter.click()
        self.branch.until(lambda: entry.sheet is None and self.panel.clerk.desk is not None)

    def press(self, key: Qt.Key) -> None:
        self.seconds += 1
        QTest.keyClick(self.panel, key)

    def then(self, mode: Mode) -> None:
        self.branch.until(lambda: self.panel.clerk.desk is not None and self.panel.clerk.desk.mode is mode)


@pytest.fixture
def seat(branch: Branch, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    monkeypatch.setattr(slow_hash, "_hasher", QUICK)
    made = Seat(branch)
    yield made
    made.link.close(10)


def test_k12_a_teller_signs_in_and_opens_the_counter_in_his_own_name(seat: Seat) -> None:
    seat.arrive("t3")
    assert seat.panel.clerk.staff == "t3"
    seat.press(Qt.Key.Key_Return)
    seat.then(Mode.FREE)
    opened = [e for e in seat.branch.lobby.events() if e.kind == "counter.opened"]
    assert [(e.staff, e.station) for e in opened] == [("t3", "counter#1")]


def test_a_colleague_signs_in_after_him(seat: Seat) -> None:
    seat.arrive("t3")
    seat.press(Qt.Key.Key_Return)
    seat.then(Mode.FREE)
    seat.panel.entry.leave()
    seat.branch.lobby.do(FreeCounter("3", "shift"))
    seat.arrive("t4")
    seat.then(Mode.CLOSED)
    seat.press(Qt.Key.Key_Return)
    seat.then(Mode.FREE)
    assert seat.panel.clerk.staff == "t4"


def test_a_press_whose_sign_in_had_ended_is_done_after_it(seat: Seat) -> None:
    seat.branch.customer()
    seat.arrive("t3")
    seat.press(Qt.Key.Key_Return)
    seat.then(Mode.FREE)
    seat.branch.clock.forward(31 * 60)
    seat.press(Qt.Key.Key_Return)
    entry = seat.panel.entry
    seat.branch.until(lambda: entry.sheet is not None)
    assert entry.sheet is not None
    entry.sheet.password.setText(OWN)
    entry.sheet.enter.click()
    seat.then(Mode.CALLING)


def test_the_folded_panel_unfolds_to_ask(seat: Seat) -> None:
    seat.arrive("t3")
    seat.panel._fold()
    seat.panel.entry.leave()
    seat.branch.until(lambda: seat.panel.entry.sheet is not None)
    assert seat.panel.pages.currentWidget() is not seat.panel.bar
