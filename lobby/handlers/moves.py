"""Out of the queue for a while and back into it: holds, transfers, missed numbers (C3, K5–K7)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from lobby import frozen
from lobby.commands import Hold, Readmit, Resume, Transfer
from lobby.errors import Refused
from lobby.handlers import visits
from lobby.handlers.pen import Pen
from lobby.model import HoldKind, Place, Ticket, TicketState
from lobby.rules import routing
from lobby.tables import LegRow, TicketRow, micros


def hold(pen: Pen, command: Hold) -> Ticket:
    row = pen.serving(command.counter)
    kind = command.kind
    until = command.until
    if kind == HoldKind.WAITING_STEP and (until is None or until.tzinfo is None or until <= pen.now):
        raise Refused("bad-wake")
    visits.leave(pen, row, "held")
    visits.turn(pen, row, TicketState.HELD)
    row.hold_kind, row.wake_at = kind, until if kind == HoldKind.WAITING_STEP else None
    pen.record("ticket.held", ticket=row.id, counter=row.counter, staff=row.staff, hold=kind)
    return frozen.ticket(row)


def resume(pen: Pen, command: Resume) -> Ticket:
    row = pen.ticket(command.ticket, TicketState.HELD)
    counter = pen.free(command.counter)
    if row.hold_kind == HoldKind.PAPERS_HERE and row.counter != counter.code:
        raise Refused("papers-elsewhere", number=row.number, counter=row.counter)
    visits.seat(pen, row, counter, TicketState.SERVING)
    row.hold_kind = row.wake_at = None
    pen.record("ticket.resumed", ticket=row.id, counter=row.counter, staff=row.staff)
    return frozen.ticket(row)


def wake_held(pen: Pen) -> None:
    """Customers whose step is over wait again, by arrival (K6)."""
    for row in pen.floor.aside(TicketState.HELD):
        if row.hold_kind == HoldKind.WAITING_STEP and row.wake_at is not None and row.wake_at <= pen.now:
            visits.enqueue(pen, row, visits.arrival_of(row))
            pen.record("ticket.woken", ticket=row.id)


def transfer(pen: Pen, command: Transfer) -> Ticket:
    """On to a service or a counter; number and first arrival stay (N2, K7)."""
    row = pen.serving(command.counter)
    if command.service is None and command.to_counter is None:
        raise Refused("nowhere-to-go")
    service = pen.service(command.service or row.service)
    if command.to_counter is not None:
        pen.held(command.to_counter)
    elif not pen.branch.counters_for(service.code):
        raise Refused("no-counter", service=service.code)
    staff, here = row.staff, row.counter
    to_the_end = service.code == row.service and command.to_counter is None
    visits.leave(pen, row, "transferred")
    row.service = service.code
    row.zone = routing.zone_of(pen.branch, service, pen.branch.segment(row.segment))
    row.only_counter = command.to_counter
    row.dropped_by = staff if command.to_counter is None else None
    row.back_to = here if command.back else None
    row.transfers += 1
    place(pen, row, Place.LAST if to_the_end else command.place)
    pen.record(
        "ticket.transferred", ticket=row.id, counter=here, staff=staff, service=service.code, to=command.to_counter
    )
    return frozen.ticket(row)


def place(pen: Pen, row: TicketRow, where: Place) -> None:
    """Into the queue first (then before his own arrival, which is how the rule tells it), by first arrival, or last."""
    if where == Place.ARRIVAL:
        visits.enqueue(pen, row, visits.arrival_of(row))
    elif where == Place.LAST:
        visits.enqueue(pen, row, micros(pen.now), with_head_start=False)
    else:
        came = visits.arrival_of(row)
        head = next((w.rank for w in pen.floor.waiting()), came)
        visits.enqueue(pen, row, min(came, head) - 1, with_head_start=False)


def send_back(pen: Pen, row: TicketRow) -> None:
    """Back to the counter that asked for it, for what he came for there (K7); to everybody if that one has closed."""
    pen.settle()
    sent = select(LegRow.service).where(
        LegRow.ticket == row.id, LegRow.counter == row.back_to, LegRow.end == "transferred"
    )
    service = pen.service(pen.session.scalars(sent.order_by(LegRow.id.desc())).first() or row.service)
    row.service = service.code
    row.zone = routing.zone_of(pen.branch, service, pen.branch.segment(row.segment))
    sender = pen.floor.counters.get(row.back_to or "")
    row.only_counter = row.back_to if sender is not None and sender.staff is not None else None
    row.back_to = None
    place(pen, row, Place.FIRST)
    pen.record("ticket.sent-back", ticket=row.id, to=row.only_counter)


def go_on(pen: Pen, row: TicketRow) -> bool:
    """To the customer's next need, if he has one: at this counter where it does that too, else back into the queue
    by his first arrival, with the same number (K8)."""
    known = {service.code: service for service in pen.branch.services}
    codes = [code for code in row.further.split() if code in known]
    if not codes:
        return False
    here, staff, counter = row.counter, row.staff, pen.counter(row.counter or "")
    row.service, row.further, row.amount, row.only_counter = codes[0], " ".join(codes[1:]), None, None
    row.zone = routing.zone_of(pen.branch, known[codes[0]], pen.branch.segment(row.segment))
    stays = routing.may_serve(counter, row.service, row.segment)
    if stays:
        row.called_at = row.arrived_at = pen.now
        visits.turn(pen, row, TicketState.SERVING)
    else:
        row.transfers += 1
        place(pen, row, Place.ARRIVAL)
    pen.record("ticket.went-on", ticket=row.id, counter=here, staff=staff, service=row.service, stays=stays)
    return True


def miss(pen: Pen, row: TicketRow) -> None:
    """Called in vain: kept as missed for a while, or a no-show when it repeats (C3, K2)."""
    row.misses += 1
    void = pen.policy.missed_rule == "void" or row.misses >= pen.policy.misses
    visits.leave(pen, row, "no-show" if void else "missed")
    pen.record("ticket.no-show" if void else "ticket.missed", ticket=row.id, counter=row.counter, staff=row.staff)
    if void:
        visits.end(pen, row, TicketState.NO_SHOW)
    else:
        visits.turn(pen, row, TicketState.MISSED)
        row.let_pass = max(1, pen.policy.readmit_after)


def readmit(pen: Pen, command: Readmit) -> Ticket:
    """Back at once, or after a few more customers of his queue (C3)."""
    row = pen.ticket(command.ticket, TicketState.MISSED)
    refuse_missed_too_long(pen, row)
    let_in_again(pen, row, at_once=command.at_once)
    return frozen.ticket(row)


def let_in_again(pen: Pen, row: TicketRow, *, at_once: bool = False) -> None:
    if at_once:
        place(pen, row, Place.FIRST)
    else:
        _after_a_few(pen, row)
    pen.record("ticket.readmitted", ticket=row.id, at_once=at_once)


def _after_a_few(pen: Pen, row: TicketRow) -> None:
    ahead = [w.rank for w in pen.floor.waiting() if w.service == row.service][: pen.policy.readmit_after]
    visits.enqueue(pen, row, ahead[-1] + 1 if ahead else micros(pen.now), with_head_start=False)


def _hold_is_over(pen: Pen, row: TicketRow) -> bool:
    return pen.now - row.since > dt.timedelta(minutes=pen.policy.missed_hold_minutes)


def refuse_missed_too_long(pen: Pen, row: TicketRow) -> None:
    if _hold_is_over(pen, row):
        raise Refused("missed-too-long", number=row.number, minutes=pen.policy.missed_hold_minutes)


def expire_missed(pen: Pen) -> None:
    """A missed number is kept for so long; then it is a no-show (C3)."""
    for row in pen.floor.aside(TicketState.MISSED):
        if _hold_is_over(pen, row):
            visits.end(pen, row, TicketState.NO_SHOW)
            pen.record("ticket.no-show", ticket=row.id, reason="hold-over")


def let_pass(pen: Pen, called: TicketRow) -> None:
    """Where the branch lets missed numbers in again after a few more customers: one more has passed (C3, K5)."""
    if pen.policy.missed_rule != "after":
        return
    for row in pen.floor.aside(TicketState.MISSED):
        if row.service != called.service:
            continue
        row.let_pass -= 1
        if row.let_pass <= 0:
            visits.enqueue(pen, row, visits.arrival_of(row))
            pen.record("ticket.readmitted", ticket=row.id, at_once=False)
