"""What needs a person: each cause raises its alert, and the alert goes with the cause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby import model as m
from lobby.policy import Policy
from lobby.rules.alerts import alerts, identity
from lobby.rules.waits import wait_level, waited

NOW = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)
POLICY = Policy()


def ago(minutes: float) -> dt.datetime:
    return NOW - dt.timedelta(minutes=minutes)


def ticket(number: int, minutes: float, state: m.TicketState = m.TicketState.WAITING, **other: object) -> m.Ticket:
    plain = m.Ticket(
        id=number, number=f"A{number:03}", day=NOW.date(), service="cash", segment="ordinary", state=state, zone="cash",
        issued_at=ago(minutes), people_ahead=0, wait_low=1, wait_high=5, waiting_since=ago(minutes), rank=number,
        token=str(number),
    )  # fmt: skip
    return replace(plain, **other)  # type: ignore[arg-type]


def branch() -> m.Branch:
    name = m.Text("现金", "Cash")
    return m.Branch(
        code="b", name=name, bank=name, type=m.BranchType.BASIC, timezone="Asia/Shanghai", hours=m.Hours({}), version=1,
        zones=(m.Zone("cash", m.ZoneKind.CASH, name),),
        services=(m.Service("cash", name, "cash", "A", target_minutes=5), m.Service("loan", name, "cash", "B")),
        tiles=(), segments=(m.Segment("ordinary", name), m.Segment("gold", name, 20, "R", vip=True)),
        counters=(m.Counter("1", name, "cash", ("cash",)), m.Counter("2", name, "cash", ("loan",))),
        devices=(m.Device("atm", m.DeviceKind.DISPENSER, "self", name, (m.Ability("cash", under=2_000_000),)),),
        staff=(m.Staff("r1", "李晓", m.Role.RELATIONSHIP_MANAGER),), settings={},
    )  # fmt: skip


def hall(waiting: Iterable[m.Ticket] = (), **other: object) -> m.Hall:
    empty = m.Hall(
        now=NOW, event=1, version=1, phase=m.Phase.OPEN, day=None, opens_at=None, closes_at=None, counters=(),
        services=(), devices=(), waiting=tuple(waiting), held=(), missed=(), calls=(), notices=(), helps=(),
        figures=m.Figures(),
    )  # fmt: skip
    return replace(empty, **other)  # type: ignore[arg-type]


def kinds(snapshot: m.Hall, now: dt.datetime = NOW) -> list[str]:
    return [a.kind for a in alerts(snapshot, branch(), POLICY, now)]


@pytest.mark.parametrize(
    ("minutes", "level"),
    [(0, "normal"), (7.99, "normal"), (8, "near"), (10, "near"), (10.01, "over"), (300, "over")],
)
def test_c5_a_wait_has_three_levels(minutes: float, level: str) -> None:
    assert wait_level(ticket(1, minutes), NOW, POLICY) == level


def test_k3_the_walk_to_the_counter_is_not_waiting() -> None:
    called = ticket(1, 9, m.TicketState.CALLED, called_at=ago(5))
    assert waited(called, NOW) == dt.timedelta(minutes=4)
    assert wait_level(called, NOW, POLICY) is m.WaitLevel.NORMAL


def test_k6_hold_time_is_not_waiting_time() -> None:
    held = ticket(1, 40, m.TicketState.HELD, waited_seconds=180)
    assert waited(held, NOW) == dt.timedelta(minutes=3)


def test_a_clock_that_is_behind_gives_no_negative_wait() -> None:
    assert waited(ticket(1, -2), NOW) == dt.timedelta()


def test_c5_past_ten_minutes_is_an_alert_and_nearing_another() -> None:
    found = alerts(hall([ticket(1, 12), ticket(2, 9), ticket(3, 2)]), branch(), POLICY, NOW)
    assert [(a.kind, a.number) for a in found] == [("wait-over", "A001"), ("wait-near", "A002")]
    assert found[0].since == ago(2)


def test_c5_the_newest_breach_stands_first() -> None:
    found = alerts(hall([ticket(1, 20), ticket(2, 11), ticket(3, 15)]), branch(), POLICY, NOW)
    assert [a.number for a in found] == ["A002", "A003", "A001"]


def test_c6_needs_over_ten_minutes_and_more_than_ten_waiting() -> None:
    ten = [ticket(n, 11 if n == 1 else 3) for n in range(1, 11)]
    assert "second-diversion" not in kinds(hall(ten))
    found = alerts(hall([*ten, ticket(11, 0.5)]), branch(), POLICY, NOW)
    assert found[0].kind == "second-diversion"
    assert found[0].detail["waiting"] == 11
    assert found[0].since == ago(0.5), "it became due when the eleventh came"
    patient = [replace(t, waiting_since=ago(5)) for t in ten]
    assert "second-diversion" not in kinds(hall([*patient, ticket(11, 1)]))


def test_c6_the_prompt_names_whom_to_ask_and_goes_when_all_were_asked() -> None:
    crowd = [ticket(1, 11, amount=100_000), *(ticket(n, 3) for n in range(2, 12))]
    (due,) = (a for a in alerts(hall(crowd), branch(), POLICY, NOW) if a.kind == "second-diversion")
    assert due.detail["ask"] == ("A001",)
    assert "second-diversion" not in kinds(hall(crowd, answered=(1,)))
    out = m.DeviceNow("atm", False, "jam", ago(1))
    (due,) = (a for a in alerts(hall(crowd, devices=(out,)), branch(), POLICY, NOW) if a.kind == "second-diversion")
    assert due.detail["ask"] == (), "nobody is sent to a device that is out of order (A3)"


@pytest.mark.parametrize("special", [{"segment": "gold"}, {"green": "elderly"}])
def test_c6_only_ordinary_customers_count_as_its_cause(special: dict[str, Any]) -> None:
    crowd = [ticket(n, 1) for n in range(1, 12)]
    assert "second-diversion" not in kinds(hall([*crowd, replace(ticket(12, 30), **special)]))


def test_b4_a_vip_is_announced_with_the_own_manager() -> None:
    (alert,) = alerts(hall([ticket(1, 3, segment="gold", manager="r1")]), branch(), POLICY, NOW)
    assert (alert.kind, alert.detail["manager"], alert.since) == ("vip", "李晓", ago(3))


def test_b6_a_green_channel_customer_is_announced() -> None:
    (alert,) = alerts(hall([ticket(1, 1, green="pregnant")]), branch(), POLICY, NOW)
    assert (alert.kind, alert.detail["green"]) == ("green", "pregnant")


def test_b9_a_service_over_its_time_is_shown_from_the_moment_it_passed() -> None:
    served = ticket(1, 20, m.TicketState.SERVING, arrived_at=ago(7))
    counter = m.CounterNow("1", m.CounterState.SERVING, ago(7), "t1", "李伟", served)
    (alert,) = alerts(hall(counters=(counter,)), branch(), POLICY, NOW)
    assert (alert.kind, alert.counter, alert.since) == ("overrun", "1", ago(2))
    assert kinds(hall(counters=(counter,)), ago(2.5)) == []


def test_m4_a_printer_fault_comes_and_goes() -> None:
    broken = m.DeviceNow("p1", False, "paper-out", ago(1))
    (alert,) = alerts(hall(devices=(broken,)), branch(), POLICY, NOW)
    assert (alert.kind, alert.device, alert.detail["fault"]) == ("device", "p1", "paper-out")
    assert kinds(hall(devices=(m.DeviceNow("p1", True),))) == []


def test_k17_a_call_for_help_comes_before_everything() -> None:
    crowd = [ticket(n, 11) for n in range(1, 13)]
    assert kinds(hall(crowd, helps=(m.Help(4, "kiosk-1", ago(0)),)))[0] == "help"


def test_k11_a_manned_counter_that_serves_nobody_while_its_customers_wait() -> None:
    free = m.CounterNow("1", m.CounterState.FREE, ago(5), "t1", "李伟", waiting=1)
    assert kinds(hall([ticket(1, 4)], counters=(free,))) == ["idle"]
    assert kinds(hall([ticket(1, 1)], counters=(free,))) == [], "the customer came a minute ago"
    assert kinds(hall([ticket(1, 4, service="loan")], counters=(free,))) == [], "not his customer"
    closed = m.CounterNow("1", m.CounterState.CLOSED, ago(50))
    assert kinds(hall([ticket(1, 4)], counters=(closed,))) == []


def test_c3_missed_numbers_pile_up() -> None:
    missed = [ticket(n, 30, m.TicketState.MISSED, since=ago(n)) for n in range(1, 6)]
    (alert,) = alerts(hall(missed=tuple(missed)), branch(), POLICY, NOW)
    assert (alert.kind, alert.since, alert.detail["missed"]) == ("missed", ago(1), 5)
    assert kinds(hall(missed=tuple(missed[:4]))) == []


@given(st.lists(st.floats(0, 120), max_size=30), st.floats(0, 30))
def test_m1_an_alert_keeps_its_identity_while_time_passes(waits: list[float], later: float) -> None:
    snapshot = hall([ticket(n, w) for n, w in enumerate(waits, 1)])
    before = {identity(a) for a in alerts(snapshot, branch(), POLICY, NOW)}
    found = alerts(snapshot, branch(), POLICY, NOW + dt.timedelta(minutes=later))
    after = {identity(a) for a in found}
    assert len(after) == len(found)
    assert {i for i in before if i[0] != m.AlertKind.WAIT_NEAR} <= after
