"""Issuing tickets, and what may be done to one that waits (N1–N4, N7, B3–B7, C6, C7, K14)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from lobby import at_hand, frozen
from lobby.commands import Abandon, AddNote, Divert, DivertAtKiosk, GrantGreen, RevokeGreen, TakeTicket
from lobby.errors import Refused
from lobby.handlers import moves, visits
from lobby.handlers.pen import Pen
from lobby.model import OPEN_STATES, Segment, Service, StationRole, Ticket, TicketState
from lobby.rules import hours, routing
from lobby.rules.estimates import Queued
from lobby.tables import CustomerRow, OfferRow, SeriesRow, TicketRow, micros
from lobby.text import optional, required
from lobby.views import queue

DESK = "desk"
"""The channel of tickets taken by the staff: hours don't bind it."""
MOST_FURTHER = 3
"""Services after the first one on a ticket: whoever has more to do is better served at the desk."""


def take(pen: Pen, command: TakeTicket) -> Ticket:
    _ = pen.day
    service = pen.service(command.service)
    channel = optional("channel", command.channel, 20) or "kiosk"
    if channel == DESK and pen.caller.station_role is StationRole.KIOSK:
        raise Refused("not-allowed", wish="A number from the desk")
    further = _further(pen, service, command.also)
    for wished in (service, *further):
        _refuse_unserved(pen, wished, channel)
    amount = routing.possible(command.amount, pen.policy)
    identity = pen.identity.seal(command.customer or "") or None
    again = _same_visit(pen, service, identity)
    if again is not None:
        if again.state == TicketState.MISSED:
            moves.let_in_again(pen, again)
        _add_needs(pen, again, further)
        return frozen.ticket(again)
    for wished in (service, *further):
        _refuse_above_caps(pen, wished, identity)
    row = issue(pen, service, identity, optional("green", command.green or "", 40) or None, channel)
    row.amount = amount
    row.language = optional("language", command.language, 8) or "zh"
    row.note = optional("note", command.note)
    _add_needs(pen, row, further)
    return frozen.ticket(row)


def _further(pen: Pen, first: Service, also: Sequence[str]) -> list[Service]:
    """Each once, the first not again (K8)."""
    codes = [code for code in dict.fromkeys(also) if code != first.code]
    if len(codes) > MOST_FURTHER:
        raise Refused("too-many-needs", most=MOST_FURTHER + 1)
    return [pen.service(code) for code in codes]


def _refuse_unserved(pen: Pen, service: Service, channel: str) -> None:
    if channel != DESK:
        _refuse_outside_hours(pen, service)
    if not pen.branch.counters_for(service.code):
        raise Refused("no-counter", service=service.code)


def _add_needs(pen: Pen, row: TicketRow, further: Sequence[Service]) -> None:
    """What the ticket does not stand for yet comes after what it does."""
    known = row.further.split()
    new = [service.code for service in further if service.code not in (row.service, *known)]
    new = new[: MOST_FURTHER - len(known)]
    if new:
        row.further = " ".join([*known, *new])
        pen.record("ticket.needs-added", ticket=row.id, services=new)


def issue(
    pen: Pen, service: Service, identity: str | None, green: str | None, channel: str,
    given: tuple[str, int] | None = None,
) -> TicketRow:  # fmt: skip
    """Give out the next number of the right series, with a promise (N1, N3, C1); `given` was given out elsewhere."""
    known = pen.session.get(CustomerRow, identity) if identity else None
    customer = frozen.customer(known) if known else None
    segment = routing.segment_of(pen.branch, service, customer)
    series = given[0] if given else routing.series_of(service, segment, green is not None, pen.policy)
    serial = given[1] if given else _next_serial(pen, series)
    row = TicketRow(
        id=pen.next_id(TicketRow),
        branch=pen.branch.code,
        day_id=pen.day.id,
        day=pen.day.date,
        series=series,
        serial=serial,
        number=routing.number_of(series, serial),
        secret=secrets.token_urlsafe(16),
        service=service.code,
        segment=segment.code,
        zone=routing.zone_of(pen.branch, service, segment),
        state=TicketState.WAITING,
        issued_at=pen.now,
        waited_before=0,
        green=green,
        identity=identity,
        customer=(customer.greeting or None) if customer else None,
        manager=customer.manager if customer else None,
        language="zh",
        channel=channel,
        calls=0,
        rounds=0,
        misses=0,
        overtaken=0,
        transfers=0,
        let_pass=0,
        gave_way=0,
        note="",
        further="",
    )
    now = micros(pen.now)  # a clock set back, or another host's that is behind, lets nobody pass who waits already
    visits.enqueue(pen, row, now if given else max(now, pen.floor.came_last()))
    _promise(pen, row)
    pen.session.add(row)
    pen.record("ticket.issued", ticket=row.id, number=row.number, service=row.service, segment=row.segment, green=green)
    _announce(pen, row, segment)
    return row


def _refuse_outside_hours(pen: Pen, service: Service) -> None:
    phase = hours.phase(pen.branch, pen.policy, frozen.day(pen.day), pen.now)
    opens = hours.service_opens(pen.branch, service, phase, pen.now)
    if opens is not None:
        raise Refused("service-closed", service=service.code, opens_at=opens.isoformat())


def _same_visit(pen: Pen, service: Service, identity: str | None) -> TicketRow | None:
    """The open ticket that this identity has for this service already (N7)."""
    if identity is None:
        return None
    moves.expire_missed(pen)
    own = (row for row in pen.floor.open_visits() if row.identity == identity and row.service == service.code)
    return next(own, None)


