"""The teller panel by keyboard over a real record: every act, every refusal, a lost link (C2, K1–K11)."""

import datetime as dt
from contextlib import closing

import pysqlite3
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from counter_display.panel import place
from counter_display.panel.panel import TellerPanel
from counter_display.panel.state import Act, Mode
from lobby import model
from lobby.commands import AddNote, CallNext, CloseDay, OpenCounter, OpenDay
from lobby.model import CounterState, HoldKind, Phase, TicketState
from lobby.queries import Hall, TicketHistory
from tests.counter_display.conftest import Branch, Teller
from uikit.look import look

K = Qt.Key


def state_of(branch: Branch, ticket: int) -> TicketState:
    return branch.lobby.ask(TicketHistory(ticket)).ticket.state


def test_enter_leads_through_a_whole_visit(branch: Branch, teller: Teller) -> None:
    first, second = branch.customer(), branch.customer()
    assert teller.desk.mode is Mode.CLOSED
    teller.at_work()
    teller.press(K.Key_Return)
    teller.then(Mode.CALLING)
    assert teller.number == first.number
    teller.press(K.Key_Return)
    teller.then(Mode.SERVING)
    teller.press(K.Key_Return)
    branch.until(lambda: teller.number == second.number)
    assert state_of(branch, first.id) is TicketState.DONE
    teller.then(Mode.CALLING)


def test_a_double_press_does_one_thing(branch: Branch, teller: Teller) -> None:
    branch.customer()
    teller.at_work()
    teller.press(K.Key_Return)
    QTest.keyClick(teller.panel, K.Key_Return)
    teller.then(Mode.CALLING)
    QTest.keyClick(teller.panel, K.Key_Return)
    teller.seconds += 0.29
    QTest.keyClick(teller.panel, K.Key_Return)
    assert teller.desk.mode is Mode.CALLING
    teller.seconds += 0.02
    QTest.keyClick(teller.panel, K.Key_Return)
    teller.then(Mode.SERVING)


