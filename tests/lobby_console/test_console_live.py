"""The live page over a real record: who needs a person is seen, and the acts reach the record."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from lobby import commands as c
from lobby import model as m
from lobby.queries import TicketHistory
from lobby_console.cards import Card
from lobby_console.divert_line import DivertLine
from lobby_console.drawer import Drawer
from lobby_console.keys import Intent
from lobby_console.reason_sheet import ReasonSheet
from lobby_console.sheet import Sheet
from lobby_console.timeline import Timeline
from tests.lobby_console.conftest import Console

CASH = 100_000


def kinds(console: Console) -> list[str]:
    return [a.kind for a in console.window.desk.alerts]


def card(console: Console) -> Card:
    """The card that is chosen, else the first."""
    shown = console.window.column.card
    assert shown is not None
    return shown


def drawer(console: Console) -> Drawer | None:
    return console.window.overlays.drawer


def numbers(console: Console) -> list[str]:
    return [r.ticket.number for r in console.window.page.waiting.list.rows.rows]


def story(console: Console, ticket: m.Ticket) -> list[str]:
    """The drawer's line of moments, read until it is there."""
    console.window.overlays.show_ticket(ticket.id)
    opened = drawer(console)
    assert opened is not None
    (timeline,) = opened.findChildren(Timeline)
    console.until(lambda: bool(timeline.moments))
    return [f"{moment.title} | {moment.sub}" for moment in timeline.moments]


def key(console: Console, text: str) -> None:
    QTest.keyClicks(console.window, text)


def crowd(console: Console) -> list[m.Ticket]:
    """Twelve ordinary customers whose need a machine could do, over ten minutes ago."""
    tickets = [console.lobby.do(c.TakeTicket("cash-withdraw", amount=CASH)) for _ in range(12)]
    console.later(11, tickets[0])
    return tickets


def test_c5_a_customer_past_ten_minutes_is_flagged(console: Console) -> None:
    first = console.lobby.do(c.TakeTicket("open-account"))
    console.later(9, first)
    assert kinds(console) == ["wait-near"]
    console.later(2, first)
    assert kinds(console) == ["wait-over"]
    row = console.window.page.waiting.list.rows.rows[0]
    assert (row.ticket.number, row.level) == (first.number, m.WaitLevel.OVER)
    assert first.number in card(console).names
    console.lobby.do(c.OpenCounter("5", "t5"))
    console.lobby.do(c.CallNext("5"))
    console.sees()
    assert kinds(console) == [], "the alert goes with its cause"


def test_k16_the_drawer_tells_why_somebody_else_was_called_first(console: Console) -> None:
    ordinary = console.lobby.do(c.TakeTicket("open-account"))
    console.clock.forward(60)
    green = console.lobby.do(c.TakeTicket("open-account", green="elderly"))
    console.clock.forward(60)
    console.lobby.do(c.OpenCounter("5", "t5"))
    console.lobby.do(c.CallNext("5"))
    console.later(10, ordinary)
    told = story(console, ordinary)
    assert told[0] == "Ticket taken | Kiosk · Open an account"
    assert f"{green.number} was called first | by its head start" in told
    assert "Waited 10 minutes | flagged as past its limit" in told
    console.window.overlays.drawer.leave()  # type: ignore[union-attr]
    assert f"Called to counter 5 | by its head start; before {ordinary.number}" in story(console, green)


def test_c6_the_second_diversion_records_who_goes_and_who_stays(console: Console) -> None:
    first, second, *_ = crowd(console)
    assert kinds(console)[0] == "second-diversion"
    QTest.keyClick(console.window, Qt.Key.Key_Tab)
    QTest.keyClick(console.window, Qt.Key.Key_Return)
    console.until(lambda: any(line.isVisible() for line in console.window.findChildren(DivertLine)))
    lines = console.window.findChildren(DivertLine)
    assert [line.diversion.ticket for line in lines][:2] == [first.id, second.id]
    console.press(lines[0], "Goes")
    console.until(lambda: lines[0].has_answer)
    console.press(lines[1], "Stays")
    console.until(lambda: lines[1].has_answer)
    assert console.lobby.ask(TicketHistory(first.id)).ticket.state is m.TicketState.DIVERTED
    stays = console.lobby.ask(TicketHistory(second.id))
    assert (stays.ticket.state, stays.ticket.rank) == (m.TicketState.WAITING, second.rank), "refusing costs nothing"
    assert "diversion.refused" in [e.kind for e in stays.events]
    assert second.id in console.sees().answered
    assert numbers(console)[0] == second.number


def test_c6_the_remedies_are_told_anew_when_somebody_has_gone(console: Console) -> None:
    tickets = crowd(console)
    QTest.keyClick(console.window, Qt.Key.Key_Tab)
    QTest.keyClick(console.window, Qt.Key.Key_Return)
    console.until(lambda: any(line.isVisible() for line in console.window.findChildren(DivertLine)))
    sheet = console.window.overlays.sheet
    assert sheet is not None
    assert sheet.subtitle.text().startswith("12 wait")
    console.press(console.window.findChildren(DivertLine)[0], "Goes")
    console.until(lambda: sheet.subtitle.text().startswith("11 wait"))
    console.later(5, tickets[1])
    console.until(lambda: "16:" in sheet.subtitle.text())


