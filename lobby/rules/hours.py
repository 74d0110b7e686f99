"""When the branch, and each service, is open (A4). The business day is the branch's own (N4)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from lobby.model import Branch, Day, Hours, Phase, Service
from lobby.policy import Policy

Span = tuple[dt.datetime, dt.datetime]


def local_date(branch: Branch, now: dt.datetime) -> dt.date:
    return now.astimezone(ZoneInfo(branch.timezone)).date()


def spans(hours: Hours, date: dt.date, timezone: str) -> tuple[Span, ...]:
    """The opening times of a date as moments."""
    zone = ZoneInfo(timezone)
    return tuple(
        (dt.datetime.combine(date, start, zone), dt.datetime.combine(date, end, zone))
        for start, end in hours.on(date.isoweekday())
    )


def within(hours: Hours, now: dt.datetime, timezone: str, last: dt.timedelta = dt.timedelta()) -> bool:
    """Whether `now` is inside the hours; the day's last span ends `last` earlier."""
    today = spans(hours, now.astimezone(ZoneInfo(timezone)).date(), timezone)
    return any(start <= now < end - (last if (start, end) == today[-1] else dt.timedelta()) for start, end in today)


def next_opening(hours: Hours, now: dt.datetime, timezone: str) -> dt.datetime | None:
    """The next moment at which the hours begin, within two weeks."""
    today = now.astimezone(ZoneInfo(timezone)).date()
    for ahead in range(15):
        for start, _ in spans(hours, today + dt.timedelta(days=ahead), timezone):
            if start > now:
                return start.astimezone(dt.UTC)
    return None


def begun(branch: Branch, now: dt.datetime) -> bool:
    """Whether today's hours have begun; they may be over."""
    return any(start <= now for start, _ in spans(branch.hours, local_date(branch, now), branch.timezone))


def closing(branch: Branch, now: dt.datetime) -> dt.datetime | None:
    """When the branch closes today, if it has hours today."""
    today = spans(branch.hours, local_date(branch, now), branch.timezone)
    return today[-1][1].astimezone(dt.UTC) if today else None


def phase(branch: Branch, policy: Policy, day: Day | None, now: dt.datetime) -> Phase:
    """Where the day stands. Opened by hand outside the hours, it takes tickets until hours begin or it is closed."""
    if day is None:
        return Phase.NOT_OPEN
    if day.closed_at is not None:
        return Phase.CLOSED if day.date >= local_date(branch, now) else Phase.NOT_OPEN
    last = dt.timedelta(minutes=policy.last_ticket_minutes)
    if policy.never_close or within(branch.hours, now, branch.timezone, last):
        return Phase.OPEN
    if not day.regardless_of_hours:
        return Phase.CLOSING
    began = next_opening(branch.hours, day.opened_at, branch.timezone)
    return Phase.OPEN if began is None or now < began else Phase.CLOSING


def numbers_from(branch: Branch, phase: Phase, now: dt.datetime) -> dt.datetime | None:
    """When the next numbers are given out; None while that hangs on somebody who opens the day."""
    if phase is Phase.NOT_OPEN and within(branch.hours, now, branch.timezone):
        return None
    return next_opening(branch.hours, now, branch.timezone)


def service_opens(branch: Branch, service: Service, phase: Phase, now: dt.datetime) -> dt.datetime | None:
    """None while the service may be taken; else when it opens next. Outside the branch's hours its own don't count."""
    if phase is not Phase.OPEN:
        return next_opening(branch.hours, now, branch.timezone) or now
    if service.hours is None or not within(branch.hours, now, branch.timezone):
        return None
    if within(service.hours, now, branch.timezone):
        return None
    return next_opening(service.hours, now, branch.timezone) or now
