"""The paper on a roll is counted on disk, begins anew with a new roll, and is told in tickets before it ends (M1)."""

import json
from pathlib import Path

import pytest

from devices.escpos import Answers, Fault
from devices.paper_tray import PaperTray
from devices.printer import Outcome, Printer
from devices.profile import profile
from devices.roll import Roll
from tests.devices.tickets import ZH

WELL = Answers(0x12, paper=0x12)
NEAR = Answers(0x12, paper=0x1E)
OUT = Answers(0x1A, cause=0x32, paper=0x7E)
OPEN = Answers(0x1A, cause=0x16, paper=0x12)
OPEN_AND_OUT = Answers(0x1A, cause=0x36, paper=0x7E)


@pytest.fixture
def roll(tmp_path: Path) -> Roll:
    return Roll(tmp_path / "paper" / "printer-1.json", 50)


def test_each_paper_is_counted_and_the_count_outlives_the_program(roll: Roll) -> None:
    for _ in range(10):
        roll.used(140)
    again = Roll(roll.file, 50)
    assert (again.count.used_mm, again.count.papers) == (1400, 10)
    assert again.left == (50_000 - 1400) // 140


def test_m1_the_last_tickets_are_told_in_few_steps(roll: Roll) -> None:
    told: list[int | None] = []
    while roll.count.used_mm < 52_000:
        roll.used(140)
        if not told or roll.low != told[-1]:
            told.append(roll.low)
    assert told == [None, 60, 40, 20, 10, 5]


def test_longer_tickets_leave_room_for_fewer(roll: Roll) -> None:
    for _ in range(40):
        roll.used(280)
    assert roll.left == pytest.approx((50_000 - 40 * 280) / 280, abs=15)


@pytest.mark.parametrize(
    ("answers", "is_new"),
    [
        ((WELL, OUT, WELL), True),
        ((WELL, OUT, OPEN_AND_OUT, WELL), True),
        ((WELL, OUT, NEAR), True),
        ((NEAR, OPEN, WELL), True),
        ((WELL, OPEN_AND_OUT, WELL), False),  # a jam was cleared
        ((WELL, OPEN, WELL), False),
        ((NEAR, WELL, NEAR), False),  # the sensor wavers
        ((NEAR, OPEN, NEAR), False),
    ],
)
def test_a_new_roll_is_told_from_an_open_cover(roll: Roll, answers: tuple[Answers, ...], is_new: bool) -> None:
    roll.used(1000)
    for answer in answers:
        Roll(roll.file, 50).seen(answer)  # as if the machine were started anew in between
    assert roll.count.used_mm == (0 if is_new else 1000)
    assert roll.count.rolls == int(is_new)


def test_a_new_roll_by_command_is_seen_by_a_program_that_runs(roll: Roll) -> None:
    roll.used(1000)
    Roll(roll.file, 50).changed()
    roll.used(140)
    assert roll.count.used_mm == 140


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"used_mm": "x"}', '{"other": 1}'])
def test_a_count_that_cannot_be_read_begins_anew(roll: Roll, text: str) -> None:
    roll.file.parent.mkdir()
    roll.file.write_text(text, encoding="utf-8")
    roll.used(140)
    assert json.loads(roll.file.read_text(encoding="utf-8"))["papers"] == 1


def test_a_disk_that_takes_nothing_keeps_no_ticket_from_printing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    roll = Roll(tmp_path / "file" / "printer-1.json", 0.3)
    printer = Printer(PaperTray().port(), roll=roll)
    results = [printer.print(ZH) for _ in range(3)]
    assert {result.outcome for result in results} == {Outcome.PRINTED}
    assert roll.count.papers == 3
    assert results[-1].left == 5
    assert len([record for record in caplog.records if "paper count" in record.getMessage()]) == 1


def test_m1_a_printer_tells_how_many_are_left_and_begins_anew_after_the_end(
    roll: Roll, caplog: pytest.LogCaptureFixture
) -> None:
    tray = PaperTray()
    printer = Printer(tray.port(), roll=roll, answer_seconds=0.05)
    assert printer.print(ZH).left is None
    millimetres = roll.count.used_mm
    assert millimetres == pytest.approx(1094 * 25.4 / 203 + 15, abs=8)
    for _ in range(310):
        roll.used(140)
    assert printer.print(ZH).left is not None
    tray.fault = Fault.PAPER_END
    assert printer.print(ZH).fault is Fault.PAPER_END
    tray.fault = None
    assert printer.status().left is None
    assert roll.count.papers == 0


def test_what_may_have_come_out_is_counted(roll: Roll, caplog: pytest.LogCaptureFixture) -> None:
    tray = PaperTray()
    tray.fault = Fault.COVER
    printer = Printer(tray.port(), profile(), roll=roll, answer_seconds=0.05)
    assert printer.print(ZH).outcome is Outcome.FAILED
    assert roll.count.papers == 0
