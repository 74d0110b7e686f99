"""Staff at the kiosk: five touches in the corner, a PIN that can't be guessed, a test print, a new roll, out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from devices.escpos import Fault
from kiosk import effects as do
from kiosk import inputs as on
from kiosk.flow import first, step
from kiosk.staff import seconds_left
from kiosk.state import Page, Staff, State, Told
from lobby import slow_hash
from tests.kiosk import samples
from tests.kiosk.conftest import WIRING, Running, Start

PIN = "470815"
START = replace(first("k1"), branch=samples.BRANCH, hall=samples.HALL, staffed=True)


def after(state: State, *events: on.Input) -> State:
    for event in events:
        state, _ = step(state, event)
    return state


def typed(state: State, pin: str = PIN) -> tuple[State, tuple[do.Effect, ...]]:
    return step(after(state, *map(on.DigitPressed, pin)), on.PinGiven())


def tried(state: State, fits: bool) -> State:
    asked, wanted = typed(state)
    (effect,) = wanted
    assert isinstance(effect, do.TryPin)
    return after(asked, on.PinTried(effect.serial, fits))


def test_without_a_pin_there_is_no_staff_page() -> None:
    assert after(replace(START, staffed=False), on.StaffCalled()).page is Page.ATTRACT


def test_nobody_opens_it_in_the_middle_of_a_visit() -> None:
    state = replace(START, page=Page.CONFIRM)
    assert after(state, on.StaffCalled()) == state


def test_the_pin_opens_it_and_never_shows_in_a_log() -> None:
    asked, wanted = typed(after(START, on.StaffCalled()))
    assert wanted == (do.TryPin(asked.serial, PIN),)
    assert PIN not in repr(wanted) + repr(asked)
    assert after(asked, on.PinTried(asked.serial, True)).staff == Staff(known=True)


def test_a_short_pin_is_not_even_tried() -> None:
    assert typed(after(START, on.StaffCalled()), "12345")[1] == ()


def test_the_answer_to_a_pin_counts_only_for_who_gave_it() -> None:
    asked, _ = typed(after(START, on.StaffCalled()))
    again = after(asked, on.Left(), on.StaffCalled(), on.PinTried(asked.serial, True))
    assert again.staff == Staff()


def test_after_three_wrong_pins_it_waits_and_twice_as_long_after_three_more() -> None:
    state = after(START, on.StaffCalled())
    waits = []
    for _ in range(9):
        state = tried(state, False)
        waits.append(seconds_left(state))
        if waits[-1]:
            assert typed(state)[1] == (), "no PIN is taken meanwhile"
            state = after(state, on.Left(), *[on.Tick()] * waits[-1], on.StaffCalled())
    assert waits == [0, 0, 30, 0, 0, 60, 0, 0, 120]


def test_leaving_and_coming_back_does_not_shorten_the_wait() -> None:
    state = after(START, on.StaffCalled())
    for _ in range(3):
        state = tried(state, False)
    assert seconds_left(after(state, on.Left(), on.StaffCalled())) == 30


def test_who_leaves_it_open_does_not_leave_it_to_customers() -> None:
    state = after(tried(after(START, on.StaffCalled()), True), *[on.Tick()] * START.limits.staff)
    assert (state.page, state.staff) == (Page.ATTRACT, None)


def test_without_the_pin_nothing_can_be_done() -> None:
    state = after(START, on.StaffCalled())
    for act in on.Act:
        assert step(state, on.ActChosen(act)) == (state, ())


def staffed(start: Start, url: str, **more: object) -> Running:
    kiosk = start(url, wiring=replace(WIRING, pin=slow_hash.kept(PIN)), **more)
    kiosk.until(lambda: kiosk.face.kiosk.state.branch is not None and kiosk.face.kiosk.state.hall is not None)
    kiosk.at(Page.ATTRACT)
    return kiosk


def corner(kiosk: Running, touches: int = 5) -> None:
    for _ in range(touches):
        QTest.mouseClick(kiosk.face.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))


def give(kiosk: Running, pin: str = PIN) -> None:
    for digit in pin:
        QTest.mouseClick(kiosk.spot(digit), Qt.MouseButton.LeftButton)
    kiosk.touch("确定")


def at_the_desk(kiosk: Running) -> None:
    corner(kiosk)
    kiosk.at(Page.STAFF)
    give(kiosk)
    kiosk.until(lambda: kiosk.face.kiosk.state.staff == Staff(known=True))


def told(kiosk: Running, what: Told) -> None:
    kiosk.until(lambda: (staff := kiosk.face.kiosk.state.staff) is not None and staff.told is what)


def test_four_touches_in_the_corner_open_nothing(start: Start, open_record: str) -> None:
    kiosk = staffed(start, open_record)
    corner(kiosk, 4)
    assert kiosk.page is not Page.STAFF


def test_a_test_print_comes_out(start: Start, open_record: str) -> None:
    kiosk = staffed(start, open_record)
    at_the_desk(kiosk)
    kiosk.touch("打印测试页")
    told(kiosk, Told.PRINTED)
    assert kiosk.tray.papers
    assert "测试页已打印。" in kiosk.words
    kiosk.touch("返回")
    assert kiosk.page is Page.ATTRACT


def test_m4_a_test_print_that_fails_says_so(start: Start, open_record: str, caplog: pytest.LogCaptureFixture) -> None:
    kiosk = staffed(start, open_record, fault=Fault.PAPER_END)
    at_the_desk(kiosk)
    kiosk.touch("打印测试页")
    told(kiosk, Told.NOT_PRINTED)


def test_a_roll_that_nobody_counts_says_so(start: Start, open_record: str) -> None:
    kiosk = staffed(start, open_record)
    at_the_desk(kiosk)
    kiosk.touch("已换新纸卷")
    told(kiosk, Told.NOT_COUNTED)


@pytest.mark.parametrize(("words", "code"), [("重新启动", 75), ("退出", 10)])
def test_it_starts_anew_or_is_left(
    start: Start, open_record: str, monkeypatch: pytest.MonkeyPatch, words: str, code: int
) -> None:
    ended: list[int] = []
    monkeypatch.setattr(QApplication, "exit", ended.append)
    kiosk = staffed(start, open_record)
    at_the_desk(kiosk)
    kiosk.touch(words)
    assert ended == [code]


def test_a_wrong_pin_says_so(start: Start, open_record: str) -> None:
    kiosk = staffed(start, open_record)
    corner(kiosk)
    kiosk.at(Page.STAFF)
    give(kiosk, "123456")
    kiosk.until(lambda: kiosk.face.kiosk.state.wrong == 1)
    assert "密码不对，请重试。" in kiosk.words


def test_an_unforeseen_error_leaves_the_customer_his_number_and_help(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.to_confirm()
    kiosk.touch("打印号票")
    kiosk.at(Page.TICKET)
    number = kiosk.ticket.number
    kiosk.face.kiosk.failed()
    kiosk.at(Page.FAILSAFE)
    assert number in kiosk.words
    kiosk.touch("回到首页")
    kiosk.at(Page.ATTRACT)


def test_n6_an_error_while_the_number_is_given_loses_nothing(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.to_confirm()
    kiosk.touch("打印号票")
    kiosk.face.kiosk.failed()
    assert kiosk.page is Page.FAILSAFE
    kiosk.at(Page.TICKET)
    kiosk.until(lambda: bool(kiosk.tray.papers))


def test_where_even_the_failsafe_page_fails_everything_begins_anew(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.wake()
    kiosk.face.kiosk.failed()
    kiosk.face.kiosk.failed()
    assert kiosk.page is Page.ATTRACT
