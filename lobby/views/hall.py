"""The snapshot that every face paints (C5, C8)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import BigInteger, Integer, bindparam, func, or_, select, type_coerce
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from lobby import frozen
from lobby.floor import Floor
from lobby.model import (
    Branch,
    CounterNow,
    CounterState,
    DeviceNow,
    Figures,
    Hall,
    Phase,
    ServiceNow,
    Ticket,
    TicketState,
)
from lobby.policy import policy_from
from lobby.rules import hours
from lobby.rules.estimates import Queued, people_ahead, promise
from lobby.rules.routing import may_call, own_counters
from lobby.sight import Sight
from lobby.tables import (
    ASIDE,
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
    PaceRow,
    TicketRow,
    micros,
)
from lobby.views import figures, queue
from lobby.views.days import NEWEST

RECENT_CALLS = 24
DAY, NOW = bindparam("day", type_=Integer), bindparam("now", type_=BigInteger)
LAST_EVENT = select(func.max(JournalRow.id).label("id"))
CALLS = (
    select(CallRow.__table__)
    .where(CallRow.day_id == DAY, CallRow.taken_back.is_(False))
    .order_by(CallRow.id.desc())
    .limit(RECENT_CALLS)
)
NOTICES = (
    select(NoticeRow.__table__)
    .where(
        NoticeRow.removed_at.is_(None), or_(NoticeRow.until.is_(None), type_coerce(NoticeRow.until, BigInteger) > NOW)
    )
    .order_by(NoticeRow.id)
)
HELPS = select(HelpRow.__table__).where(HelpRow.taken_at.is_(None)).order_by(HelpRow.id)
ANSWERED = select(OfferRow.ticket).where(OfferRow.day_id == DAY, OfferRow.ticket.is_not(None)).distinct()


class Glance:
    """The hall's rows as they were at the last snapshot: a new one freezes only what has changed since."""

    def __init__(self) -> None:
        self.day = Sight(NEWEST.with_only_columns(DayRow.__table__), lambda row: row)
        self.counters = Sight(select(CounterRow.__table__), lambda row: row)
        self.paces = Sight(select(PaceRow.__table__), lambda row: row)
        self.devices = Sight(select(DeviceRow.__table__), lambda row: row)
        places = (select(TicketRow.__table__).where(place) for place in (WAITING, AT_COUNTER, ASIDE))
        self.waiting, self.busy, self.aside = (Sight(tickets, frozen.ticket) for tickets in places)
        self.calls = Sight(CALLS, frozen.call)
        self.notices = Sight(NOTICES, frozen.notice)
        self.helps = Sight(HELPS, frozen.help_)
        self.answered = Sight(ANSWERED, lambda row: int(row.ticket))
        self.last_event = Sight(LAST_EVENT, lambda row: int(row.id or 0))


class _Floor(Floor):
    """Who is at which counter, as far as an estimate looks at it; nobody writes here."""

    def __init__(self, glance: Glance, record: Connection) -> None:
        self.customers: Mapping[str | None, Ticket] = {t.counter: t for t in glance.busy.look(record)}
        self.counters = {row.code: row for row in glance.counters.look(record)}
        self.paces = {row.service: row for row in glance.paces.look(record)}
        self._at = cast(dict[str, TicketRow], self.customers)


def hall(session: Session, branch: Branch, now: dt.datetime, glance: Glance | None = None) -> Hall:
    glance, record = glance or Glance(), session.connection()
    newest = next(iter(glance.day.look(record, branch=branch.code)), None)
    day = frozen.day(newest) if newest else None
    floor = _Floor(glance, record)
    waiting, aside = _ranked(glance.waiting.look(record)), _ranked(glance.aside.look(record))
    phase = hours.phase(branch, policy_from(branch.settings), day, now)
    kinds = [Queued(t.service, t.segment, t.only_counter) for t in waiting]
    return Hall(
        now=now,
        event=glance.last_event.look(record)[0],
        version=branch.version,
        phase=phase,
        day=day,
        opens_at=hours.numbers_from(branch, phase, now),
        closes_at=hours.closing(branch, now),
        counters=_counters(floor, branch, Counter(kinds)),
        services=_services(floor, branch, kinds, phase, now),
        devices=_devices(glance.devices.look(record), branch),
        waiting=waiting,
        held=tuple(t for t in aside if t.state is TicketState.HELD),
        missed=tuple(t for t in aside if t.state is TicketState.MISSED),
        calls=glance.calls.look(record, day=newest.id) if newest else (),
        notices=glance.notices.look(record, now=micros(now)),
        helps=glance.helps.look(record),
        figures=figures.total(session, branch, newest, now) if newest else Figures(),
        answered=glance.answered.look(record, day=newest.id) if newest else (),
    )


def _ranked(tickets: Iterable[Ticket]) -> tuple[Ticket, ...]:
    return tuple(sorted(tickets, key=lambda t: (t.rank, t.id)))


def _counters(floor: _Floor, branch: Branch, kinds: Mapping[Queued, int]) -> tuple[CounterNow, ...]:
    names = {s.code: s.name for s in branch.staff}
    found = []
    for counter in branch.counters:
        row, customer = floor.counters.get(counter.code), floor.customers.get(counter.code)
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
    forecast.seat(*waiting)
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


def _devices(known: Iterable[Any], branch: Branch) -> tuple[DeviceNow, ...]:
    rows = {row.code: row for row in known}
    found = []
    for device in branch.devices:
        row = rows.get(device.code)
        if row is None:
            found.append(DeviceNow(device.code, True))
        else:
            works = row.fault is None or row.fault.startswith(WARNING)
            found.append(DeviceNow(device.code, works, row.fault, row.since, row.repair_due))
    return tuple(found)
