"""The stations' place on the console: machines that ask are approved or refused by their code, stations revoked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from lobby.access import STRANGER
from lobby.commands import AskPairing
from lobby.local import LocalLobby
from lobby.model import StationRole
from lobby.queries import Stations
from lobby_console.keys import Intent
from lobby_console.station_sheet import StationSheet, what
from tests.lobby_console.conftest import Console, opened


@pytest.fixture(params=["en", "zh"])
def either(request: pytest.FixtureRequest, url: str, qtbot: QtBot) -> Iterator[Console]:
    yield from opened(url, qtbot, request.param)


def asks(console: Console, role: StationRole, counter: str | None = None) -> str:
    assert isinstance(console.lobby, LocalLobby)
    code = console.lobby.do(AskPairing(role, "PC", counter), None, STRANGER).code
    console.until(lambda: code in {asking.code for asking in console.window.desk.asking})
    return code


def sheet(console: Console) -> StationSheet:
    console.window.perform(Intent.STATIONS)
    found = console.window.overlays.sheet
    assert isinstance(found, StationSheet)
    return found


def test_a_machine_that_asks_is_badged_and_approved(console: Console) -> None:
    asks(console, StationRole.COUNTER, "5")
    page = sheet(console)
    console.press(page, "Approve")
    console.until(lambda: bool(console.window.desk.stations.paired))
    (station,) = console.lobby.ask(Stations()).paired
    assert (station.code, station.counter) == ("counter#1", "5")
    assert what(station, console.window.desk.t) == "Counter 5"


def test_a_machine_that_nobody_knows_is_refused(console: Console) -> None:
    asks(console, StationRole.KIOSK)
    console.press(sheet(console), "Refuse")
    console.until(lambda: console.window.desk.asking == ())
    assert console.lobby.ask(Stations()).paired == ()


def test_a_station_is_revoked_with_two_presses(console: Console) -> None:
    asks(console, StationRole.DISPLAY)
    page = sheet(console)
    console.press(page, "Approve")
    console.press(page, "Revoke…")
    assert console.lobby.ask(Stations()).paired[0].revoked_at is None
    console.press(page, "Revoke now")
    console.until(lambda: console.window.desk.stations.paired[0].revoked_at is not None)


def test_a_code_that_is_not_answered_goes_by_itself(console: Console) -> None:
    asks(console, StationRole.KIOSK)
    console.clock.forward(15 * 60)
    console.until(lambda: console.window.desk.asking == ())


def test_every_station_has_its_word(either: Console) -> None:
    for role, counter in ((StationRole.KIOSK, None), (StationRole.COUNTER, "1"), (StationRole.DISPLAY, None)):
        asks(either, role, counter)
    t = either.window.desk.t
    words = {what(asking, t) for asking in either.window.desk.asking}
    assert len(words) == 3
    assert all(words)
