"""The figures over the live page, ready to be worded: value, unit, a line below, a level where it breaches. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from lobby.model import CounterState, DayReport, Hall, WaitLevel
from lobby.policy import Policy
from lobby_console.rows import Rows
from lobby_console.times import span


@dataclass(frozen=True, slots=True)
class Kpi:
    """`key` names the label; `unit` and `sub` are catalogue keys, `facts` fill the sub line."""

    key: str
    value: str
    unit: str = ""
    sub: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    level: WaitLevel = WaitLevel.NORMAL


def kpis(hall: Hall, rows: Rows, policy: Policy, report: DayReport | None) -> tuple[Kpi, ...]:
    """In the order of their weight: a narrow window drops the last ones."""
    figures = hall.figures
    taken, missed = f"{figures.issued} / {figures.served}", figures.no_show + len(hall.missed)
    return (
        _waiting(rows, report, hall.now),
        Kpi("average", f"{figures.average_wait / 60:.1f}", "minutes", "average", {"minutes": policy.wait_over_minutes}),
        _longest(rows),
        _over(rows, policy, figures.past_ten),
        _near(rows, policy),
        Kpi("issued", taken, "", "issued", {"missed": missed, "left": figures.abandoned}),
        _diverted(report),
        _counters(hall),
    )


def _waiting(rows: Rows, report: DayReport | None, now: dt.datetime) -> Kpi:
    recent = next((i.issued for i in reversed(report.by_interval) if i.start <= now), 0) if report else 0
    return Kpi("waiting", str(len(rows.waiting)), "people", "waiting", {"count": recent})


def _longest(rows: Rows) -> Kpi:
    longest = max(rows.waiting, key=lambda r: r.waited, default=None)
    if longest is None:
        return Kpi("longest", "–", sub="nobody")
    return Kpi("longest", span(longest.waited), "", "longest", {"number": longest.ticket.number}, longest.level)


def _over(rows: Rows, policy: Policy, today: int) -> Kpi:
    count = sum(r.level is WaitLevel.OVER for r in rows.waiting)
    level = WaitLevel.OVER if count else WaitLevel.NORMAL
    return Kpi("over", str(count), "people", "over", {"count": today, "minutes": policy.wait_over_minutes}, level)


def _near(rows: Rows, policy: Policy) -> Kpi:
    count = sum(r.level is WaitLevel.NEAR for r in rows.waiting)
    facts = {"low": policy.wait_near_minutes, "high": policy.wait_over_minutes}
    return Kpi("near", str(count), "people", "near", facts, WaitLevel.NEAR if count else WaitLevel.NORMAL)


def _diverted(report: DayReport | None) -> Kpi:
    if report is None or not report.offers_made:
        return Kpi("diverted", "–", sub="no-offers")
    share = round(100 * report.offers_accepted / report.offers_made)
    facts = {"accepted": report.offers_accepted, "made": report.offers_made}
    return Kpi("diverted", str(share), "percent", "diverted", facts)


def _counters(hall: Hall) -> Kpi:
    manned = [c for c in hall.counters if c.state is not CounterState.CLOSED]
    paused = sum(c.state is CounterState.PAUSED for c in manned)
    return Kpi("counters", f"{len(manned)} / {len(hall.counters)}", "", "counters", {"paused": paused})
