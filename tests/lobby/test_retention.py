"""What the record forgets by its policy, and that no figure changes by it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from lobby import commands as c
from lobby import queries as q
from lobby.cli import main
from lobby.handlers import retention
from tests.lobby.shift import GOLD_CARD, PRIVATE_CARD, Shift


@pytest.fixture
def month(shift: Shift) -> Shift:
    """A day with known customers, and the next a month later, when its customers are to be forgotten."""
    shift.know_customers()
    shift.open("1", "8")
    gold = shift.do(c.TakeTicket("wealth", customer=GOLD_CARD), key="touch")
    shift.take("wealth", customer=PRIVATE_CARD)
    shift.do(c.AddNote(gold.id, "带了老花镜"))
    shift.take(), shift.serve("8", minutes=4), shift.finish("8")
    shift.do(c.CloseDay())
    shift.move_to(10, days=32)
    return shift


def personal(shift: Shift) -> list[tuple[object, ...]]:
    with shift.writing() as session:
        rows = session.execute(text("SELECT identity, customer, manager, note FROM tickets ORDER BY id"))
        return [tuple(row) for row in rows]


def test_a_new_day_forgets_whose_visits_are_a_month_old(month: Shift) -> None:
    before = month.ask(q.DayFigures())
    assert any(identity for identity, *_ in personal(month))
    month.do(c.OpenDay())
    assert set(personal(month)) == {(None, None, None, "")}
    assert month.ask(q.DayFigures(before.date)) == before
    (line,) = month.happened("privacy.purged")
    assert line.data == {"visits": 2, "customers": 0, "answers": 1, "sign_ins": 0}
    assert month.ask(q.VerifyJournal()).sound, "the journal never knew them"


def test_the_days_before_are_not_forgotten_yet(shift: Shift) -> None:
    shift.know_customers()
    shift.take("wealth", customer=GOLD_CARD)
    shift.do(c.CloseDay())
    shift.move_to(10, days=30)
    shift.do(c.OpenDay())
    assert shift.happened("privacy.purged") == []
    assert personal(shift)[0][0]


def test_how_long_is_the_branchs_own_decision(month: Shift) -> None:
    month.do(c.ChangeSetting("keep_visits_days", 0))
    month.do(c.ChangeSetting("keep_customers_days", 10))
    month.do(c.OpenDay())
    assert any(identity for identity, *_ in personal(month)), "0 keeps for good"
    assert month.ask(q.FindCustomer(GOLD_CARD)) is None
    assert month.happened("privacy.purged")[0].data["customers"] == 3


def test_a_list_that_is_imported_again_stays(month: Shift) -> None:
    month.do(c.ChangeSetting("keep_customers_days", 10))
    month.know_customers()
    month.do(c.OpenDay())
    assert month.ask(q.FindCustomer(GOLD_CARD)) is not None


def test_a_purge_goes_in_portions_and_the_command_takes_them_all(
    month: Shift, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 1)
    month.do(c.OpenDay())
    assert sum(identity is not None for identity, *_ in personal(month)) == 1
    assert main(["purge", "--json", "--database", month.url]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(personal(month)) == {(None, None, None, "")}
    assert told["visits"] >= 0


@pytest.mark.ways("sqlite")
def test_what_is_forgotten_is_in_no_byte_of_the_file(month: Shift) -> None:
    identity = str(personal(month)[0][0]).encode()
    month.do(c.ImportCustomers(()))
    assert any(identity in file.read_bytes() for file in month.path.parent.iterdir())
    month.do(c.OpenDay())
    month.lobby.close()
    assert not any(identity in file.read_bytes() for file in month.path.parent.iterdir())


@pytest.mark.ways("sqlite")
def test_looking_for_what_to_forget_reads_no_other_visit(shift: Shift) -> None:
    with shift.writing() as session:
        plan = session.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT id FROM tickets WHERE (identity IS NOT NULL OR customer IS NOT NULL OR "
                "manager IS NOT NULL OR note <> '') AND day < '2026-01-01' LIMIT 500"
            )
        )
        assert "ix_tickets_personal" in str(plan.all())
