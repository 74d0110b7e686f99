"""The queue and the counters as the rules want to see them."""

from __future__ import annotations

import datetime as dt
from collections import Counter as Tally
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, select, type_coerce
from sqlalchemy.orm import Session

from lobby.model import Branch, Counter, Estimate
from lobby.rules.calling import Waiting
from lobby.rules.estimates import Forecast, Queued, people_ahead, promise
from lobby.rules.routing import counters_for, may_call
from lobby.tables import AT_COUNTER, WAITING, CounterRow, DeviceRow, PaceRow, TicketRow

KIND = (TicketRow.service, TicketRow.segment, TicketRow.only_counter)
LEFT_AT_LEAST = 0.5
"""Minutes that a service which should be over already is expected to go on."""


def waiting(session: Session) -> list[Waiting]:
    """Everybody who waits, in the order of rank."""
    columns = (
        TicketRow.id,
        TicketRow.number,
        TicketRow.service,
        TicketRow.segment,
        TicketRow.rank,
        TicketRow.arrival,
        TicketRow.overtaken,
        TicketRow.only_counter,
        TicketRow.dropped_by,
        type_coerce(TicketRow.issued_at, BigInteger),
    )
    rows: Iterable[Any] = session.execute(select(*columns).where(WAITING).order_by(TicketRow.rank, TicketRow.id))
    return [Waiting(*row) for row in rows]


def queued(session: Session, before: int | None = None) -> Sequence[Queued]:
    """Everybody who waits with a rank before this one, as the forecast seats them."""
    chosen = select(*KIND).where(WAITING)
    if before is not None:
        chosen = chosen.where(TicketRow.rank <= before)
    return [Queued(*row) for row in session.execute(chosen.order_by(TicketRow.rank, TicketRow.id))]


def first_queued(session: Session, counter: Counter) -> dt.datetime | None:
    """Since when somebody has waited whom this counter may call."""
    rows = session.execute(select(TicketRow.queued_at, *KIND).where(WAITING).order_by(TicketRow.queued_at))
    return next((since for since, s, kind, only in rows if may_call(counter, Queued(s, kind, only))), None)


def paces(session: Session, branch: Branch) -> dict[str, float]:
    """Minutes that each service takes: as lately seen here, else its target."""
    seen = {row.service: row.seconds / 60 for row in session.scalars(select(PaceRow))}
    return {s.code: seen.get(s.code, float(s.target_minutes)) for s in branch.services}


def forecast(session: Session, branch: Branch, now: dt.datetime) -> Forecast:
    """The working counters with the minutes until each is free. A pause that says when it ends counts as work."""
    pace = paces(session, branch)
    busy = {t.counter: t for t in session.scalars(select(TicketRow).where(AT_COUNTER))}
    free_in: dict[str, float] = {}
    for row in session.scalars(select(CounterRow).where(CounterRow.staff.is_not(None))):
        customer = busy.get(row.code)
        if customer is not None:
            gone = (now - (customer.called_at or now)).total_seconds() / 60
            free_in[row.code] = max(LEFT_AT_LEAST, pace[customer.service] - gone)
        elif not row.paused:
            free_in[row.code] = 0.0
        elif row.back_at is not None:
            free_in[row.code] = max(LEFT_AT_LEAST, (row.back_at - now).total_seconds() / 60)
    return Forecast(free_in, branch.counters, pace)


def estimate(session: Session, branch: Branch, now: dt.datetime, customer: Queued, rank: int | None = None) -> Estimate:
    """People ahead and the wait of one who stands in the queue at this rank, or behind everybody."""
    ahead, coming = queued(session, rank), forecast(session, branch, now)
    for other in ahead:
        coming.seat(other)
    own = counters_for(branch, customer.service, branch.segment(customer.segment))
    return promise(coming, customer, people_ahead(customer, coming.home(own, customer), Tally(ahead)))


def out_of_order(session: Session) -> frozenset[str]:
    """Devices with a fault."""
    return frozenset(session.scalars(select(DeviceRow.code).where(DeviceRow.fault.is_not(None))))