def test_c6_a_postponed_diversion_comes_back(console: Console) -> None:
    tickets = crowd(console)
    QTest.keyClick(console.window, Qt.Key.Key_Tab)
    key(console, "L")
    assert card(console).kind == "wait-over"
    console.later(6, tickets[0])
    console.until(lambda: card(console).kind == "second-diversion")


def test_m4_a_printer_fault_is_shown_and_goes(console: Console) -> None:
    console.lobby.do(c.ReportDevice("printer-1", "paper-end"))
    console.sees()
    assert "out of paper" in card(console).body
    console.lobby.do(c.ReportDevice("printer-1"))
    console.sees()
    assert kinds(console) == []


def test_a3_a_device_is_taken_out_of_service_with_its_fault_and_put_back(console: Console) -> None:
    key(console, "e")
    sheet = console.window.overlays.sheet
    assert sheet is not None
    console.press(sheet, "Take out of service…")
    ask = console.window.findChild(ReasonSheet)
    console.press(ask, "jammed")
    console.press(ask, "Take out of service")
    console.until(lambda: kinds(console) == ["device"])
    out = [d for d in console.sees().devices if not d.in_service]
    assert [d.fault for d in out] == ["jam"]
    console.press(sheet, "Back in service")
    console.until(lambda: kinds(console) == [])


def test_b6_green_channel_is_granted_and_taken_back_with_a_reason(console: Console) -> None:
    ticket = console.lobby.do(c.TakeTicket("open-account"))
    console.sees()
    story(console, ticket)
    opened = drawer(console)
    assert opened is not None
    console.press(opened, "Give priority…")
    ask = console.window.findChild(ReasonSheet)
    console.press(ask, "pregnant")
    console.press(ask, "Give priority")
    console.until(lambda: kinds(console) == ["green"])
    console.until(
        lambda: any(b.text() == "Take priority back…" and b.isVisible() for b in opened.findChildren(QPushButton))
    )
    console.press(opened, "Take priority back…")
    ask = next(s for s in console.window.findChildren(ReasonSheet) if s.isVisible())
    QTest.keyClicks(ask.findChildren(QLineEdit)[0], "asked for it himself")
    console.press(ask, "Take priority back")
    console.until(lambda: kinds(console) == [])
    events = console.lobby.ask(TicketHistory(ticket.id)).events
    assert [e.data["reason"] for e in events if "green" in e.kind] == ["pregnant", "asked for it himself"]


def test_c3_a_missed_number_is_taken_back_at_once(console: Console) -> None:
    ticket = console.lobby.do(c.TakeTicket("open-account"))
    console.clock.forward(5)
    console.lobby.do(c.OpenCounter("5", "t5"))
    console.lobby.do(c.CallNext("5"))
    console.clock.forward(30)
    console.lobby.do(c.NoShow("5"))
    console.sees()
    console.window.page.waiting.chips.choose("missed")
    assert numbers(console) == [ticket.number]
    key(console, "j")
    QTest.keyClick(console.window, Qt.Key.Key_Return)
    console.until(lambda: numbers(console) == [])
    assert [t.number for t in console.sees().waiting] == [ticket.number]


def test_k14_a_note_is_saved_with_the_ticket(console: Console) -> None:
    ticket = console.lobby.do(c.TakeTicket("open-account"))
    console.sees()
    story(console, ticket)
    opened = drawer(console)
    assert opened is not None
    QTest.keyClicks(opened.findChildren(QPlainTextEdit)[0], "hears badly")
    console.press(opened, "Save note")
    console.until(lambda: [t.note for t in console.sees().waiting] == ["hears badly"])


def test_k15_after_a_question_the_keys_belong_to_the_drawer_again(console: Console) -> None:
    ticket = console.lobby.do(c.TakeTicket("open-account"))
    console.sees()
    story(console, ticket)
    console.press(console.window.overlays.drawer, "Give priority…")
    asked = console.window.findChild(ReasonSheet)
    assert asked is not None
    console.press(asked, "Cancel")
    QTest.keyClick(console.window.focusWidget(), Qt.Key.Key_Escape)
    assert drawer(console) is None


def test_c7_a_customer_who_left_is_recorded_after_a_second_look(console: Console) -> None:
    ticket = console.lobby.do(c.TakeTicket("open-account"))
    console.sees()
    story(console, ticket)
    console.press(console.window.overlays.drawer, "Customer left…")
    assert [t.id for t in console.sees().waiting] == [ticket.id]
    console.press(console.window.findChild(ReasonSheet), "Customer left")
    console.until(lambda: not console.sees().waiting)
    assert console.lobby.ask(TicketHistory(ticket.id)).ticket.state is m.TicketState.ABANDONED


def test_k17_a_call_for_help_says_from_which_kiosk(console: Console) -> None:
    console.lobby.do(c.CallHelp("kiosk-7"))
    console.sees()
    assert card(console).body == "Kiosk 7 asks for you."


