"""The figures over the live page in words: label, value, unit, a line below, and a level where one breaches. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lobby.model import Branch, CounterState, DayReport, Hall, WaitLevel
from lobby.policy import Policy
from lobby_console import wording
from lobby_console.rows import Rows
from lobby_console.times import clock, span
from resources import phrases
from resources.language import Words

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Kpi:
    label: str
    value: str
    unit: str = ""
    sub: str = ""
    level: WaitLevel = WaitLevel.NORMAL


def kpis(hall: Hall, branch: Branch, rows: Rows, policy: Policy, report: DayReport | None, t: Words) -> tuple[Kpi, ...]:
    """In the order of their weight: a narrow window drops the last one."""
    return (
        _waiting(rows, branch, report, hall.now, t),
        _average(hall, policy, t),
        _longest(rows, branch, t),
        _over(rows, policy, hall.figures.past_ten, t),
        _near(rows, policy, t),
        _issued(hall, t),
        _diverted(report, t),
        _counters(hall, t),
    )


def _waiting(rows: Rows, branch: Branch, report: DayReport | None, now: dt.datetime, t: Words) -> Kpi:
    """The line below counts who came in the quarter of an hour that is running."""
    begun = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    recent = sum(i.issued for i in report.by_interval if i.start >= begun) if report else 0
    sub = t("{n} came since {time}", n=recent, time=clock(begun, branch.timezone))
    return Kpi(t("Waiting"), str(len(rows.waiting)), t.c("count of people", "people"), sub)


def _average(hall: Hall, policy: Policy, t: Words) -> Kpi:
    sub = t("target: under {n} min", n=policy.wait_over_minutes)
    return Kpi(t("Average wait"), f"{hall.figures.average_wait / 60:.1f}", t.c("unit", "min"), sub)


def _longest(rows: Rows, branch: Branch, t: Words) -> Kpi:
    longest = max(rows.waiting, key=lambda r: r.waited, default=None)
    if longest is None:
        return Kpi(t("Longest wait"), NOTHING, sub=t("nobody waits"))
    whose = f"{longest.ticket.number} {wording.service(longest.ticket.service, branch, t)}"
    return Kpi(t("Longest wait"), span(longest.waited), sub=whose, level=longest.level)


def _over(rows: Rows, policy: Policy, today: int, t: Words) -> Kpi:
    count = sum(r.level is WaitLevel.OVER for r in rows.waiting)
    level = WaitLevel.OVER if count else WaitLevel.NORMAL
    label = t("Past {n} min", n=policy.wait_over_minutes)
    return Kpi(label, str(count), t.c("count of people", "people"), t("{n} today", n=today), level)


def _near(rows: Rows, policy: Policy, t: Words) -> Kpi:
    count = sum(r.level is WaitLevel.NEAR for r in rows.waiting)
    between = t("{span} minutes", span=phrases.span(policy.wait_near_minutes, policy.wait_over_minutes))
    level = WaitLevel.NEAR if count else WaitLevel.NORMAL
    return Kpi(t("Nearing"), str(count), t.c("count of people", "people"), between, level)


def _issued(hall: Hall, t: Words) -> Kpi:
    figures = hall.figures
    missed = figures.no_show + len(hall.missed)
    sub = t("missed {missed}, left {left}", missed=missed, left=figures.abandoned)
    return Kpi(t("Issued / served"), f"{figures.issued} / {figures.served}", sub=sub)


def _diverted(report: DayReport | None, t: Words) -> Kpi:
    if report is None or not report.offers_made:
        return Kpi(t("Diverted"), NOTHING, sub=t("no offers yet"))
    sub = t("{accepted} of {made} accepted", accepted=report.offers_accepted, made=report.offers_made)
    return Kpi(t("Diverted"), phrases.percent(report.offers_accepted / report.offers_made), sub=sub)


def _counters(hall: Hall, t: Words) -> Kpi:
    manned = [c for c in hall.counters if c.state is not CounterState.CLOSED]
    paused = sum(c.state is CounterState.PAUSED for c in manned)
    return Kpi(t("Open counters"), f"{len(manned)} / {len(hall.counters)}", sub=t("{n} paused", n=paused))
