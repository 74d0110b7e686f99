"""No text is cut: at both sizes, in both languages and in the pseudo-language that doubles every word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from lobby import commands as c
from lobby_console.keys import Intent
from lobby_console.rows import Act
from resources.language import PSEUDO
from tests.lobby_console.conftest import PATIENCE, Console, opened
from uikit import fit

SIZES = [(1920, 1080), (1366, 768), (1280, 800), (3840, 2160)]


@pytest.fixture(params=["zh", "en", PSEUDO])
def busy(request: pytest.FixtureRequest, url: str, qtbot: QtBot) -> Iterator[Console]:
    """Every kind of line, card and counter at once."""
    for console in opened(url, qtbot, request.param):
        fill(console)
        yield console


def fill(console: Console) -> None:
    lobby, clock = console.lobby, console.clock
    for counter in ("1", "2", "5", "8"):
        lobby.do(c.OpenCounter(counter, f"t{counter}"))
    lobby.do(c.TakeTicket("transfer"))
    lobby.do(c.CallNext("5"))
    lobby.do(c.Arrive("5"))
    tickets = [lobby.do(c.TakeTicket("cash-withdraw", amount=1_234_500)) for _ in range(12)]
    lobby.do(c.TakeTicket("pension", green="elderly"))
    lobby.do(c.TakeTicket("wealth", customer="4111 1111 1111 1111"))
    clock.forward(60 * 12)
    lobby.do(c.CallNext("1"))
    lobby.do(c.CallNext("2"))
    clock.forward(30)
    lobby.do(c.NoShow("2"))
    lobby.do(c.PauseCounter("8", "back-office", 20))
    lobby.do(c.ReportDevice("printer-1", "near-end"))
    lobby.do(c.CallHelp("1"))
    lobby.do(c.PostNotice("自助区暂停服务", "The self-service area is closed", 30))
    lobby.do(c.Divert(tickets[-1].id, "dispenser-1", accepted=False))
    lobby.do(c.TakeTicket("corporate"))
    console.sees()


def whole(console: Console) -> None:
    def nothing_clipped() -> None:
        assert fit.overflowing(console.window) == []

    console.bot.waitUntil(nothing_clipped, timeout=PATIENCE)


def test_nothing_is_clipped_on_the_live_page(busy: Console) -> None:
    for size in SIZES:
        busy.window.resize(*size)
        whole(busy)
        busy.window.page.toggle_flow()
        whole(busy)


def test_nothing_is_clipped_in_what_opens_over_it(busy: Console) -> None:
    window = busy.window
    for size in SIZES[:2]:
        window.resize(*size)
        for wish in (Intent.DEVICES, Intent.NOTICES, Intent.DAY, Intent.KEYS):
            window.perform(wish)
            whole(busy)
            window.overlays.sheet.leave()  # type: ignore[union-attr]
        window.overlays.show_diversion(None)
        whole(busy)
        window.overlays.sheet.leave()  # type: ignore[union-attr]
        for row in window.desk.rows.waiting[:3]:
            window.act_on_row(Act.OPEN, row)
            whole(busy)
        window.overlays.drawer.leave()  # type: ignore[union-attr]