def test_k17_a_call_for_help_is_taken(console: Console) -> None:
    console.lobby.do(c.CallHelp("1"))
    console.sees()
    assert kinds(console) == ["help"]
    console.press(console.window.column, "I am coming")
    console.until(lambda: kinds(console) == [])


def test_c8_a_notice_is_posted_and_taken_down(console: Console) -> None:
    key(console, "n")
    sheet = console.window.overlays.sheet
    assert sheet is not None
    field = sheet.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "water is off today")
    QTest.keyClick(field, Qt.Key.Key_Return)
    console.until(lambda: [n.text.zh for n in console.sees().notices] == ["water is off today"])
    console.until(lambda: sheet.panel.height() >= sheet.panel.minimumSizeHint().height())
    console.press(sheet, "Take down")
    console.until(lambda: console.sees().notices == ())


def test_a4_the_day_is_closed_after_a_question_and_opened_again(console: Console) -> None:
    console.lobby.do(c.TakeTicket("open-account"))
    console.sees()
    key(console, "b")
    sheet = console.window.overlays.sheet
    assert sheet is not None
    console.press(sheet, "Close the day…")
    (ask,) = console.window.findChildren(ReasonSheet)
    assert "1 visits are not finished" in ask.title.text()
    assert console.sees().phase is m.Phase.OPEN
    console.press(ask, "Close the day")
    console.until(lambda: console.sees().phase is m.Phase.CLOSED)
    console.until(lambda: console.window.notice.isVisible())
    console.press(sheet, "Open the day")
    console.until(lambda: console.sees().phase is m.Phase.OPEN)


def test_a_refusal_is_one_clear_line(console: Console) -> None:
    ticket = console.lobby.do(c.TakeTicket("open-account"))
    console.lobby.do(c.Abandon(ticket.id))
    console.window.desk.do(c.Abandon(ticket.id))
    console.until(console.window.toast.isVisible)
    assert console.window.toast.text() == f"{ticket.number} is abandoned, so this can't be done with it."


def test_the_chosen_ticket_stays_chosen_while_the_list_moves(console: Console) -> None:
    tickets = [console.lobby.do(c.TakeTicket("open-account")) for _ in range(3)]
    console.sees()
    key(console, "jj")
    row = console.window.page.waiting.list.row
    assert row is not None
    assert row.ticket.id == tickets[1].id
    console.lobby.do(c.GrantGreen(tickets[2].id, "elderly"))
    console.sees()
    row = console.window.page.waiting.list.row
    assert row is not None
    assert row.ticket.id == tickets[1].id


def test_keys_filter_open_and_close(console: Console) -> None:
    cash = console.lobby.do(c.TakeTicket("cash-withdraw", amount=CASH))
    other = console.lobby.do(c.TakeTicket("open-account"))
    console.sees()
    key(console, "1")
    assert numbers(console) == [cash.number]
    key(console, "2")
    assert numbers(console) == [other.number]
    key(console, "0")
    assert len(numbers(console)) == 2
    key(console, "jo")
    opened = drawer(console)
    assert opened is not None
    QTest.keyClick(opened.panel, Qt.Key.Key_J)
    assert opened.ticket == other.id
    QTest.keyClick(opened.panel, Qt.Key.Key_Escape)
    assert drawer(console) is None
    key(console, "?")
    assert isinstance(console.window.overlays.sheet, Sheet)


def test_search_finds_a_number_and_esc_leads_back(console: Console) -> None:
    tickets = [console.lobby.do(c.TakeTicket("open-account")) for _ in range(3)]
    console.sees()
    QTest.keyClick(console.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(console.window.bar.search, tickets[1].number)
    assert numbers(console) == [tickets[1].number]
    QTest.keyClick(console.window.bar.search, Qt.Key.Key_Escape)
    assert len(numbers(console)) == 3


def test_a_breach_is_heard_once_and_m_mutes(console: Console) -> None:
    ticket = console.lobby.do(c.TakeTicket("open-account"))
    console.later(11, ticket)
    console.until(lambda: console.heard == ["breach"])
    key(console, "m")
    other = console.lobby.do(c.TakeTicket("open-account"))
    console.later(9, other)
    assert "until" in console.window.bar.sound.text()
    console.lobby.do(c.ReportDevice("printer-1", "cover"))
    console.sees()
    assert console.heard == ["breach"]


def test_the_latest_events_are_told_by_number(console: Console) -> None:
    ticket = console.lobby.do(c.TakeTicket("open-account"))
    console.sees()

    def words() -> list[str]:
        return [label.text() for label in console.window.column.feed.findChildren(QLabel)]

    console.until(lambda: f"{ticket.number} issued" in words())


@pytest.mark.parametrize("wish", [Intent.DEVICES, Intent.NOTICES, Intent.DAY, Intent.KEYS])
def test_every_button_of_the_rail_opens_something(console: Console, wish: Intent) -> None:
    QTest.mouseClick(console.window.rail.buttons[wish], Qt.MouseButton.LeftButton)
    assert console.window.overlays.sheet is not None
    assert console.window.overlays.sheet.isVisible()
