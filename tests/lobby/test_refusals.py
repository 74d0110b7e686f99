"""Bad input, every kind that the issue names: refused in words, and no trace of it in the record."""

import datetime as dt
from dataclasses import fields, replace
from typing import Any

import pytest
from sqlalchemy import text

from lobby import commands as c
from lobby import queries as q
from lobby.errors import REASONS, Refused, Trouble
from lobby.model import Customer, HoldKind, PrintState
from lobby.policy import Policy
from tests.lobby.shift import Shift

NASTY = ["", " ", "\x00", "\x1b[2J", "\ud800", "𠮷", "👵🏽", "'; DROP TABLE tickets; --", "x" * 100_000]
NO_ID = [0, -1, 999, 2**63, -(2**70), 10**30]

BY_COUNTER: list[Any] = [
    c.CallNext, c.Recall, c.Arrive, c.Finish, c.NoShow, c.TakeBack, c.CloseCounter,
    lambda counter: c.OpenCounter(counter, "t1"),
    lambda counter: c.PauseCounter(counter, "lunch"),
    lambda counter: c.FreeCounter(counter, "forgotten"),
    lambda counter: c.Hold(counter, HoldKind.WITHOUT_PAPERS),
    lambda counter: c.Transfer(counter, service="wealth"),
    lambda counter: c.CallTicket(counter, 1, "reason"),
    lambda counter: c.WalkUp(counter, "transfer"),
    lambda counter: c.Resume(2, counter),
]  # fmt: skip
BY_TICKET: list[Any] = [
    c.Abandon, c.Readmit,
    lambda ticket: c.CallTicket("1", ticket, "reason"),
    lambda ticket: c.Resume(ticket, "1"),
    lambda ticket: c.GrantGreen(ticket, "elderly"),
    lambda ticket: c.RevokeGreen(ticket, "mistake"),
    lambda ticket: c.AddNote(ticket, "note"),
    lambda ticket: c.Divert(ticket, "dispenser-1", accepted=True),
    lambda ticket: c.RecordPrint(ticket, PrintState.PRINTING),
]  # fmt: skip


@pytest.mark.parametrize("service", ["no-such", *NASTY])
def test_an_unknown_service(shift: Shift, service: str) -> None:
    assert shift.refused(c.TakeTicket(service)) == "unknown-service"
    assert shift.refused(c.DivertAtKiosk(service, "dispenser-1", accepted=True)) == "unknown-service"
    with pytest.raises(Refused, match="There is no service"):
        shift.ask(q.AskOffer(service))


def test_an_unknown_counter(shift: Shift) -> None:
    shift.open("1")
    shift.take_many(2)
    shift.serve()
    held = shift.do(c.Hold("1", HoldKind.WITHOUT_PAPERS))
    assert held.state == "held"
    for make in BY_COUNTER:
        for counter in ["77", *NASTY[:5]]:
            assert (
                shift.refused(make(counter) if make is not BY_COUNTER[-1] else c.Resume(1, counter))
                == "unknown-counter"
            )


def test_an_unknown_ticket(shift: Shift) -> None:
    shift.open("1")
    for make in BY_TICKET:
        for ticket in NO_ID:
            assert shift.refused(make(ticket)) == "unknown-ticket"
    for ticket in NO_ID:
        with pytest.raises(Refused, match="There is no ticket"):
            shift.ask(q.TicketHistory(ticket))


@pytest.mark.parametrize("staff", ["nobody", *NASTY])
def test_an_unknown_teller(shift: Shift, staff: str) -> None:
    assert shift.refused(c.OpenCounter("1", staff)) == "unknown-staff"


@pytest.mark.parametrize("make", BY_COUNTER[:7])
def test_a_counter_that_nobody_opened(shift: Shift, make: Any) -> None:
    shift.take()
    assert shift.refused(make("1")) == "counter-closed"


def test_a_counter_held_by_another(shift: Shift) -> None:
    shift.open("1")
    with pytest.raises(Refused, match="Counter 1 is held by t1"):
        shift.do(c.OpenCounter("1", "t2"))


@pytest.mark.parametrize("make", [c.Recall, c.Arrive, c.Finish, c.NoShow, c.TakeBack])
def test_nobody_is_there(shift: Shift, make: Any) -> None:
    shift.open("1")
    assert shift.refused(make("1")) == "nobody-here"


def test_a_call_with_nobody_waiting_is_no_refusal(shift: Shift) -> None:
    shift.open("1")
    assert shift.next() is None


@pytest.mark.parametrize("amount", [-1, -(10**30), 100_000_000_001, 10**30])
def test_an_amount_that_is_negative_or_absurd(shift: Shift, amount: int) -> None:
    assert shift.refused(c.TakeTicket("cash-withdraw", amount=amount)) == "bad-amount"
    assert shift.refused(c.DivertAtKiosk("cash-withdraw", "dispenser-1", True, amount)) == "bad-amount"
    with pytest.raises(Refused, match="not possible"):
        shift.ask(q.AskOffer("cash-withdraw", amount=amount))


def test_amounts_from_nothing_to_the_most(shift: Shift) -> None:
    assert [shift.take(amount=amount).amount for amount in (0, 1, 100_000_000_000)] == [0, 1, 100_000_000_000]


