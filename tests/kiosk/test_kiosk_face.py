"""The kiosk as customers meet it: fingers on the real window, the sample branch's real record, paper from memory."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from devices.escpos import Fault
from kiosk.state import Notice, Page
from lobby.clock import SimulatedClock
from lobby.model import PrintState
from lobby.queries import Hall, TicketHistory
from tests.kiosk.conftest import Running, Start

CARD = "4111111111111111"


def prints(kiosk: Running, ticket: int) -> list[tuple[int, PrintState, str | None]]:
    return [(p.copy, p.state, p.fault) for p in kiosk.lobby.ask(TicketHistory(ticket)).prints]


def printer_fault(kiosk: Running) -> str | None:
    return next(d.fault for d in kiosk.lobby.ask(Hall()).devices if d.code == "printer-1")


def test_a_customer_touches_what_he_needs_and_holds_a_ticket(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.to_confirm()
    kiosk.touch("打印号票")
    kiosk.at(Page.TICKET)
    assert (kiosk.ticket.service, kiosk.ticket.people_ahead) == ("fx", 0)
    kiosk.until(lambda: len(kiosk.tray.papers) == 1)
    kiosk.until(lambda: prints(kiosk, kiosk.ticket.id)[-1:] == [(1, PrintState.PRINTED, None)])


def test_n6_ten_touches_in_one_moment_take_one_ticket(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.to_confirm()
    button = kiosk.spot("打印号票")
    kiosk.touch("打印号票")
    for _ in range(9):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    kiosk.at(Page.TICKET)
    assert [ticket.number for ticket in kiosk.lobby.ask(Hall()).waiting] == [kiosk.ticket.number]


def test_n3_two_kiosks_touched_at_once_give_two_numbers(start: Start, open_record: str) -> None:
    one, other = start(open_record), start(open_record)
    one.to_confirm()
    other.to_confirm()
    one.touch("打印号票")
    other.touch("打印号票")
    one.at(Page.TICKET)
    other.at(Page.TICKET)
    assert one.ticket.number != other.ticket.number
    assert len(one.lobby.ask(Hall()).waiting) == 2


def test_a_second_touch_within_600_ms_is_an_echo(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.wake()
    QTest.mouseClick(kiosk.spot("English"), Qt.MouseButton.LeftButton)
    assert kiosk.face.kiosk.state.visit.language == "zh"
    kiosk.touch("English")
    assert kiosk.face.kiosk.state.visit.language == "en"


@pytest.mark.parametrize(
    "fault", [Fault.PAPER_END, Fault.COVER, Fault.ERROR, Fault.OFFLINE, Fault.REFUSED, Fault.SILENT]
)
def test_m4_a_printer_fault_leaves_number_and_code_and_is_told_to_staff(
    start: Start, open_record: str, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = start(open_record, fault=fault)
    kiosk.to_confirm()
    kiosk.touch("打印号票")
    kiosk.at(Page.FAULT)
    shown = {words.text for words in kiosk.face.page.sheet.words} if kiosk.face.page.sheet else set()
    assert kiosk.ticket.number in shown
    kiosk.until(lambda: printer_fault(kiosk) == fault)
    assert kiosk.lobby.ask(Hall()).waiting[0].number == kiosk.ticket.number
    assert not kiosk.tray.papers


def test_n9_a_reprint_after_a_fault_is_the_second_copy(
    start: Start, open_record: str, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = start(open_record, fault=Fault.PAPER_END)
    kiosk.to_confirm()
    kiosk.touch("打印号票")
    kiosk.at(Page.FAULT)
    kiosk.tray.fault = None
    kiosk.touch("再试一次")
    kiosk.at(Page.TICKET)
    kiosk.until(lambda: prints(kiosk, kiosk.ticket.id)[-1:] == [(2, PrintState.PRINTED, None)])
    kiosk.until(lambda: printer_fault(kiosk) is None)


def test_m4_paper_near_its_end_is_told_to_staff_only(
    start: Start, open_record: str, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = start(open_record, fault=Fault.NEAR_END)
    kiosk.to_confirm()
    kiosk.touch("打印号票")
    kiosk.until(lambda: len(kiosk.tray.papers) == 1)
    kiosk.until(lambda: printer_fault(kiosk) == Fault.NEAR_END)
    assert kiosk.page is Page.TICKET


def test_b4_a_card_that_types_is_greeted_and_never_logged(
    start: Start, open_record: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    kiosk = start(open_record)
    kiosk.wake()
    window = kiosk.face.windowHandle()
    assert window is not None
    for place, key in enumerate([*CARD, "\r"]):
        code = Qt.Key.Key_Return if key == "\r" else Qt.Key(ord(key))
        press = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, key)
        press.setTimestamp(1000 + 5 * place)
        QCoreApplication.sendEvent(window, press)
    kiosk.at(Page.VIP)
    customer = kiosk.face.kiosk.state.visit.customer
    assert customer is not None
    assert customer.greeting == "王女士"
    kiosk.touch("外汇")
    kiosk.at(Page.CONFIRM)
    kiosk.touch("打印号票")
    kiosk.at(Page.TICKET)
    assert (kiosk.ticket.segment, kiosk.ticket.manager) == ("gold", "r1")
    assert CARD not in (kiosk.ticket.customer or "")
    assert CARD not in caplog.text


def test_b2_an_offered_device_that_is_taken_is_recorded_and_no_ticket_made(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.wake()
    kiosk.touch("现金存取款")
    kiosk.touch("2 万元以下")
    kiosk.at(Page.DIVERSION)
    kiosk.touch("去自助机办理")
    kiosk.at(Page.DIRECTIONS)
    kiosk.until(lambda: "kiosk-diversion.accepted" in [event.kind for event in kiosk.lobby.events()])
    assert kiosk.lobby.ask(Hall()).waiting == ()


def test_b6_the_green_channel_reaches_the_ticket_with_its_helps(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.wake()
    kiosk.touch("绿色通道")
    for name in ("孕妇", "轮椅", "下一步", "现金存取款", "2 万元以下"):
        kiosk.touch(name)
    kiosk.at(Page.CONFIRM)
    kiosk.touch("打印号票")
    kiosk.at(Page.TICKET)
    assert (kiosk.ticket.green, kiosk.ticket.note) == ("pregnant", "轮椅")


def test_a_visit_in_english_gives_an_english_ticket(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.wake()
    kiosk.touch("English")
    kiosk.touch("Currency")
    kiosk.at(Page.CONFIRM)
    kiosk.touch("No paper")
    kiosk.at(Page.TICKET)
    assert kiosk.ticket.language == "en"
    assert not kiosk.tray.papers


def test_a4_out_of_hours_the_kiosk_says_when_it_opens(start: Start, record: str) -> None:
    sunday_night = SimulatedClock(dt.datetime(2026, 11, 22, 14, 0, tzinfo=dt.UTC))
    kiosk = start(record, clock=sunday_night)
    kiosk.at(Page.CLOSED)
    assert kiosk.face.page.sheet is not None
    assert any(":" in words.text and "开始取号" in words.text for words in kiosk.face.page.sheet.words)


def test_k17_a_call_for_help_reaches_the_console(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.wake()
    kiosk.touch("呼叫帮助")
    kiosk.until(lambda: kiosk.face.kiosk.state.notice is Notice.HELP_SENT)
    assert [call.place for call in kiosk.lobby.ask(Hall()).helps] == ["kiosk-1"]
