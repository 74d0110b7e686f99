"""What a waiting customer still has before him, told from one snapshot."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from lobby import model as m
from lobby.rules.outlook import outlook

NOW = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)
NAME = m.Text("现金", "Cash")


def ticket(number: int, service: str, state: m.TicketState = m.TicketState.WAITING) -> m.Ticket:
    return m.Ticket(
        id=number, number=f"A{number:03}", day=NOW.date(), service=service, segment="ordinary", state=state,
        zone="hall", issued_at=NOW, people_ahead=0, wait_low=1, wait_high=5, waiting_since=NOW, rank=number,
        token=str(number),
    )  # fmt: skip


def branch() -> m.Branch:
    return m.Branch(
        code="b", name=NAME, bank=NAME, type=m.BranchType.BASIC, timezone="Asia/Shanghai", hours=m.Hours({}), version=1,
        zones=(),
        services=(m.Service("cash", NAME, "hall", "A", target_minutes=5), m.Service("loan", NAME, "hall", "B")),
        tiles=(), segments=(m.Segment("ordinary", NAME),),
        counters=(m.Counter("1", NAME, "hall", ("cash",)), m.Counter("2", NAME, "hall", ("loan",))),
        devices=(), staff=(), settings={},
    )  # fmt: skip


def hall(waiting: tuple[m.Ticket, ...], counters: tuple[m.CounterNow, ...]) -> m.Hall:
    return m.Hall(
        now=NOW, event=1, version=1, phase=m.Phase.OPEN, day=None, opens_at=None, closes_at=None, counters=counters,
        services=(), devices=(), waiting=waiting, held=(), missed=(), calls=(), notices=(), helps=(),
        figures=m.Figures(),
    )  # fmt: skip


def test_c1_the_queue_is_seated_on_the_working_counters() -> None:
    served = replace(ticket(9, "cash", m.TicketState.SERVING), arrived_at=NOW - dt.timedelta(minutes=2))
    busy = m.CounterNow("1", m.CounterState.SERVING, ticket=served)
    found = outlook(hall((ticket(1, "cash"), ticket(2, "cash")), (busy,)), branch(), NOW)
    assert [(found[n].ahead, found[n].minutes) for n in (1, 2)] == [(0, 3), (1, 8)]


def test_c1_another_queue_is_not_ahead_and_a_closed_counter_is_expected_to_open() -> None:
    free = m.CounterNow("1", m.CounterState.FREE)
    closed = m.CounterNow("2", m.CounterState.CLOSED)
    found = outlook(hall((ticket(1, "cash"), ticket(2, "loan")), (free, closed)), branch(), NOW)
    assert (found[1].ahead, found[1].minutes, found[1].served) == (0, 0, True)
    assert (found[2].ahead, found[2].minutes, found[2].served) == (0, 5, False)


def test_c1_who_shares_only_the_vip_counters_is_not_ahead_at_ones_own() -> None:
    vip = m.Counter("8", NAME, "vip", ("cash", "loan"), segments_first=("gold",))
    house = replace(branch(), counters=(*branch().counters, vip))
    found = outlook(hall((ticket(1, "cash"), ticket(2, "loan")), ()), house, NOW)
    assert found[2].ahead == 0
