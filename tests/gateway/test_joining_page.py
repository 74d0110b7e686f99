"""A face that its host does not know shows two codes, waits for a yes, and becomes the face."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lobby import certificate, paired
from lobby import commands as c
from lobby.config import Config
from lobby.model import StationRole
from resources import brand
from tests.gateway.conftest import BranchLan
from tests.gateway.served import Served
from uikit import joining
from uikit.app import BUILD_AGAIN
from uikit.joining import JoiningPage, is_station
from uikit.look import look
from uikit.wiring import Wiring

PATIENCE = 20_000


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "LOOK_EVERY", 20)
    monkeypatch.setattr(joining, "TRY_AGAIN", 20)


@pytest.fixture(autouse=True)
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The codes with which the page ends the event loop. Ending it in earnest outside of `app.exec()` would make
    every later wait of this process return at once, with nothing done."""
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    return codes


@pytest.fixture
def page(qtbot: QtBot, host: Served) -> Iterator[JoiningPage]:
    page = JoiningPage(look("light"), "en", host.url, StationRole.DISPLAY)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.code.text()) == 6, timeout=PATIENCE)
    yield page
    paired.forget(host.url, StationRole.DISPLAY)


def test_both_codes_are_shown_and_an_approved_machine_becomes_the_face(
    page: JoiningPage, host: Served, lan: BranchLan, qtbot: QtBot, ended: list[int]
) -> None:
    assert page.fingerprint.text() == certificate.code(host.pin)
    assert not is_station(host.url, StationRole.DISPLAY, None)
    host.door(lan.console).do(c.ApprovePairing(page.code.text()))
    qtbot.waitUntil(lambda: bool(ended), timeout=PATIENCE)
    assert ended == [BUILD_AGAIN]
    assert is_station(host.url, StationRole.DISPLAY, None)


def test_a_refused_machine_says_so_and_may_ask_again(
    page: JoiningPage, host: Served, lan: BranchLan, qtbot: QtBot, ended: list[int]
) -> None:
    first = page.code.text()
    host.door(lan.console).do(c.RefusePairing(first))
    qtbot.waitUntil(page.again.isVisible, timeout=PATIENCE)
    assert "refused" in page.state.text()
    page.again.click()
    qtbot.waitUntil(lambda: len(page.code.text()) == 6 and page.code.text() != first, timeout=PATIENCE)
    assert ended == []


def test_a_host_that_is_away_is_waited_for(qtbot: QtBot, ended: list[int]) -> None:
    page = JoiningPage(look("light"), "zh", "https://127.0.0.1:9", StationRole.KIOSK)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: "127.0.0.1:9" in page.state.text(), timeout=PATIENCE)
    assert page.again.isHidden()


def test_a_revoked_machine_asks_anew(page: JoiningPage, host: Served, lan: BranchLan, qtbot: QtBot) -> None:
    console = host.door(lan.console)
    station = console.do(c.ApprovePairing(page.code.text()))
    qtbot.waitUntil(lambda: paired.badge(host.url, StationRole.DISPLAY) is not None, timeout=PATIENCE)
    assert is_station(host.url, StationRole.DISPLAY, None)
    console.do(c.RevokeStation(station.code))
    assert not is_station(host.url, StationRole.DISPLAY, None)


def test_a_face_that_is_revoked_while_it_runs_makes_room_for_the_page_that_says_so(
    page: JoiningPage, host: Served, lan: BranchLan, qapp: QApplication, qtbot: QtBot, ended: list[int],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    console = host.door(lan.console)
    station = console.do(c.ApprovePairing(page.code.text()))
    qtbot.waitUntil(lambda: ended == [BUILD_AGAIN], timeout=PATIENCE)
    wiring = Wiring(Config(), host.url, brand.load(), None)
    link = wiring.link(qapp, StationRole.DISPLAY)
    qtbot.waitUntil(lambda: link.now is not None, timeout=PATIENCE)
    console.do(c.RevokeStation(station.code))
    qtbot.waitUntil(lambda: ended == [BUILD_AGAIN, BUILD_AGAIN], timeout=PATIENCE)
    link.close(10)
    assert "no station of the branch any more" in caplog.text
    anew = wiring.joining(StationRole.DISPLAY, "zh")
    assert isinstance(anew, JoiningPage)
    qtbot.addWidget(anew)
    assert anew.title.text() == "本机已不再是本网点的站点。如需继续使用，请重新批准。"
    qtbot.waitUntil(lambda: len(anew.code.text()) == 6, timeout=PATIENCE)
