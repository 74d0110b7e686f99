"""One visit told in full, and what a customer may be offered before he takes a ticket (B2, B8, K16, N8)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from lobby import frozen
from lobby.errors import Refused
from lobby.floor import Floor
from lobby.identity import Identity
from lobby.model import Branch, Customer, Diversion, History, Offer, Ticket
from lobby.policy import policy_from
from lobby.queries import AskOffer, FindCustomer, FindTicket, TicketHistory
from lobby.rules import diversion, routing
from lobby.rules.estimates import Queued
from lobby.tables import (
    CallRow,
    CustomerRow,
    JournalRow,
    LegRow,
    OfferRow,
    OvertakeRow,
    PrintRow,
    TicketRow,
    micros,
)
from lobby.text import clean
from lobby.views import queue
from lobby.views.days import day_of


def history(session: Session, query: TicketHistory) -> History:
    row = session.get(TicketRow, query.ticket) if 0 < query.ticket < 2**63 else None
    if row is None:
        raise Refused("unknown-ticket", ticket=query.ticket)
    events = session.scalars(select(JournalRow).where(JournalRow.ticket == row.id).order_by(JournalRow.id))
    legs = session.scalars(select(LegRow).where(LegRow.ticket == row.id).order_by(LegRow.id))
    calls = session.scalars(select(CallRow).where(CallRow.ticket == row.id).order_by(CallRow.id))
    overtakes = session.scalars(select(OvertakeRow).where(OvertakeRow.ticket == row.id).order_by(OvertakeRow.id))
    prints = session.scalars(select(PrintRow).where(PrintRow.ticket == row.id).order_by(PrintRow.copy))
    return History(
        ticket=frozen.ticket(row),
        events=tuple(frozen.event(e) for e in events),
        legs=tuple(frozen.leg(leg) for leg in legs),
        calls=tuple(frozen.call(c) for c in calls),
        overtakes=tuple(frozen.overtake(o) for o in overtakes),
        prints=tuple(frozen.print_(p) for p in prints),
    )


def find_ticket(session: Session, branch: Branch, query: FindTicket) -> Ticket | None:
    """The newest visit with this number on the day; numbers begin again after 999 (N1)."""
    day = day_of(session, branch.code, query.day)
    if day is None:
        return None
    number = clean(query.number).upper()
    row = session.scalar(
        select(TicketRow)
        .where(TicketRow.day_id == day.id, TicketRow.number == number)
        .order_by(TicketRow.id.desc())
        .limit(1)
    )
    return frozen.ticket(row) if row else None


def find_customer(session: Session, identity: Identity, query: FindCustomer) -> Customer | None:
    return _customer(session, identity, query.customer)


def _customer(session: Session, identity: Identity, line: str | None) -> Customer | None:
    row = session.get(CustomerRow, identity.seal(line or ""))
    return frozen.customer(row) if row else None


def offer(session: Session, branch: Branch, identity: Identity, now: dt.datetime, query: AskOffer) -> Offer:
    """Devices in service that can do it, the wait at the counters, and what each costs."""
    service = next((s for s in branch.services if s.code == query.service), None)
    if service is None:
        raise Refused("unknown-service", service=query.service)
    policy = policy_from(branch.settings)
    amount = routing.possible(query.amount, policy)
    segment = routing.segment_of(branch, service, _customer(session, identity, query.customer))
    rank = routing.rank(micros(now), segment, query.green is not None, policy)
    floor = Floor(session)
    told = queue.estimate(floor, branch, now, Queued(service.code, segment.code), floor.ahead(rank))
    out = queue.out_of_order(session)
    devices = () if query.green is not None else routing.devices_for(branch, service.code, amount, out)
    return Offer(
        service=service.code,
        segment=segment.code,
        estimate=told,
        counters=tuple(c.code for c in routing.own_counters(branch, service.code, segment)),
        devices=tuple(d.code for d in devices),
        counter_fee=service.counter_fee,
        self_service_fee=service.self_service_fee,
        still_wait=told.high > policy.still_wait_minutes,
    )


def second_diversion(session: Session, branch: Branch, now: dt.datetime) -> tuple[Diversion, ...]:
    """Whom to ask, while the rule is met; nobody is asked twice (C6)."""
    floor = Floor(session)
    waiting = [frozen.ticket(row) for row in floor.line()]
    if not diversion.is_due(branch, waiting, policy_from(branch.settings), now):
        return ()
    asked = set(session.scalars(select(OfferRow.ticket).where(OfferRow.ticket.in_([t.id for t in waiting]))))
    free = [row.code for row in floor.working() if floor.at(row.code) is None]
    unasked = [t for t in waiting if t.id not in asked]
    return diversion.suggestions(branch, unasked, queue.out_of_order(session), free)
