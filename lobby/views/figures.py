"""The day's figures, counted by the database from tickets and their legs (F1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Row, bindparam, case, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from lobby.errors import Refused
from lobby.model import AT_A_COUNTER, Branch, DayReport, Figures, Interval, Promises, TicketState
from lobby.policy import Policy, policy_from
from lobby.tables import EPOCH, CallRow, DayRow, IdleRow, LegRow, OfferRow, TicketRow, micros
from lobby.views.days import day_of

INTERVAL = dt.timedelta(minutes=15)
LONGEST = dt.timedelta(days=7) // INTERVAL
"""A hall that never closes may have a day so long."""
SECOND = 1_000_000
MINUTE = 60 * SECOND

Key = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
Asked = Mapping[str, int]
"""Of which day, at which moment, and after how many seconds a wait is late: `DAY`, `NOW` and `LATE`."""


def total(session: Session, branch: Branch, day: DayRow, now: dt.datetime) -> Figures:
    return _figures(session, _asked(day, policy_from(branch.settings), now))


def report(session: Session, branch: Branch, date: dt.date | None, now: dt.datetime) -> DayReport:
    """A day's report; the newest day's if no date is said. Refused for a day without a record."""
    day = day_of(session, branch.code, date)
    if day is None:
        raise Refused("unknown-day", day=date or "any day")
    asked = _asked(day, policy_from(branch.settings), now)
    made, accepted = _offers(session, day)
    return DayReport(
        date=day.date,
        total=_figures(session, asked),
        by_service=_split(session, asked, TicketRow.service, LegRow.service),
        by_segment=_split(session, asked, TicketRow.segment, LegRow.segment),
        by_counter=_split(session, asked, TicketRow.counter, LegRow.counter),
        by_interval=_by_interval(session, asked),
        offers_made=made,
        offers_accepted=accepted,
        idle_while_waiting=_idle(session, day),
        promises=_promises(session, asked),
    )


def _asked(day: DayRow, policy: Policy, now: dt.datetime) -> Asked:
    return {"day": day.id, "now": micros(now), "late": policy.wait_over_minutes * 60}


def _raw(moment: Any) -> ColumnElement[int]:
    """A moment as the microseconds it is kept in."""
    return type_coerce(moment, BigInteger)


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)


# Built once: a snapshot is asked for many times a second, and putting a query together costs more than asking it.
DAY = bindparam("day", type_=Integer)
NOW, LATE = bindparam("now", type_=BigInteger), bindparam("late", type_=BigInteger)
SINCE = _raw(TicketRow.queued_at)
UNTIL = case(
    (TicketRow.state == TicketState.WAITING, NOW),
    (TicketRow.state.in_(AT_A_COUNTER), _raw(TicketRow.called_at)),
    else_=SINCE,
)
WAIT = TicketRow.waited_before + case((UNTIL > SINCE, (UNTIL - SINCE) // SECOND), else_=0)
"""Seconds that a ticket has waited, so far or in all; none where the clock was set back meanwhile."""
CALLED = TicketRow.called_at.is_not(None) | (TicketRow.transfers > 0) | (TicketRow.misses > 0)
TICKET_SUMS = (
    func.count().label("issued"),
    _count(CALLED).label("called"),
    _count(TicketRow.state == TicketState.DONE).label("served"),
    _count(WAIT > LATE).label("past_ten"),
    _count(TicketRow.state == TicketState.ABANDONED).label("abandoned"),
    _count(TicketRow.state == TicketState.NO_SHOW).label("no_show"),
    _count(TicketRow.state == TicketState.DIVERTED).label("diverted"),
    func.coalesce(func.sum(TicketRow.transfers), 0).label("transferred"),
    func.coalesce(func.avg(case((CALLED, WAIT))), 0.0).label("average_wait"),
    func.coalesce(func.max(WAIT), 0).label("longest_wait"),
)
LEG_SUMS = (
    func.coalesce(func.avg(LegRow.served), 0.0).label("average_service"),
    _count(LegRow.served > LegRow.target).label("over_target"),
)
TICKETS = TicketRow.day_id == DAY
LEGS = (LegRow.day_id == DAY) & LegRow.arrived_at.is_not(None)
"""The day's legs in which somebody was served."""
ALL_TICKETS, ALL_LEGS = select(*TICKET_SUMS).where(TICKETS), select(*LEG_SUMS).where(LEGS)