@pytest.mark.parametrize("words", NASTY)
def test_nasty_words_are_refused_or_kept_clean(shift: Shift, words: str) -> None:
    shift.open("1", "2")
    ticket = shift.take()
    wishes: list[c.Command[Any]] = [
        c.TakeTicket("transfer", green=words, customer=words, language=words, channel=words, note=words),
        c.AddNote(ticket.id, words), c.GrantGreen(ticket.id, words), c.CallTicket("1", ticket.id, words),
        c.PauseCounter("2", words), c.FreeCounter("2", words), c.CallHelp(words), c.PostNotice(words, words),
        c.ReportDevice("printer-1", words), c.RecordPrint(ticket.id, PrintState.PRINTING, fault=words),
        c.Divert(ticket.id, words, accepted=False, reason=words), c.WalkUp("2", "transfer", words),
        c.ImportCustomers((Customer(words, "gold", words, words, "r1", words),)), c.CloseDay(words),
    ]  # fmt: skip
    said = []
    for wish in wishes:
        try:
            shift.do(wish)
        except Refused as refusal:
            said.append(str(refusal))
    assert "\ud800" not in "".join(said)
    for query in (q.FindTicket(words), q.FindCustomer(words), q.AskOffer("transfer", green=words, customer=words)):
        shift.ask(query)
    shown = repr((shift.hall(), shift.history(ticket), shift.journal()))
    assert "\\x" not in shown
    assert "\\ud8" not in shown


def test_rare_names_are_kept_whole(shift: Shift) -> None:
    names = ("𠮷", "㐂", "镕")
    shift.do(
        c.ImportCustomers(
            tuple(Customer(f"622202000000000000{n}", "gold", name, "先生") for n, name in enumerate(names))
        )
    )
    for number, name in enumerate(names):
        assert shift.take(customer=f"622202000000000000{number}").customer == f"{name}先生"


def test_a_customer_of_an_unknown_level_imports_nobody(shift: Shift) -> None:
    shift.know_customers()
    assert shift.refused(c.ImportCustomers((Customer("1234567890", "diamond", "王", "先生"),))) == "unknown-segment"
    found = shift.ask(q.FindCustomer("6222020000000000017"))
    assert found is not None
    assert found.segment == "gold"


def test_a_customer_named_twice_is_one(shift: Shift) -> None:
    twice = (Customer("1234 5678", "gold", "王", "先生"), Customer("12345678", "private", "王", "先生"))
    assert shift.do(c.ImportCustomers(twice)) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("no_such", 1), ("", 1), ("overtakes", -1), ("overtakes", True), ("overtakes", "three"),
        ("overtakes", "9" * 5000), ("overtakes", 10**18), ("never_close", 1), ("never_close", "perhaps"),
        ("missed_rule", "perhaps"), ("green_series", "y"), ("green_series", "\n"),
    ],
)  # fmt: skip
def test_a_setting_that_is_none_or_cannot_be(shift: Shift, name: str, value: int | bool | str) -> None:
    assert shift.refused(c.ChangeSetting(name, value)) == "unknown-setting"


@pytest.mark.parametrize("value", [0, 1_000_000_000])
def test_the_lobby_works_at_both_ends_of_every_number(shift: Shift, value: int) -> None:
    for field in fields(Policy):
        if field.type == "int":
            shift.setting(field.name, value)
    shift.setting("last_ticket_minutes", 0)
    shift.open("1", "2")
    shift.take(amount=0), shift.take(green="elderly", amount=0)
    for _ in range(4):
        shift.next("1"), shift.hall(), shift.ask(q.SecondDiversion())
        shift.pass_time(minutes=1)
    shift.ask(q.DayFigures())
    shift.do(c.CloseDay())


def test_what_is_not_there(shift: Shift) -> None:
    for number in NO_ID:
        assert shift.refused(c.TakeHelp(number, "m1")) == "unknown-help"
        assert shift.refused(c.RemoveNotice(number)) == "unknown-notice"
    ticket = shift.take()
    for copy in (None, *NO_ID):
        assert shift.refused(c.RecordPrint(ticket.id, PrintState.PRINTED, copy)) == "wrong-state"
    assert shift.refused(c.ReportDevice("toaster-1", "burnt")) == "unknown-device"
    assert shift.ask(q.FindTicket("Z999")) is None
    assert shift.ask(q.FindCustomer("0000000000")) is None


def test_a_moment_without_its_time_zone(shift: Shift) -> None:
    naive = dt.datetime(2026, 3, 3)  # noqa: DTZ001 - that is the mistake
    assert shift.refused(c.ReportDevice("printer-1", "jam", naive)) == "bad-time"


def test_a_service_that_no_counter_does(shift: Shift) -> None:
    branch = shift.ask(q.Setup())
    counters = tuple(replace(n, services=tuple(s for s in n.services if s != "fx")) for n in branch.counters)
    shift.set_up_as(replace(branch, counters=counters))
    assert shift.refused(c.TakeTicket("fx")) == "no-counter"
    shift.open("5")
    shift.take("wealth"), shift.serve("5")
    assert shift.refused(c.Transfer("5", service="fx")) == "no-counter"


def test_every_refusal_says_its_facts() -> None:
    for sentence in REASONS.values():
        assert sentence.endswith(".")
        assert sentence[0].isupper() or sentence[0] == "{"


def test_a_record_without_a_branch_says_what_to_do(shift: Shift) -> None:
    with shift.writing() as session:
        session.execute(text("DELETE FROM setups"))
    with pytest.raises(Trouble, match="lobby init"):
        shift.hall()
