"""Which counter the console proposes to open, and what it expects of it."""

from __future__ import annotations

from dataclasses import replace

from lobby import model as m
from lobby_console.prospects import prospects
from tests.lobby_console import halls


def opened(branch: m.Branch) -> str | None:
    """The counter proposed while two wait, one for cash and one for a loan, and every counter is closed."""
    waiting = (halls.ticket(1, 12), halls.ticket(2, 11, "B", service="loan", zone="low"))
    counters = tuple(m.CounterNow(c.code, m.CounterState.CLOSED) for c in branch.counters)
    found = prospects(halls.hall(waiting, counters=counters), branch, (), halls.NOW)
    return found[-1].counter


def branch_with_lounge(*ordinary: m.Counter) -> m.Branch:
    plain = halls.branch()
    lounge = m.Counter("8", halls.NAME, "vip", ("cash-withdraw", "loan"))
    zones = (*plain.zones, m.Zone("vip", m.ZoneKind.VIP, halls.NAME))
    return replace(plain, zones=zones, counters=(lounge, *ordinary))


def test_c6_a_counter_for_vip_customers_is_opened_only_where_no_other_helps() -> None:
    cash = m.Counter("1", halls.NAME, "cash", ("cash-withdraw",))
    advice = m.Counter("2", halls.NAME, "low", ("advice",))
    assert opened(branch_with_lounge(cash, advice)) == "1"
    assert opened(branch_with_lounge(advice)) == "8"


def test_c6_a_closed_counter_that_serves_nobody_who_waits_is_no_remedy() -> None:
    branch = replace(halls.branch(), counters=(m.Counter("2", halls.NAME, "low", ("advice",)),))
    assert opened(branch) is None
