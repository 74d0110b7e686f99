"""A small branch and its hall as plain values, for tests of what the console makes of a snapshot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lobby import model as m
from lobby.policy import Policy

NOW = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)
POLICY = Policy()
CASH, LOAN, NAME = m.Text("取款", "Withdraw cash"), m.Text("贷款", "Personal loan"), m.Text("支行", "Branch")


def ago(minutes: float) -> dt.datetime:
    return NOW - dt.timedelta(minutes=minutes)


def ticket(number: int, minutes: float, letter: str = "A", **other: Any) -> m.Ticket:
    plain = m.Ticket(
        id=number, number=f"{letter}{number:03}", day=NOW.date(), service="cash-withdraw", segment="ordinary",
        state=m.TicketState.WAITING, zone="cash", issued_at=ago(minutes), people_ahead=0, wait_low=1, wait_high=5,
        waiting_since=ago(minutes), rank=number, token=str(number),
    )  # fmt: skip
    return replace(plain, **other)


def branch() -> m.Branch:
    zones = (m.Zone("cash", m.ZoneKind.CASH, NAME), m.Zone("low", m.ZoneKind.NON_CASH, NAME))
    services = (
        m.Service("cash-withdraw", CASH, "cash", "A", asks_amount=True),
        m.Service("cash-deposit", CASH, "cash", "A", asks_amount=True),
        m.Service("loan", LOAN, "low", "B"),
    )
    segments = (m.Segment("ordinary", NAME), m.Segment("gold", m.Text("金卡", "Gold"), 20, "R", vip=True))
    dispenser = m.Device(
        "atm", m.DeviceKind.DISPENSER, "cash", m.Text("取款机", "Cash dispenser"),
        (m.Ability("cash-withdraw", under=2_000_000),),
    )  # fmt: skip
    return m.Branch(
        code="b", name=NAME, bank=NAME, type=m.BranchType.BASIC, timezone="Asia/Shanghai", hours=m.Hours({}), version=1,
        zones=zones, services=services, tiles=(), segments=segments,
        counters=(m.Counter("1", NAME, "cash", ("cash-withdraw",)), m.Counter("2", NAME, "low", ("loan",))),
        devices=(dispenser,), staff=(), settings={},
    )  # fmt: skip


def hall(waiting: Iterable[m.Ticket] = (), **other: Any) -> m.Hall:
    empty = m.Hall(
        now=NOW, event=1, version=1, phase=m.Phase.OPEN, day=None, opens_at=None, closes_at=None,
        counters=(m.CounterNow("1", m.CounterState.FREE), m.CounterNow("2", m.CounterState.CLOSED)),
        services=(), devices=(), waiting=tuple(waiting), held=(), missed=(), calls=(), notices=(), helps=(),
        figures=m.Figures(),
    )  # fmt: skip
    return replace(empty, **other)