FIRST_CALLS = (
    select(
        TicketRow.wait_low,
        TicketRow.wait_high,
        (func.min(_raw(CallRow.at)) - _raw(TicketRow.issued_at)).label("waited"),
    )
    .join(CallRow, CallRow.ticket == TicketRow.id)
    .where(TICKETS, CallRow.taken_back.is_(False))
    .group_by(TicketRow.id)
    .subquery()
)
SOONER = FIRST_CALLS.c.waited < FIRST_CALLS.c.wait_low * MINUTE
LATER = FIRST_CALLS.c.waited > FIRST_CALLS.c.wait_high * MINUTE
PROMISES = select(func.count(), _count(SOONER), _count(LATER)).select_from(FIRST_CALLS)


def _promises(session: Session, asked: Asked) -> Promises:
    made, sooner, later = session.execute(PROMISES, asked).one()
    return Promises(made, made - sooner - later, sooner, later)


def _figures(session: Session, asked: Asked) -> Figures:
    record = session.connection()  # for every snapshot, so without the detour through the session
    return _together(record.execute(ALL_TICKETS, asked).one(), record.execute(ALL_LEGS, asked).one())


def _split(session: Session, asked: Asked, ticket_key: Key, leg_key: Key) -> Mapping[str, Figures]:
    """The figures by service, segment or counter: tickets by where they are now, service times by their legs."""
    tickets = select(ticket_key, *TICKET_SUMS).where(TICKETS, ticket_key.is_not(None)).group_by(ticket_key)
    legs = select(leg_key, *LEG_SUMS).where(LEGS, leg_key.is_not(None)).group_by(leg_key)
    by_ticket, by_leg = ({row[0]: row for row in session.execute(rows, asked)} for rows in (tickets, legs))
    return {key: _together(by_ticket.get(key), by_leg.get(key)) for key in sorted({*by_ticket, *by_leg})}


def _together(tickets: Row[Any] | None, legs: Row[Any] | None) -> Figures:
    sums = {name: value for row in (tickets, legs) if row for name, value in row._mapping.items()}
    return Figures(**{name: sums[name] for name in Figures.__dataclass_fields__ if name in sums})


def _by_interval(session: Session, asked: Asked) -> tuple[Interval, ...]:
    """Quarter hours from the first to the last thing that happened; if the clock jumped, those with something."""
    issued = _per_interval(session, asked, TicketRow.issued_at, TICKETS)
    past_ten = _per_interval(session, asked, TicketRow.issued_at, TICKETS & (WAIT > LATE))
    first = (CallRow.day_id == DAY) & (CallRow.call == 1) & CallRow.taken_back.is_(False)
    called = _per_interval(session, asked, CallRow.at, first)
    seen = {*issued, *called}
    if not seen:
        return ()
    return tuple(
        Interval(EPOCH + number * INTERVAL, issued.get(number, 0), called.get(number, 0), past_ten.get(number, 0))
        for number in (range(min(seen), max(seen) + 1) if max(seen) - min(seen) < LONGEST else sorted(seen))
    )


def _per_interval(session: Session, asked: Asked, moment: Any, which: ColumnElement[bool]) -> Mapping[int, int]:
    """How many in each interval since 1970."""
    number = _raw(moment) // (INTERVAL // dt.timedelta(microseconds=1))
    counts = select(number, func.count()).where(which).group_by(number)
    return {int(n): count for n, count in session.execute(counts, asked)}


def _offers(session: Session, day: DayRow) -> tuple[int, int]:
    """Diversions offered and accepted, at the kiosk and in the hall (B2, C6)."""
    answers = session.scalars(select(OfferRow.accepted).where(OfferRow.day_id == day.id)).all()
    return len(answers), sum(answers)


def _idle(session: Session, day: DayRow) -> Mapping[str, int]:
    """Seconds idle while somebody waited, by counter (K11)."""
    rows = session.execute(
        select(IdleRow.counter, func.sum(IdleRow.seconds)).where(IdleRow.day_id == day.id).group_by(IdleRow.counter)
    )
    return {counter: int(seconds) for counter, seconds in rows}
