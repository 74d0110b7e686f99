"""The snapshot that every face paints (C5, C8)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Integer, bindparam, func, or_, select
from sqlalchemy.orm import Session

from lobby import frozen
from lobby.floor import Floor
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
    Phase,
    ServiceNow,
    Ticket,
    TicketState,
)
from lobby.policy import policy_from
from lobby.rules import hours
from lobby.rules.estimates import Queued, people_ahead, promise
from lobby.rules.routing import may_call, own_counters
from lobby.tables import (
    CallRow,
    CounterRow,
    DeviceRow,
    HelpRow,
    Instant,
    JournalRow,
    NoticeRow,
    OfferRow,
)
from lobby.views import figures, queue
from lobby.views.days import day_of

RECENT_CALLS = 24
DAY, NOW = bindparam("day", type_=Integer), bindparam("now", type_=Instant)
LAST_EVENT = select(func.max(JournalRow.id))
DEVICES = select(DeviceRow)
CALLS = (
    select(CallRow)
    .where(CallRow.day_id == DAY, CallRow.taken_back.is_(False))
    .order_by(CallRow.id.desc())
    .limit(RECENT_CALLS)
)
NOTICES = (
    select(NoticeRow)
    .where(NoticeRow.removed_at.is_(None), or_(NoticeRow.until.is_(None), NoticeRow.until > NOW))
    .order_by(NoticeRow.id)
)
HELPS = select(HelpRow).where(HelpRow.taken_at.is_(None)).order_by(HelpRow.id)
ANSWERED = select(OfferRow.ticket).where(OfferRow.day_id == DAY, OfferRow.ticket.is_not(None)).distinct()


def hall(session: Session, branch: Branch, now: dt.datetime) -> Hall:
    newest = day_of(session, branch.code)
    day = frozen.day(newest) if newest else None
    floor = Floor(session)
    waiting = tuple(frozen.ticket(row) for row in floor.line())
    phase = hours.phase(branch, policy_from(branch.settings), day, now)
    kinds = [Queued(t.service, t.segment, t.only_counter) for t in waiting]
    return Hall(
        now=now,
        event=session.scalar(LAST_EVENT) or 0,
        version=branch.version,
        phase=phase,
        day=day,
        opens_at=hours.numbers_from(branch, phase, now),
        closes_at=hours.closing(branch, now),
        counters=_counters(floor, branch, Counter(kinds)),
        services=_services(floor, branch, kinds, phase, now),
        devices=_devices(session, branch),
        waiting=waiting,
        held=tuple(frozen.ticket(row) for row in floor.aside(TicketState.HELD)),
        missed=tuple(frozen.ticket(row) for row in floor.aside(TicketState.MISSED)),
        calls=_calls(session, newest.id) if newest else (),
        notices=_notices(session, now),
        helps=_helps(session),
        figures=figures.total(session, branch, newest, now) if newest else Figures(),
        answered=_answered(session, newest.id) if newest else (),
    )


def _counters(floor: Floor, branch: Branch, kinds: Mapping[Queued, int]) -> tuple[CounterNow, ...]:
    names = {s.code: s.name for s in branch.staff}
    customers = {row.counter: frozen.ticket(row) for row in floor.busy()}
    found = []
    for counter in branch.counters:
        row, customer = floor.counters.get(counter.code), customers.get(counter.code)
        mine = sum(count for kind, count in kinds.items() if may_call(counter, kind))
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


def _state(row: CounterRow, customer: Ticket | None) -> CounterState:
    if row.paused:
        return CounterState.PAUSED
    if customer is None:
        return CounterState.FREE
    return CounterState.CALLING if customer.state == TicketState.CALLED else CounterState.SERVING


def _services(
    floor: Floor, branch: Branch, waiting: Sequence[Queued], phase: Phase, now: dt.datetime
) -> tuple[ServiceNow, ...]:
    """One who takes a ticket now stands behind everybody: the queue is seated once for all services."""
    forecast = queue.forecast(floor, branch, now)
    for customer in waiting:
        forecast.seat(customer)
    kinds, counts = Counter(waiting), Counter(c.service for c in waiting)
    found = []
    for service in branch.services:
        newcomer = Queued(service.code, service.segment)
        own = own_counters(branch, service.code, branch.segment(service.segment))
        told = promise(forecast, newcomer, people_ahead(newcomer, forecast.home(own, newcomer), kinds))
        opens = hours.service_opens(branch, service, phase, now)
        found.append(
            ServiceNow(service.code, opens is None, opens, counts[service.code], told.ahead, told.low, told.high)
        )
    return tuple(found)


WARNING = "near-"
"""How faults begin with which a device still works: staff are told, customers are not (M4)."""


def _devices(session: Session, branch: Branch) -> tuple[DeviceNow, ...]:
    rows = {row.code: row for row in session.scalars(DEVICES)}
    found = []
    for device in branch.devices:
        row = rows.get(device.code)
        if row is None:
            found.append(DeviceNow(device.code, True))
        else:
            works = row.fault is None or row.fault.startswith(WARNING)
            found.append(DeviceNow(device.code, works, row.fault, row.since, row.repair_due))
    return tuple(found)


def _calls(session: Session, day_id: int) -> tuple[Call, ...]:
    return tuple(frozen.call(row) for row in session.scalars(CALLS, {"day": day_id}))


def _notices(session: Session, now: dt.datetime) -> tuple[Notice, ...]:
    return tuple(frozen.notice(row) for row in session.scalars(NOTICES, {"now": now}))


def _helps(session: Session) -> tuple[Help, ...]:
    return tuple(frozen.help_(row) for row in session.scalars(HELPS))


def _answered(session: Session, day_id: int) -> tuple[int, ...]:
    return tuple(t for t in session.scalars(ANSWERED, {"day": day_id}) if t is not None)
