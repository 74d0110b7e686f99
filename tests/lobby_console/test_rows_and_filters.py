"""The waiting list's order, its filters and the figures above it."""

from __future__ import annotations

from lobby import model as m
from lobby_console.filters import chosen, filters
from lobby_console.kpis import kpis
from lobby_console.rows import Act, rows
from lobby_console.times import clock
from resources.language import catalogue
from tests.lobby_console.halls import NOW, POLICY, ago, branch, hall, ticket

T = catalogue("console", "en")


def numbers(*waiting: m.Ticket) -> list[str]:
    return [r.ticket.number for r in rows(hall(waiting), branch(), POLICY, NOW).waiting]


def test_c5_most_urgent_first() -> None:
    vip = ticket(4, 1, "R", segment="gold")
    green = ticket(5, 2, "Y", green="elderly")
    assert numbers(ticket(1, 3), ticket(2, 9), ticket(3, 11), vip, green, ticket(6, 12)) == [
        "A006", "A003", "Y005", "R004", "A002", "A001",
    ]  # fmt: skip


def test_c6_only_a_need_within_a_machines_limit_can_be_diverted() -> None:
    small, large, unknown = ticket(1, 1, amount=100), ticket(2, 1, amount=5_000_000), ticket(3, 1)
    found = rows(hall([small, large, unknown]), branch(), POLICY, NOW)
    assert [r.device for r in found.waiting] == ["atm", None, None]
    assert found.waiting[0].acts == (Act.DIVERT, Act.OPEN)
    asked = rows(hall([small], answered=(1,)), branch(), POLICY, NOW)
    assert asked.waiting[0].acts == (Act.OPEN,)


def test_b4_b6_nobody_with_priority_is_sent_to_a_machine() -> None:
    found = rows(
        hall([ticket(1, 1, "R", segment="gold", amount=1), ticket(2, 1, green="x", amount=1)]), branch(), POLICY, NOW
    )
    assert [r.device for r in found.waiting] == [None, None]


def test_c3_a_missed_number_can_be_taken_back() -> None:
    found = rows(hall(missed=(ticket(1, 20, state=m.TicketState.MISSED),)), branch(), POLICY, NOW)
    assert found.missed[0].acts == (Act.READMIT, Act.OPEN)


def test_each_filter_counts_what_it_shows() -> None:
    waiting = [ticket(1, 11), ticket(2, 9), ticket(3, 1, "B", service="loan"), ticket(4, 1, "R", segment="gold")]
    found = rows(hall(waiting, held=(ticket(5, 3, state=m.TicketState.HELD),)), branch(), POLICY, NOW)
    chips = filters(found, branch(), POLICY)
    assert [(c.key, c.count) for c in chips] == [
        ("all", 4), ("over", 1), ("near", 1), ("queue:A", 2), ("queue:B", 1), ("vip", 1), ("green", 0), ("missed", 0),
        ("held", 1),
    ]  # fmt: skip
    assert all(len(chosen(found, c.key)) == c.count for c in chips)
    cash, loan = chips[3], chips[4]
    assert (cash.name, cash.zone) == (None, m.ZoneKind.CASH)
    assert loan.name == m.Text("贷款", "Personal loan")


def test_search_looks_through_everybody_by_number_and_note() -> None:
    held = ticket(5, 3, state=m.TicketState.HELD, note="wheelchair")
    found = rows(hall([ticket(1, 11)], held=(held,)), branch(), POLICY, NOW)
    assert [r.ticket.id for r in chosen(found, "over", " a005 ")] == [5]
    assert [r.ticket.id for r in chosen(found, "all", "wheel")] == [5]


def test_moments_are_local() -> None:
    assert clock(NOW, "Asia/Shanghai") == "10:00"


def test_f1_only_a_breach_gives_a_figure_its_level() -> None:
    calm = kpis(hall([ticket(1, 1)]), branch(), rows(hall([ticket(1, 1)]), branch(), POLICY, NOW), POLICY, None, T)
    assert {k.level for k in calm} == {m.WaitLevel.NORMAL}
    crowd = hall([ticket(1, 12.5), ticket(2, 9)], figures=m.Figures(issued=12, served=8, past_ten=3, abandoned=1))
    found = {k.label: k for k in kpis(crowd, branch(), rows(crowd, branch(), POLICY, NOW), POLICY, None, T)}
    assert (found["Longest wait"].value, found["Longest wait"].sub) == ("12:30", "A001 Withdraw cash")
    assert (found["Past 10 min"].value, found["Past 10 min"].level) == ("1", m.WaitLevel.OVER)
    assert (found["Nearing"].value, found["Nearing"].level) == ("1", m.WaitLevel.NEAR)
    assert found["Issued / served"].value == "12 / 8"
    assert found["Open counters"].value == "1 / 2"


def test_b2_the_share_of_accepted_diversions() -> None:
    report = m.DayReport(NOW.date(), m.Figures(), {}, {}, {}, (m.Interval(ago(0), 7, 5, 0),), 5, 2)
    found = {k.label: k for k in kpis(hall(), branch(), rows(hall(), branch(), POLICY, NOW), POLICY, report, T)}
    assert found["Diverted"].value == "40%"
    assert found["Waiting"].sub == "7 came since 10:00"