def test_while_another_program_keeps_the_record_locked_the_teller_is_told_and_asked_once(
    branch: Branch, teller: Teller
) -> None:
    branch.customer()
    branch.customer()
    teller.at_work()
    with closing(pysqlite3.connect(branch.url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        teller.press(K.Key_Return)
        branch.until(lambda: teller.told.startswith("请稍候"))
        teller.press(K.Key_Return)
        other.execute("ROLLBACK")
    teller.then(Mode.CALLING)
    assert not teller.told
    assert len(branch.lobby.ask(Hall()).waiting) == 1


def test_a_double_click_on_the_primary_button_does_one_thing(branch: Branch, teller: Teller) -> None:
    branch.customer()
    teller.at_work()
    teller.seconds += 1
    QTest.mouseClick(teller.panel.desk_page.primary, Qt.MouseButton.LeftButton)
    QTest.mouseClick(teller.panel.desk_page.primary, Qt.MouseButton.LeftButton)
    teller.then(Mode.CALLING)


def test_next_with_nobody_waiting_says_so(teller: Teller) -> None:
    teller.at_work()
    teller.press(K.Key_Return)
    teller.branch.until(lambda: teller.told == "没有客户在等本窗口")
    assert teller.desk.mode is Mode.FREE


def test_k2_a_recall_too_soon_is_refused_in_the_tellers_language(branch: Branch, teller: Teller) -> None:
    ticket = branch.customer()
    teller.at_work()
    teller.press(K.Key_Return)
    teller.then(Mode.CALLING)
    branch.clock.forward(20)
    teller.press(K.Key_R)
    branch.until(lambda: teller.desk.ticket is not None and teller.desk.ticket.calls == 2)
    teller.press(K.Key_R)
    branch.until(lambda: teller.told != "")
    assert ticket.number in teller.told
    assert "秒" in teller.told


def test_k2_a_no_show_asks_once_and_escape_changes_nothing(branch: Branch, teller: Teller) -> None:
    ticket = branch.customer()
    teller.at_work()
    teller.press(K.Key_Return)
    teller.then(Mode.CALLING)
    teller.press(K.Key_N)
    assert teller.asking == "few-calls"
    teller.press(K.Key_Escape)
    assert teller.asking == ""
    teller.press(K.Key_N, K.Key_Return)
    teller.then(Mode.FREE)
    assert state_of(branch, ticket.id) is TicketState.MISSED


def test_k4_a_wrong_call_is_taken_back(branch: Branch, teller: Teller) -> None:
    ticket = branch.customer()
    teller.at_work()
    teller.press(K.Key_Return)
    teller.then(Mode.CALLING)
    QTest.keyClick(teller.panel, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    teller.press(K.Key_Z)
    teller.then(Mode.FREE)
    assert state_of(branch, ticket.id) is TicketState.WAITING


def test_k7_transfer_to_a_service_and_back_to_me(branch: Branch, teller: Teller) -> None:
    branch.customer("cash-deposit")
    teller.serving()
    number = teller.number
    teller.press(K.Key_T)
    assert teller.asking == "transfer"
    teller.press(K.Key_1, K.Key_C, K.Key_K, K.Key_Return)
    teller.then(Mode.FREE)
    (waiting,) = branch.lobby.ask(Hall()).waiting
    assert (waiting.number, waiting.service) == (number, "open-account")


def test_k7_transfer_to_one_counter(branch: Branch, teller: Teller) -> None:
    branch.lobby.do(OpenCounter("5", "t5"))
    branch.customer()
    teller.serving()
    branch.until(lambda: any(c.code == "5" and c.state is CounterState.FREE for c in hall_of(teller).counters))
    teller.press(K.Key_T, K.Key_Tab, K.Key_Return)
    teller.then(Mode.FREE)
    assert branch.lobby.ask(Hall()).waiting[0].only_counter == "5"


def hall_of(teller: Teller) -> model.Hall:
    assert teller.panel.clerk.hall is not None
    return teller.panel.clerk.hall


def test_k6_hold_until_a_step_is_over_and_resume_from_the_list(branch: Branch, teller: Teller) -> None:
    ticket = branch.customer()
    teller.serving()
    teller.press(K.Key_H, K.Key_3, K.Key_Plus, K.Key_Return)
    teller.then(Mode.FREE)
    (held,) = branch.lobby.ask(Hall()).held
    assert held.hold_kind is HoldKind.WAITING_STEP
    assert held.wake_at is not None
    assert (held.wake_at - branch.clock.now()).total_seconds() == pytest.approx(15 * 60, abs=3)
    teller.press(K.Key_S)
    teller.type(ticket.number)
    teller.press(K.Key_Return)
    teller.then(Mode.SERVING)
    assert teller.number == ticket.number


def test_k9_a_number_is_picked_from_the_list_with_a_reason(branch: Branch, teller: Teller) -> None:
    branch.customer()
    second = branch.customer()
    teller.at_work()
    branch.until(lambda: teller.desk.waiting == 2)
    teller.press(K.Key_S)
    teller.type(second.number[-1])
    teller.press(K.Key_Return)
    assert teller.asking == "pick-reason"
    teller.press(K.Key_2, K.Key_Return)
    teller.then(Mode.CALLING)
    assert teller.number == second.number
    assert branch.lobby.ask(TicketHistory(second.id)).calls[-1].rule == "by-hand: frail"


def test_k9_a_walk_up_without_a_number_is_served_at_once(branch: Branch, teller: Teller) -> None:
    teller.at_work()
    teller.press(K.Key_S, K.Key_Tab)
    teller.type("PENSION")
    teller.press(K.Key_Return)
    teller.then(Mode.SERVING)
    assert teller.desk.service is not None
    assert teller.desk.service.code == "pension"


def test_k11_pause_warns_asks_why_and_says_how_long(branch: Branch, teller: Teller) -> None:
    branch.customer()
    teller.at_work()
    branch.until(lambda: teller.desk.waiting == 1)
    teller.press(K.Key_P)
    assert teller.asking == "people-wait"
    teller.press(K.Key_Return)
    assert teller.asking == "pause"
    teller.press(K.Key_2, K.Key_Plus, K.Key_Return)
    teller.then(Mode.PAUSED)
    now = teller.desk.now
    assert now.pause_reason == "back-office"
    assert now.back_at is not None
    assert now.since is not None
    assert (now.back_at - now.since).total_seconds() == 15 * 60


def test_a_pause_is_made_longer_and_ended_with_the_next_call(branch: Branch, teller: Teller) -> None:
    teller.at_work()
    teller.press(K.Key_P, K.Key_Return)
    teller.then(Mode.PAUSED)
    branch.clock.forward(60)
    branch.until(lambda: teller.panel.clerk.now >= branch.clock.now())
    teller.press(K.Key_Plus)
    branch.until(lambda: teller.desk.now.back_at == branch.clock.now() + minutes(9))
    branch.customer()
    teller.press(K.Key_Return)
    teller.then(Mode.CALLING)


def minutes(count: int) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def test_k11_the_end_of_the_day_closes_the_counter(teller: Teller) -> None:
    teller.at_work()
    teller.press(K.Key_P, K.Key_7, K.Key_Return)
    teller.then(Mode.CLOSED)


def test_close_is_a_button_of_its_own(teller: Teller) -> None:
    teller.at_work()
    teller.press(K.Key_C)
    teller.then(Mode.CLOSED)


def test_k12_a_counter_held_by_another_says_who(branch: Branch) -> None:
    branch.lobby.do(OpenCounter("3", "t4"))
    teller = Teller(branch)
    assert teller.desk.mode is Mode.TAKEN
    teller.press(K.Key_Return)
    branch.until(lambda: "t4" in teller.told or "3" in teller.told)
    assert teller.desk.mode is Mode.TAKEN


def test_k17_the_bell_calls_the_lobby_manager(branch: Branch, teller: Teller) -> None:
    teller.at_work()
    teller.press(K.Key_M)
    branch.until(lambda: [h.place for h in branch.lobby.ask(Hall()).helps] == ["3"])
    assert teller.told == "已通知大堂经理"


def test_k14_the_note_travels_to_the_teller(branch: Branch, teller: Teller) -> None:
    ticket = branch.customer()
    branch.lobby.do(AddNote(ticket.id, "听力不好，请大声一点 𠮷"))
    teller.serving()
    assert teller.told == "听力不好，请大声一点 𠮷"


def test_a_key_that_makes_no_sense_now_does_nothing(branch: Branch, teller: Teller) -> None:
    before = branch.lobby.ask(Hall()).event
    teller.press(K.Key_R, K.Key_N, K.Key_F, K.Key_T, K.Key_H, K.Key_Z, K.Key_O, K.Key_F1, K.Key_Escape, K.Key_Tab)
    assert teller.desk.mode is Mode.CLOSED
    assert branch.lobby.ask(Hall()).event == before


def test_a_lost_link_is_said_with_its_time_and_comes_back(teller: Teller) -> None:
    teller.at_work()
    teller.panel.clerk._link.lost.emit("the cable is out")
    assert teller.desk.mode is Mode.OFFLINE
    assert teller.desk.may == {Act.LOOK}
    assert "起连不上排队系统" in teller.told
    teller.press(K.Key_Return)
    assert teller.asking == ""
    teller.panel.clerk._link.mended.emit()
    teller.then(Mode.FREE)


def test_an_unknown_counter_is_said(branch: Branch) -> None:
    panel = TellerPanel(branch.link(), look("light"), "en", "33", "t3")
    branch.bot.addWidget(panel)
    branch.until(lambda: panel.clerk.branch is not None)
    assert panel.clerk.notice is not None
    assert "33" in panel.clerk.notice.text


def test_the_panel_folds_to_a_bar_and_unfolds(branch: Branch, teller: Teller) -> None:
    branch.customer()
    teller.at_work()
    teller.press(K.Key_B)
    assert (teller.panel.width(), teller.panel.height()) == (560, 60)
    teller.press(K.Key_Return)
    teller.then(Mode.CALLING)
    teller.press(K.Key_B)
    assert (teller.panel.width(), teller.panel.height()) == (400, 646)


def test_unfolding_at_the_edge_stays_on_the_screen(teller: Teller) -> None:
    screen = teller.panel.screen().availableGeometry()
    teller.press(K.Key_B)
    teller.panel.move(screen.right() - 400, screen.bottom() - 60)
    teller.press(K.Key_B)
    assert teller.panel.y() == max(screen.top(), screen.bottom() - 646)
    teller.press(K.Key_B)
    assert teller.panel.x() == max(screen.left(), screen.right() - 560)


def test_it_stands_where_it_stood_unless_no_screen_is_there(teller: Teller, branch: Branch) -> None:
    teller.panel.move(40, 50)
    teller.panel.close()
    assert Teller(branch).panel.pos() == QPoint(40, 50)
    place.file().write_text('{"3": [90000, 50]}', encoding="utf-8")
    assert Teller(branch).panel.x() < 90000
    place.file().write_text("not json", encoding="utf-8")
    assert Teller(branch).panel.x() < 90000


def test_two_tellers_press_at_once_and_each_gets_a_customer_of_his_own(branch: Branch, teller: Teller) -> None:
    branch.lobby.do(OpenCounter("1", "t1"))
    branch.customer()
    branch.customer()
    teller.at_work()
    teller.press(K.Key_Return)
    other = branch.lobby.do(CallNext("1"))
    teller.then(Mode.CALLING)
    assert other is not None
    assert other.number != teller.number


def test_a4_that_the_day_is_not_open_is_said_until_it_opens(branch: Branch, teller: Teller) -> None:
    branch.lobby.do(CloseDay("evening"))
    branch.until(lambda: teller.panel.clerk.hall is not None and teller.panel.clerk.hall.phase is Phase.CLOSED)
    teller.press(K.Key_Return)
    branch.until(lambda: "营业日" in teller.told)
    branch.lobby.do(OpenDay())
    branch.until(lambda: teller.told == "")
