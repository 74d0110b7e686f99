"""The snapshot that every face paints (C5, C8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lobby import frozen
from lobby.model import (
    Branch,
    Call,
    CounterNow,
    CounterState,
    DeviceNow,
    Figures,
    Hall,
    Help,
    Notice,
    ServiceNow,
    Ticket,
    TicketState,
)
from lobby.policy import policy_from
from lobby.rules import hours
from lobby.rules.estimates import Queued, promise
from lobby.rules.routing import may_serve
from lobby.tables import (
    AT_COUNTER,
    WAITING,
    CallRow,
    CounterRow,
    DayRow,
    DeviceRow,
    HelpRow,
    JournalRow,
    NoticeRow,
    OfferRow,
    TicketRow,
)
from lobby.views import figures, queue

RECENT_CALLS = 24


def hall(session: Session, branch: Branch, now: dt.datetime) -> Hall:
    newest = session.scalar(select(DayRow).where(DayRow.branch == branch.code).order_by(DayRow.id.desc()).limit(1))
    day = frozen.day(newest) if newest else None
    waiting = _tickets(session, WAITING)
    return Hall(
        now=now,
        event=session.scalar(select(func.max(JournalRow.id))) or 0,
        version=branch.version,
        phase=hours.phase(branch, policy_from(branch.settings), day, now),
        day=day,
        opens_at=hours.next_opening(branch.hours, now, branch.timezone),
        closes_at=hours.closing(branch, now),
        counters=_counters(session, branch, waiting),
        services=_services(session, branch, waiting, now),
        devices=_devices(session, branch),
        waiting=waiting,
        held=_tickets(session, TicketRow.state == TicketState.HELD),
        missed=_tickets(session, TicketRow.state == TicketState.MISSED),
        calls=_calls(session, newest.id) if newest else (),
        notices=_notices(session, now),
        helps=_helps(session),
        figures=figures.total(session, branch, newest, now) if newest else Figures(),
        answered=_answered(session, newest.id) if newest else (),
    )


def _tickets(session: Session, which: object) -> tuple[Ticket, ...]:
    rows = session.scalars(select(TicketRow).where(which).order_by(TicketRow.rank, TicketRow.id))  # type: ignore[arg-type]
    return tuple(frozen.ticket(row) for row in rows)


def _counters(session: Session, branch: Branch, waiting: Sequence[Ticket]) -> tuple[CounterNow, ...]:
    names = {s.code: s.name for s in branch.staff}
    held = {row.code: row for row in session.scalars(select(CounterRow))}
    customers = {row.counter: frozen.ticket(row) for row in session.scalars(select(TicketRow).where(AT_COUNTER))}
    found = []
    for counter in branch.counters:
        row, customer = held.get(counter.code), customers.get(counter.code)
        mine = sum(1 for t in waiting if _may_call(t, counter.code, may_serve(counter, t.service, t.segment)))
        if row is None or row.staff is None:
            found.append(CounterNow(counter.code, CounterState.CLOSED, row.since if row else None, waiting=mine))
            continue
        since = (customer.since if customer else None) or row.idle_since or row.since
        found.append(
            CounterNow(
                code=counter.code,
                state=_state(row, customer),
                since=row.since if row.paused else since,
                staff=row.staff,
                staff_name=names.get(row.staff, row.staff),
                ticket=customer,
                pause_reason=row.reason,
                back_at=row.back_at,
                waiting=mine,
            )
        )
    return tuple(found)


def _may_call(ticket: Ticket, counter: str, fit: bool) -> bool:
    return fit if ticket.only_counter is None else ticket.only_counter == counter


def _state(row: CounterRow, customer: Ticket | None) -> CounterState:
    if row.paused:
        return CounterState.PAUSED
    if customer is None:
        return CounterState.FREE
    return CounterState.CALLING if customer.state == TicketState.CALLED else CounterState.SERVING


def _services(session: Session, branch: Branch, waiting: Sequence[Ticket], now: dt.datetime) -> tuple[ServiceNow, ...]:
    """One who takes a ticket now stands behind everybody: the queue is seated once for all services."""
    forecast = queue.forecast(session, branch, now)
    for ticket in waiting:
        forecast.seat(Queued(ticket.service, ticket.segment, ticket.only_counter))
    counts = _waiting_by(waiting)
    rivals = _rivals(branch, waiting)
    found = []
    for service in branch.services:
        opens = hours.service_opens(branch, service, now)
        told = promise(forecast, Queued(service.code, service.segment), rivals[service.code])
        count = counts.get(service.code, 0)
        found.append(ServiceNow(service.code, opens is None, opens, count, told.ahead, told.low, told.high))
    return tuple(found)


def _waiting_by(waiting: Sequence[Ticket]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for ticket in waiting:
        counts[ticket.service] = counts.get(ticket.service, 0) + 1
    return counts


def _rivals(branch: Branch, waiting: Sequence[Ticket]) -> Mapping[str, int]:
    """For each service: how many wait for counters that an ordinary customer of it could go to."""
    counters = {s.code: [c for c in branch.counters if may_serve(c, s.code, s.segment)] for s in branch.services}
    groups: dict[tuple[str, str, str | None], int] = {}
    for t in waiting:
        groups[t.service, t.segment, t.only_counter] = groups.get((t.service, t.segment, t.only_counter), 0) + 1
    return {
        code: sum(
            count
            for (service, segment, only), count in groups.items()
            if any(only == c.code if only else may_serve(c, service, segment) for c in able)
        )
        for code, able in counters.items()
    }


def _devices(session: Session, branch: Branch) -> tuple[DeviceNow, ...]:
    rows = {row.code: row for row in session.scalars(select(DeviceRow))}
    found = []
    for device in branch.devices:
        row = rows.get(device.code)
        if row is None:
            found.append(DeviceNow(device.code, True))
        else:
            found.append(DeviceNow(device.code, row.fault is None, row.fault, row.since, row.repair_due))
    return tuple(found)


def _calls(session: Session, day_id: int) -> tuple[Call, ...]:
    rows = session.scalars(
        select(CallRow)
        .where(CallRow.day_id == day_id, CallRow.taken_back.is_(False))
        .order_by(CallRow.id.desc())
        .limit(RECENT_CALLS)
    )
    return tuple(frozen.call(row) for row in rows)


def _notices(session: Session, now: dt.datetime) -> tuple[Notice, ...]:
    rows = session.scalars(
        select(NoticeRow)
        .where(NoticeRow.removed_at.is_(None), or_(NoticeRow.until.is_(None), NoticeRow.until > now))
        .order_by(NoticeRow.id)
    )
    return tuple(frozen.notice(row) for row in rows)


def _helps(session: Session) -> tuple[Help, ...]:
    rows = session.scalars(select(HelpRow).where(HelpRow.taken_at.is_(None)).order_by(HelpRow.id))
    return tuple(frozen.help_(row) for row in rows)


def _answered(session: Session, day_id: int) -> tuple[int, ...]:
    asked = select(OfferRow.ticket).where(OfferRow.day_id == day_id, OfferRow.ticket.is_not(None)).distinct()
    return tuple(t for t in session.scalars(asked) if t is not None)
