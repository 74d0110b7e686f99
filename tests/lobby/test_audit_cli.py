"""`lobby audit`: exit codes and words that an auditor and a nightly script can rely on."""

import json
from typing import Any

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.cli import main
from tests.lobby.shift import Shift
from tests.lobby.test_chain import tampering


@pytest.fixture
def day(shift: Shift) -> Shift:
    """A day with a few customers, closed."""
    shift.open("1")
    shift.take_many(3), shift.serve("1"), shift.finish("1")
    shift.do(c.CloseDay())
    return shift


def run(shift: Shift, *words: str) -> int:
    return main(["audit", *words, "--database", shift.url])


def answer(shift: Shift, capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    assert run(shift, *words, "--json") == code
    return json.loads(capsys.readouterr().out)


def test_a_sound_journal_is_called_so_and_the_slip_leads_to_it(day: Shift, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(day, "verify") == 0
    assert capsys.readouterr().out.startswith(f"Sound: {len(day.journal())} lines of 1 days")
    slip = answer(day, capsys, "slip")
    assert (slip["day"], slip["figures"]["issued"], slip["closed_out"]) == ("2026-03-02", 3, 2)
    found = answer(day, capsys, "verify", "--day", "2026-03-02", "--head", slip["head"][:32])
    assert (found["sound"], found["head"], found["slip_line"]) == (True, slip["head"], len(day.journal()))


def test_the_slip_can_be_read_and_copied(day: Shift, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(day, "slip") == 0
    words = capsys.readouterr().out
    head = day.ask(q.ClosingSlip()).groups
    assert " ".join(head) in words
    assert "3 tickets: 1 served" in words
    assert run(day, "verify", "--head", " ".join(head)) == 0


def test_what_was_done_to_the_journal_is_told_to_people_and_programs(
    day: Shift, capsys: pytest.CaptureFixture[str]
) -> None:
    with tampering(day) as do:
        do("UPDATE journal SET staff = 't9' WHERE kind = 'ticket.finished'")
        do("DELETE FROM journal WHERE id IN (4, 5)")
    assert run(day, "verify") == 1
    said = capsys.readouterr().err
    assert "2026-03-02: lines 4 to 5 are missing" in said
    assert "is not what was written" in said
    found = answer(day, capsys, "verify", code=1)
    assert (found["trouble"], found["sound"]) == ("journal-tampered", False)
    assert found["findings"][0] == {"kind": "missing", "day": "2026-03-02", "first": 4, "last": 5}


def test_another_days_slip_does_not_fit(day: Shift, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(day, capsys, "verify", "--head", "0" * 32, code=1)["findings"][0]["kind"] == "other-slip"
    assert answer(day, capsys, "verify", "--head", "slip", code=3)["refused"] == "bad-head"
    assert answer(day, capsys, "verify", "--day", "2025-01-01", code=3)["refused"] == "unknown-day"
