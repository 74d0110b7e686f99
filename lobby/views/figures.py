"""The day's figures, from its tickets and their legs (F1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lobby.errors import Refused
from lobby.frozen import waited
from lobby.model import Branch, DayReport, Figures, Interval, TicketState
from lobby.policy import Policy, policy_from
from lobby.tables import CallRow, DayRow, IdleRow, LegRow, OfferRow, TicketRow

INTERVAL = dt.timedelta(minutes=15)
NEVER_CALLED = (TicketState.WAITING, TicketState.ABANDONED, TicketState.DIVERTED, TicketState.CLOSED_OUT)


def total(session: Session, branch: Branch, day: DayRow, now: dt.datetime) -> Figures:
    return _figures(_tickets(session, day), _legs(session, day), policy_from(branch.settings), now)


def report(session: Session, branch: Branch, date: dt.date | None, now: dt.datetime) -> DayReport:
    """A day's report; the newest day's if no date is said. Refused for a day without a record."""
    chosen = select(DayRow).where(DayRow.branch == branch.code).order_by(DayRow.id.desc()).limit(1)
    day = session.scalar(chosen if date is None else chosen.where(DayRow.date == date))
    if day is None:
        raise Refused("unknown-day", day=date or "any day")
    policy = policy_from(branch.settings)
    tickets, legs = _tickets(session, day), _legs(session, day)
    made, accepted = _offers(session, day)
    return DayReport(
        date=day.date,
        total=_figures(tickets, legs, policy, now),
        by_service=_split(tickets, legs, policy, now, lambda t: t.service),
        by_segment=_split(tickets, legs, policy, now, lambda t: t.segment),
        by_counter=_by_counter(tickets, legs, policy, now),
        by_interval=_by_interval(session, day, tickets, policy, now),
        offers_made=made,
        offers_accepted=accepted,
        idle_while_waiting=_idle(session, day),
    )


def _tickets(session: Session, day: DayRow) -> Sequence[TicketRow]:
    return session.scalars(select(TicketRow).where(TicketRow.day_id == day.id).order_by(TicketRow.id)).all()


def _legs(session: Session, day: DayRow) -> Sequence[LegRow]:
    return session.scalars(select(LegRow).where(LegRow.day_id == day.id)).all()


def wait_of(ticket: TicketRow, now: dt.datetime) -> int:
    """Seconds waited so far, or in all."""
    if ticket.state == TicketState.WAITING:
        return waited(ticket, now)
    if ticket.state in (TicketState.CALLED, TicketState.SERVING) and ticket.called_at is not None:
        return waited(ticket, ticket.called_at)
    return ticket.waited_before


def _figures(tickets: Iterable[TicketRow], legs: Iterable[LegRow], policy: Policy, now: dt.datetime) -> Figures:
    tickets = list(tickets)
    waits = [wait_of(t, now) for t in tickets]
    called = [w for t, w in zip(tickets, waits, strict=True) if t.state not in NEVER_CALLED]
    served = [leg for leg in legs if leg.arrived_at is not None]
    states = [t.state for t in tickets]
    return Figures(
        issued=len(tickets),
        called=len(called),
        served=states.count(TicketState.DONE),
        past_ten=sum(1 for w in waits if w > policy.wait_over_minutes * 60),
        abandoned=states.count(TicketState.ABANDONED),
        no_show=states.count(TicketState.NO_SHOW),
        diverted=states.count(TicketState.DIVERTED),
        transferred=sum(t.transfers for t in tickets),
        average_wait=sum(called) / len(called) if called else 0.0,
        longest_wait=max(waits, default=0),
        average_service=sum(leg.served for leg in served) / len(served) if served else 0.0,
        over_target=sum(1 for leg in served if leg.served > leg.target),
    )


def _split(
    tickets: Sequence[TicketRow],
    legs: Sequence[LegRow],
    policy: Policy,
    now: dt.datetime,
    of: Callable[[TicketRow | LegRow], str],
) -> Mapping[str, Figures]:
    keys = sorted({of(t) for t in tickets})
    return {
        key: _figures([t for t in tickets if of(t) == key], [leg for leg in legs if of(leg) == key], policy, now)
        for key in keys
    }


def _by_counter(
    tickets: Sequence[TicketRow], legs: Sequence[LegRow], policy: Policy, now: dt.datetime
) -> Mapping[str, Figures]:
    """What each counter did: tickets by the counter that had them last, services by their legs."""
    codes = sorted({c for c in (*(t.counter for t in tickets), *(leg.counter for leg in legs)) if c})
    return {
        code: _figures(
            [t for t in tickets if t.counter == code], [leg for leg in legs if leg.counter == code], policy, now
        )
        for code in codes
    }


def _by_interval(
    session: Session, day: DayRow, tickets: Sequence[TicketRow], policy: Policy, now: dt.datetime
) -> tuple[Interval, ...]:
    """Quarter hours from the first to the last thing that happened."""
    called = session.scalars(select(CallRow.at).where(CallRow.day_id == day.id, CallRow.call == 1)).all()
    issued = [t.issued_at for t in tickets]
    late = [t.issued_at for t in tickets if wait_of(t, now) > policy.wait_over_minutes * 60]
    moments = [*issued, *called]
    if not moments:
        return ()
    start, found = _floor(min(moments)), []
    while start <= max(moments):
        end = start + INTERVAL
        counts = (sum(1 for m in kind if start <= m < end) for kind in (issued, called, late))
        found.append(Interval(start, *counts))
        start = end
    return tuple(found)


def _floor(moment: dt.datetime) -> dt.datetime:
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


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
