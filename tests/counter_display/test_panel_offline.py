"""The teller panel while its host is away: who is there is served to the end, and the host hears of it (K3, K12)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from counter_display.panel.gate import Gate
from counter_display.panel.panel import TellerPanel
from counter_display.panel.state import Act, Mode
from lobby import guest
from lobby.commands import FreeCounter
from lobby.guest import Doors
from lobby.model import Event, TicketState
from lobby.offline_counter import OfflineCounter
from lobby.queries import TicketHistory
from tests.counter_display.conftest import Branch, Teller
from tests.lobby.test_emergency import Wire
from uikit.link import Link
from uikit.look import look

K = Qt.Key


class GuestTeller(Teller):
    """A panel whose lobby is on another machine, behind a wire that can be cut."""

    def __init__(self, branch: Branch, disk: Path, language: str = "zh") -> None:
        self.branch, self.seconds, self.wire = branch, 0.0, Wire(branch.lobby)
        doors = Doors(lambda: self.wire, partial(OfflineCounter, counter="3", clock=branch.clock), disk)
        self.link = Link(doors, heartbeat=0.2)
        self.panel = TellerPanel(self.link, look("light"), language, "3", "t3", Gate(lambda: self.seconds), keeps=True)
        branch.bot.addWidget(self.panel)
        self.panel.show()
        branch.until(lambda: self.panel.clerk.desk is not None)

    def cut(self) -> None:
        self.wire.cut = True
        self.then(Mode.OFFLINE)

    def mend(self, mode: Mode) -> None:
        self.wire.cut = False
        self.press(K.Key_L)
        self.then(mode)

    def told_events(self, kind: str) -> list[Event]:
        return [event for event in self.branch.lobby.events(0) if event.kind == kind]


@pytest.fixture
def teller(
    branch: Branch, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[GuestTeller]:
    monkeypatch.setattr(guest, "PATIENCE", 0.0)
    made = GuestTeller(branch, tmp_path / "counter-3.db")
    yield made
    made.link.close()


def test_k3_a_service_goes_on_and_is_finished_without_the_host(branch: Branch, teller: GuestTeller) -> None:
    served = branch.customer()
    teller.serving()
    teller.cut()
    assert (teller.number, teller.desk.enter) == (served.number, Act.FINISH)
    assert "先存本机" in teller.told
    branch.clock.forward(60)
    finished = branch.clock.now()
    teller.press(K.Key_Return)
    branch.until(lambda: teller.desk.known is Mode.FREE)
    assert teller.number == ""
    assert Act.NEXT not in teller.desk.may
    branch.clock.forward(600)
    teller.mend(Mode.FREE)
    branch.until(lambda: teller.told_events("counter.caught-up") != [])
    done = branch.lobby.ask(TicketHistory(served.id)).ticket
    assert (done.state, done.finished_at) == (TicketState.DONE, finished)


def test_k3_a_called_customer_arrives_without_the_host(branch: Branch, teller: GuestTeller) -> None:
    branch.customer()
    teller.at_work()
    teller.press(K.Key_Return)
    teller.then(Mode.CALLING)
    teller.cut()
    assert {Act.ARRIVE, Act.NO_SHOW} <= teller.desk.may
    teller.press(K.Key_Return)
    branch.until(lambda: teller.desk.known is Mode.SERVING)
    teller.mend(Mode.SERVING)


def test_c3_a_no_show_without_the_host_asks_as_ever(branch: Branch, teller: GuestTeller) -> None:
    branch.customer()
    teller.at_work()
    teller.press(K.Key_Return)
    teller.then(Mode.CALLING)
    teller.cut()
    teller.press(K.Key_N)
    assert teller.asking == "few-calls"
    teller.panel.clerk.changed.emit()
    assert teller.asking == "few-calls", "a question about what may be done stays open"


def test_k12_what_no_longer_fits_is_said_and_stays_said(branch: Branch, teller: GuestTeller) -> None:
    served = branch.customer()
    teller.serving()
    teller.cut()
    teller.press(K.Key_Return)
    branch.until(lambda: teller.desk.known is Mode.FREE)
    branch.lobby.do(FreeCounter("3", "forgotten"))
    teller.mend(Mode.CLOSED)
    branch.until(lambda: served.number in teller.told)
    assert "没有补录" in teller.told
