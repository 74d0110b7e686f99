"""The house around the queue: devices, paper, calls for help, notices (A3, C8, K17, M4)."""

import datetime as dt

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.model import PrintState
from tests.lobby.shift import Shift, other_door


def test_a3_out_of_order_is_shown_with_its_due_time(shift: Shift) -> None:
    due = shift.clock.now() + dt.timedelta(hours=4)
    shift.do(c.ReportDevice("dispenser-1", "cash jam", due))
    device = next(d for d in shift.hall().devices if d.code == "dispenser-1")
    assert (device.in_service, device.fault, device.since, device.repair_due) == (
        False, "cash jam", shift.clock.now(), due,
    )  # fmt: skip
    shift.do(c.ReportDevice("dispenser-1"))
    assert next(d for d in shift.hall().devices if d.code == "dispenser-1").in_service


def test_a3_a_fault_reported_again_is_one_fault(shift: Shift) -> None:
    shift.do(c.ReportDevice("printer-1", "paper end"))
    began = shift.clock.now()
    for _ in range(3):
        shift.pass_time(seconds=30)
        shift.do(c.ReportDevice("printer-1", "paper end"))
    assert len(shift.happened("device.fault")) == 1
    assert next(d for d in shift.hall().devices if d.code == "printer-1").since == began
    shift.do(c.ReportDevice("printer-1"))
    shift.do(c.ReportDevice("printer-1"))
    assert len(shift.happened("device.in-service")) == 1


def test_m4_paper_near_its_end_is_a_warning_to_staff_and_no_device_out_of_order(shift: Shift) -> None:
    shift.do(c.ReportDevice("printer-1", "near-end~60"))
    now = next(d for d in shift.hall().devices if d.code == "printer-1")
    assert (now.in_service, now.fault) == (True, "near-end~60")
    shift.do(c.ReportDevice("printer-1", "paper-end"))
    assert not next(d for d in shift.hall().devices if d.code == "printer-1").in_service


def test_a3_a_device_that_never_failed_reports_nothing(shift: Shift) -> None:
    shift.do(c.ReportDevice("printer-1"))
    assert shift.happened("device.in-service") == []


def test_m4_devices_report_before_the_day_is_open_as_well(closed: Shift) -> None:
    closed.do(c.ReportDevice("printer-1", "cover open"))
    assert not next(d for d in closed.hall().devices if d.code == "printer-1").in_service


def test_m4_paper_in_three_steps(shift: Shift) -> None:
    ticket = shift.take()
    assert shift.do(c.RecordPrint(ticket.id, PrintState.PRINTING)) == 1
    assert shift.history(ticket).prints[0].state is PrintState.PRINTING
    assert shift.do(c.RecordPrint(ticket.id, PrintState.PRINTED)) == 1
    assert [(p.copy, p.state) for p in shift.history(ticket).prints] == [(1, PrintState.PRINTED)]


def test_m4_a_fault_is_kept_with_the_paper_and_the_number_stays_valid(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take()
    copy = shift.do(c.RecordPrint(ticket.id, PrintState.PRINTING))
    shift.do(c.RecordPrint(ticket.id, PrintState.UNCERTAIN, copy, "silence"))
    assert shift.history(ticket).prints[0].fault == "silence"
    assert shift.call().id == ticket.id


def test_n9_a_reprint_is_a_copy_of_its_own(shift: Shift) -> None:
    ticket = shift.take()
    for copy in (1, 2):
        assert shift.do(c.RecordPrint(ticket.id, PrintState.PRINTING)) == copy
        shift.do(c.RecordPrint(ticket.id, PrintState.FAILED, copy, "paper end"))
    assert shift.do(c.RecordPrint(ticket.id, PrintState.PRINTED, copy=1)) == 1
    assert [p.state for p in shift.history(ticket).prints] == [PrintState.PRINTED, PrintState.FAILED]


def test_k17_help_is_called_taken_and_over(shift: Shift) -> None:
    help_ = shift.do(c.CallHelp("1"))
    assert shift.do(c.CallHelp("1")) == help_, "a second touch is the same call"
    assert shift.do(c.CallHelp("kiosk")) != help_
    assert [h.place for h in shift.hall().helps] == ["1", "kiosk"]
    shift.do(c.TakeHelp(help_, "m1"))
    assert [h.place for h in shift.hall().helps] == ["kiosk"]
    assert shift.happened("help.taken")[0].staff == "m1"
    assert shift.refused(c.TakeHelp(help_, "m1")) == "unknown-help"
    assert shift.do(c.CallHelp("1")) != help_, "the next call is a new one"


def test_c8_notices_until_their_time_or_until_taken_down(shift: Shift) -> None:
    short = shift.do(c.PostNotice("系统维护", "Maintenance", minutes=30))
    long = shift.do(c.PostNotice("请保管好随身物品"))
    assert [(n.id, n.text.en) for n in shift.hall().notices] == [(short, "Maintenance"), (long, "")]
    shift.pass_time(minutes=30)
    assert [n.id for n in shift.hall().notices] == [long]
    shift.do(c.RemoveNotice(long))
    assert shift.hall().notices == ()
    assert shift.refused(c.RemoveNotice(long)) == "unknown-notice"
    assert shift.refused(c.PostNotice("x", minutes=0)) == "bad-minutes"
    assert shift.refused(c.PostNotice("x", minutes=10**12)) == "bad-minutes"
    assert shift.refused(c.PostNotice("\x07")) == "bad-text"


def test_every_line_of_an_open_day_names_the_day(shift: Shift) -> None:
    ticket = shift.take()
    shift.do(c.RecordPrint(ticket.id, PrintState.PRINTING))
    shift.do(c.CallHelp("1")), shift.do(c.ReportDevice("printer-1", "jam")), shift.do(c.PostNotice("x"))
    assert {event.day for event in shift.journal()[1:]} == {dt.date(2026, 3, 2)}


def test_settings_work_at_once_in_every_program(shift: Shift) -> None:
    other = other_door(shift)
    before = shift.hall().version
    shift.setting("green_series", "G")
    assert shift.hall().version == before + 1
    assert other.do(c.TakeTicket("transfer", green="elderly")).number == "G001"
    other.close()


@pytest.mark.parametrize(
    ("name", "words", "value"), [("overtakes", "5", 5), ("never_close", "True", True), ("green_series", "G", "G")]
)
def test_a_setting_may_be_typed(shift: Shift, name: str, words: str, value: int | bool | str) -> None:
    shift.setting(name, words)
    assert shift.ask(q.Setup()).settings == {name: value}
