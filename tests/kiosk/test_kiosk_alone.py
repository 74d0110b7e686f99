"""The kiosk on the glass while its host is away: numbers go on, marked, on paper too, and are handed in (N1, M4)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from kiosk.state import Door, Page, Paper
from lobby import guest
from lobby.api import open_lobby
from lobby.emergency import EmergencyKiosk
from lobby.guest import Doors
from lobby.model import PrintState
from lobby.queries import FindTicket, TicketHistory
from tests.kiosk.conftest import Running, Start
from tests.kiosk.test_trouble import seconds
from tests.lobby.test_emergency import Wire


@pytest.fixture
def wire(open_record: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Wire:
    monkeypatch.setattr(guest, "PATIENCE", 0.0)
    return Wire(open_lobby(open_record))


def doors(wire: Wire, tmp_path: Path) -> Doors:
    return Doors(lambda: wire, partial(EmergencyKiosk, station="kiosk#1"), tmp_path / "kiosk.db")


def lost(kiosk: Running, wire: Wire) -> None:
    wire.cut = True
    kiosk.until(lambda: kiosk.face.kiosk.state.door is Door.DEGRADED)


def test_n1_a_finger_gets_an_emergency_number_on_screen_and_paper(
    start: Start, open_record: str, wire: Wire, tmp_path: Path
) -> None:
    kiosk = start(open_record, door=doors(wire, tmp_path))
    kiosk.until(lambda: kiosk.face.kiosk.state.branch is not None)
    lost(kiosk, wire)
    kiosk.to_confirm()
    assert "仍可取号，等候时间暂时看不到" in kiosk.words
    kiosk.touch("打印号票")
    kiosk.at(Page.TICKET)
    assert (kiosk.ticket.number, kiosk.ticket.emergency) == ("E1001", True)
    kiosk.until(lambda: kiosk.face.kiosk.state.visit.paper is Paper.OUT)
    assert len(kiosk.tray.papers) == 1
    wire.cut = False
    kiosk.until(lambda: kiosk.face.kiosk.state.door is Door.UP)
    kiosk.until(lambda: kiosk.lobby.ask(FindTicket("E1001")) is not None)
    entered = kiosk.lobby.ask(FindTicket("E1001"))
    assert entered is not None
    assert entered.issued_at == kiosk.ticket.issued_at
    kiosk.until(lambda: [p.state for p in kiosk.lobby.ask(TicketHistory(entered.id)).prints] == [PrintState.PRINTED])


def test_n1_a_kiosk_that_starts_while_its_host_is_away_goes_on(
    start: Start, open_record: str, wire: Wire, tmp_path: Path
) -> None:
    before = start(open_record, door=doors(wire, tmp_path))
    before.until(lambda: before.face.kiosk.state.branch is not None)
    before.end()
    wire.cut = True
    kiosk = start(open_record, door=doors(wire, tmp_path))
    kiosk.until(lambda: kiosk.face.kiosk.state.door is Door.DEGRADED)
    kiosk.to_confirm()
    kiosk.touch("打印号票")
    kiosk.at(Page.TICKET)
    assert kiosk.ticket.number == "E1001"


def test_a_kiosk_that_never_met_its_host_says_so(start: Start, open_record: str, wire: Wire, tmp_path: Path) -> None:
    wire.cut = True
    kiosk = start(open_record, door=doors(wire, tmp_path))
    kiosk.at(Page.OUTAGE)
    wire.cut = False
    seconds(kiosk, 10)
    kiosk.at(Page.ATTRACT)


def test_n6_a_lost_answer_shows_one_number_and_it_is_the_valid_one(
    start: Start, open_record: str, wire: Wire, tmp_path: Path
) -> None:
    kiosk = start(open_record, door=doors(wire, tmp_path))
    kiosk.to_confirm()
    wire.loses = 1
    kiosk.touch("打印号票")
    kiosk.at(Page.TICKET)
    kiosk.until(lambda: kiosk.lobby.ask(FindTicket(kiosk.ticket.number)) is not None)
    assert kiosk.ticket.number == "E1001"
