"""The hall display over a real record: calls are seen and heard once, silence is owned up to, 4K too (C8, V1, V4)."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from counter_display.hall.display import HallDisplay
from counter_display.hall.scene import View
from lobby.commands import Arrive, CallNext, CloseDay, Finish, NoShow, OpenCounter, PostNotice, Recall, ReportDevice
from tests.counter_display.conftest import Branch


def test_a_call_is_seen_and_heard_once(branch: Branch, display: HallDisplay, chimes: list[str]) -> None:
    branch.until(lambda: display.scene.view is View.QUIET)
    branch.lobby.do(OpenCounter("3", "t3"))
    ticket = branch.customer()
    branch.until(lambda: display.scene.next_up == (ticket.number,))
    branch.lobby.do(CallNext("3"))
    branch.until(lambda: [(h.number, h.counter) for h in display.scene.heroes] == [(ticket.number, "3")])
    branch.until(lambda: chimes == ["chime"])
    branch.clock.forward(20)
    branch.lobby.do(Recall("3"))
    branch.until(lambda: display.scene.heroes[0].again)
    branch.until(lambda: chimes == ["chime", "recall"])
    branch.lobby.do(Arrive("3"))
    branch.lobby.do(Finish("3"))
    branch.customer()
    branch.until(lambda: display.scene.summary[0].waiting == 1)
    assert chimes == ["chime", "recall"]
    assert display.accessibleDescription() == f"{ticket.number} → 3"


def test_calls_before_its_start_are_seen_and_not_heard(branch: Branch, request: pytest.FixtureRequest) -> None:
    branch.lobby.do(OpenCounter("3", "t3"))
    branch.customer()
    branch.lobby.do(CallNext("3"))
    display: HallDisplay = request.getfixturevalue("display")
    branch.until(lambda: len(display.scene.heroes) == 1)
    assert request.getfixturevalue("chimes") == []


def test_v1_two_calls_at_once_and_a_missed_one_that_leaves(branch: Branch, display: HallDisplay) -> None:
    for counter, teller in (("1", "t1"), ("3", "t3")):
        branch.lobby.do(OpenCounter(counter, teller))
        branch.customer()
    branch.lobby.do(CallNext("1"))
    branch.clock.forward(2)
    branch.lobby.do(CallNext("3"))
    branch.until(lambda: [hero.counter for hero in display.scene.heroes] == ["1", "3"])
    branch.clock.forward(30)
    branch.lobby.do(NoShow("1"))
    branch.until(lambda: [hero.counter for hero in display.scene.heroes] == ["3"])
    assert display.scene.recent == ()


def test_notices_and_devices_out_of_order_reach_the_ticker(branch: Branch, display: HallDisplay) -> None:
    branch.lobby.do(PostNotice("今天下午消防演习 𠮷", "Fire drill"))
    branch.lobby.do(ReportDevice("dispenser-1", "no-cash"))
    branch.until(lambda: {"notice", "device-out"} <= {item.news.value for item in display.scene.ticker})


def test_the_day_ends_and_the_hall_says_when_it_opens(branch: Branch, display: HallDisplay) -> None:
    branch.until(lambda: display.scene.view is View.QUIET)
    branch.lobby.do(CloseDay())
    branch.until(lambda: display.scene.view is View.CLOSED)
    assert display.scene.opens_at is not None


def test_v4_silence_is_owned_up_to_and_ends_by_itself(branch: Branch, display: HallDisplay) -> None:
    branch.until(lambda: display.scene.view is View.QUIET)
    known = display.known
    known._link.hall.disconnect(known._take)
    known._heard = time.monotonic() - 16
    branch.until(lambda: display.scene.stale_since is not None)
    assert not blank(display.grab().toImage())
    known._link.hall.connect(known._take)
    branch.until(lambda: display.scene.stale_since is None)


def test_it_is_never_blank_and_4k_shows_what_1080p_shows(branch: Branch, display: HallDisplay) -> None:
    assert not blank(display.grab().toImage())
    branch.lobby.do(OpenCounter("3", "t3"))
    branch.customer()
    branch.lobby.do(CallNext("3"))
    branch.until(lambda: len(display.scene.heroes) == 1)
    branch.clock.forward(10)
    branch.until(lambda: not display.scene.heroes[0].inverted)
    small = display.grab().toImage()
    display.resize(3840, 2160)
    large = display.grab().toImage()
    for x, y in ((60, 400), (1250, 640), (900, 403), (1700, 700), (20, 1040)):
        assert QColor(small.pixel(x, y)) == QColor(large.pixel(2 * x, 2 * y))


def test_another_shape_of_screen_keeps_the_proportions(branch: Branch, display: HallDisplay) -> None:
    display.resize(1280, 1024)
    shown = display.transform().mapRect(display.page).toRect()
    assert shown == QRect(0, 152, 1280, 720)


def blank(image: QImage) -> bool:
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    return len(colours) < 5