def _refuse_above_caps(pen: Pen, service: Service, identity: str | None) -> None:
    cap, own = service.cap_per_day, service.cap_per_customer
    if cap is not None and _given_out(pen, TicketRow.service == service.code) >= cap:
        raise Refused("service-full", service=service.code, cap=cap)
    if own is not None and identity is not None:
        had = _given_out(pen, TicketRow.service == service.code, TicketRow.identity == identity)
        if had >= own:
            raise Refused("customer-cap", service=service.code, cap=own)


def _given_out(pen: Pen, *which: ColumnElement[bool]) -> int:
    """How many of today's tickets are such."""
    today = select(func.count()).select_from(TicketRow).where(TicketRow.day_id == pen.day.id, *which)
    return pen.session.scalar(today) or 0


def _next_serial(pen: Pen, series: str) -> int:
    row = at_hand.get(pen.session, SeriesRow, pen.day.id, series)
    if row is None:
        row = SeriesRow(day_id=pen.day.id, series=series, last=0)
        pen.session.add(row)
    row.last += 1
    return row.last


def _promise(pen: Pen, row: TicketRow) -> None:
    ahead = pen.floor.ahead(row.rank, row.id)
    promised = queue.estimate(pen.floor, pen.branch, pen.now, Queued(row.service, row.segment), ahead)
    row.people_ahead, row.wait_low, row.wait_high = promised.ahead, promised.low, promised.high


def _announce(pen: Pen, row: TicketRow, segment: Segment) -> None:
    """The lobby manager and the customer's own manager are told at once (B4)."""
    if segment.vip:
        pen.record("customer.vip-arrived", ticket=row.id, segment=row.segment, manager=row.manager)


def abandon(pen: Pen, command: Abandon) -> Ticket:
    states = (TicketState.WAITING, TicketState.CALLED, TicketState.HELD, TicketState.MISSED)
    row = pen.ticket(command.ticket, *states)
    visits.leave(pen, row, "abandoned")
    visits.end(pen, row, TicketState.ABANDONED)
    pen.record("ticket.abandoned", ticket=row.id, waited=row.waited_before)
    return frozen.ticket(row)


def grant_green(pen: Pen, command: GrantGreen) -> Ticket:
    return _green(pen, command.ticket, required("reason", command.reason), granted=True)


def revoke_green(pen: Pen, command: RevokeGreen) -> Ticket:
    return _green(pen, command.ticket, required("reason", command.reason), granted=False)


def _green(pen: Pen, ticket: int, reason: str, *, granted: bool) -> Ticket:
    """Only the head start changes: letter, number and waiting time stay (B6, N2)."""
    row = pen.ticket(ticket, TicketState.WAITING)
    if (row.green is not None) == granted:
        raise Refused("wrong-state", number=row.number, state="in the green channel" if granted else "not in it")
    row.green = reason[:40] if granted else None
    row.rank = routing.rank(row.arrival, pen.branch.segment(row.segment), granted, pen.policy)
    pen.floor.put(row)
    pen.record("ticket.green-granted" if granted else "ticket.green-revoked", ticket=row.id, reason=reason)
    return frozen.ticket(row)


def add_note(pen: Pen, command: AddNote) -> Ticket:
    row = pen.ticket(command.ticket, *OPEN_STATES)
    row.note = optional("note", command.note)
    pen.record("ticket.noted", ticket=row.id)
    return frozen.ticket(row)


def divert(pen: Pen, command: Divert) -> Ticket:
    """Asked to go elsewhere: whoever refuses keeps his place (C6)."""
    row = pen.ticket(command.ticket, TicketState.WAITING)
    to_counter = any(c.code == command.to for c in pen.branch.counters)
    if not to_counter:
        _refuse_unfit_device(pen, command.to, row.service, row.amount)
    elif row.service not in pen.counter(command.to).services:
        raise Refused("counter-cannot", counter=command.to, service=row.service)
    elif command.accepted:
        pen.working(command.to)
    reason = optional("reason", command.reason)
    _offer(pen, row.service, command.to, row.amount, command.accepted, ticket=row.id, reason=reason)
    if command.accepted and to_counter:
        row.only_counter = command.to
        pen.floor.put(row)
    elif command.accepted:
        visits.leave(pen, row, "diverted")
        visits.end(pen, row, TicketState.DIVERTED)
    answer = "accepted" if command.accepted else "refused"
    pen.record(f"diversion.{answer}", ticket=row.id, to=command.to, reason=reason)
    return frozen.ticket(row)


def divert_at_kiosk(pen: Pen, command: DivertAtKiosk) -> None:
    """The first diversion's answer, before there is a ticket (B2)."""
    _ = pen.day
    service = pen.service(command.service)
    amount = routing.possible(command.amount, pen.policy)
    _refuse_unfit_device(pen, command.to, service.code, amount)
    _offer(pen, service.code, command.to, amount, command.accepted)
    answer = "accepted" if command.accepted else "refused"
    pen.record(f"kiosk-diversion.{answer}", service=service.code, to=command.to)


def _refuse_unfit_device(pen: Pen, code: str, service: str, amount: int | None) -> None:
    if not any(d.code == code for d in pen.branch.devices):
        raise Refused("unknown-device", device=code)
    if code in queue.out_of_order(pen.session):
        raise Refused("device-out", device=code)
    if not any(d.code == code for d in routing.devices_for(pen.branch, service, amount, ())):
        raise Refused("device-cannot", device=code, service=service)


def _offer(
    pen: Pen, service: str, to: str, amount: int | None, accepted: bool, ticket: int | None = None, reason: str = ""
) -> None:
    pen.add(
        OfferRow,
        day_id=pen.day.id,
        at=pen.now,
        ticket=ticket,
        service=service,
        to=to,
        amount=amount,
        accepted=accepted,
        reason=reason,
    )
