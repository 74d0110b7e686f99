"""What the block at the top of the panel says: state, number, the running clock against its target (B9, K3)."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from counter_display.panel import words as w
from counter_display.panel.state import Desk, Mode
from lobby.model import Branch, Ticket, WaitLevel
from lobby.rules.waits import level_of, waited
from resources import phrases
from resources.language import Words
from uikit import amounts, codes

NOBODY = "– – –"
_ICONS = {
    Mode.CLOSED: "lock",
    Mode.TAKEN: "lock",
    Mode.FREE: "circle",
    Mode.CALLING: "volume-2",
    Mode.SERVING: "user",
    Mode.PAUSED: "pause",
}


@dataclass(frozen=True, slots=True)
class TicketView:
    """The block's texts and figures; `share` is how much of the target is used, None where there is none."""

    mode: Mode
    headline: str
    icon: str
    side: str = ""
    number: str = NOBODY
    label: str = ""
    timer: str = ""
    share: float | None = None
    over: bool = False
    detail: str = ""
    waited: float | None = None
    level: WaitLevel = WaitLevel.NORMAL
    green: str = ""
    vip: str = ""


def ticket_view(at: Desk, branch: Branch, longest: Ticket | None, now: dt.datetime, t: Words) -> TicketView:
    mode = at.known
    headline = t(
        w.MODES[mode], name=at.now.staff_name, reason=codes.said(codes.PAUSES, at.now.pause_reason, t.language)
    )
    if mode is Mode.PAUSED:
        return _paused(at, headline, now, t)
    if at.ticket is None:
        return _nobody(at, branch, headline, longest, now, t)
    return _somebody(at, at.ticket, branch, headline, now, t)


def _nobody(at: Desk, branch: Branch, headline: str, longest: Ticket | None, now: dt.datetime, t: Words) -> TicketView:
    mode = at.known
    if mode is not Mode.FREE:
        detail = t("Nobody is called here until it is opened") if mode is Mode.CLOSED else t("Ask him to close it")
        return TicketView(mode, headline, _ICONS[mode], detail=detail)
    detail = t("Nobody waits for this counter")
    if at.mode is Mode.OFFLINE:
        detail = t("Without a link the queue is not known")
    elif longest is not None:
        service = branch.service(longest.service).name.of(t.language)
        detail = t("Longest wait: {number}, {service}", number=longest.number, service=service)
    idle = phrases.stopwatch(_seconds(at.now.since, now))
    return TicketView(mode, headline, _ICONS[mode], label=t("free for"), timer=idle, detail=detail)


def _somebody(at: Desk, ticket: Ticket, branch: Branch, headline: str, now: dt.datetime, t: Words) -> TicketView:
    calling = at.known is Mode.CALLING
    target = at.service.target_minutes * 60 if at.service else 0
    used = _seconds(ticket.called_at if calling else ticket.arrived_at, now)
    over = not calling and 0 < target < used
    label = t("called for") if calling else t("target {time}", time=phrases.stopwatch(target))
    most = max(ticket.calls, at.policy.calls_before_no_show)
    span = waited(ticket, now)
    segment = branch.segment(ticket.segment)
    return TicketView(
        at.known,
        headline,
        _ICONS[at.known],
        side=t("call {n} of {most}", n=ticket.calls, most=most) if calling else "",
        number=ticket.number,
        label=t("over by {time}", time=phrases.stopwatch(used - target)) if over else label,
        timer=phrases.stopwatch(used),
        share=None if calling or not target else min(1.0, used / target),
        over=over,
        detail=_detail(ticket, at, branch, t),
        waited=span.total_seconds(),
        level=level_of(span, at.policy) if calling else WaitLevel.NORMAL,
        green=codes.said(codes.GREEN, ticket.green, t.language),
        vip=t("VIP") if segment.vip else "",
    )


def _paused(at: Desk, headline: str, now: dt.datetime, t: Words) -> TicketView:
    since, back = at.now.since, at.now.back_at
    planned = (back - since).total_seconds() if back and since else 0
    used = _seconds(since, now)
    return TicketView(
        Mode.PAUSED,
        headline,
        _ICONS[Mode.PAUSED],
        side=t("planned {time}", time=phrases.stopwatch(planned)) if planned else "",
        number=phrases.stopwatch(used),
        label=t("waiting here"),
        timer=str(at.waiting),
        share=min(1.0, used / planned) if planned else None,
        over=0 < planned < used,
        detail=_pause_line(planned, used, t),
    )


def _pause_line(planned: float, used: float, t: Words) -> str:
    if not planned:
        return t("The window says: paused")
    if used > planned:
        return t("Pausing longer than planned")
    return t("The window says: back in about {n} min", n=math.ceil((planned - used) / 60))


def _detail(ticket: Ticket, at: Desk, branch: Branch, t: Words) -> str:
    service = at.service.name.of(t.language) if at.service else ticket.service
    amount = amounts.said(branch, ticket.service, ticket.amount, t.language)
    names = [branch.service(code).name.of(t.language) for code in ticket.further]
    then = t("then: {services}", services=phrases.listed(names, t.language)) if names else ""
    return " · ".join(part for part in (service, amount, ticket.customer or "", then) if part)


def _seconds(since: dt.datetime | None, now: dt.datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0
