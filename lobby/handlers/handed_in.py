"""What guests did while this host was away and hand in now: a kiosk's numbers, a teller's presses (N1, N6, K3)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import func, select

from lobby import frozen, wire
from lobby.commands import Arrive, CatchUp, Command, Finish, HandIn, NoShow, TakeTicket
from lobby.errors import Refused
from lobby.handlers import calling, tickets, visits
from lobby.handlers.pen import Pen
from lobby.model import AT_A_COUNTER, EMERGENCY, OPEN_STATES, Did, Service, Ticket, TicketState
from lobby.rules import hours
from lobby.rules.routing import number_of, possible
from lobby.tables import AnswerRow, DayRow, PrintRow, TicketRow, micros
from lobby.text import optional, required
from lobby.views.days import day_of

SERIES = re.compile("(?!.{5})[A-Z]{1,2}[1-9][0-9]{0,2}")
"""A letter and the number in the kiosk's station; the host's own series have no digit, so that they never meet."""
MOST = 999_999
LATE = "handed-in-late"


def hand_in(pen: Pen, command: HandIn) -> Ticket:
    """The ticket that this finger has: the one that the host gave before its answer was lost, else a new one."""
    if not SERIES.fullmatch(command.series) or not 0 < command.serial <= MOST:
        raise Refused("bad-number", number=f"{command.series}{command.serial}")
    if command.issued_at.tzinfo is None:
        raise Refused("bad-time", field="issued_at")
    key = required("key", command.key, 80)
    first = _first_answer(pen, key)
    if first is not None:
        row = pen.session.get_one(TicketRow, wire.from_json(first, Ticket).id)
        return _void(pen, row, command) if _on_paper(pen, row) else _merged(pen, row, command)
    issued = min(command.issued_at.astimezone(dt.UTC), pen.now)
    same = _same_visit(pen, command)
    ticket = _void(pen, same, command) if same else frozen.ticket(_entered(replace(pen, now=issued), pen, command))
    pen.book.answer(key, TakeTicket.__name__, wire.to_json(ticket), pen.now)
    return ticket


def _first_answer(pen: Pen, key: str) -> str | None:
    """What the host answered to the first try, which came with this key; None where it never arrived."""
    here = pen.book.first_answer(key)
    if here is not None:
        return here[1]
    found = pen.session.connection().execute(select(AnswerRow.answer).where(AnswerRow.key == key)).first()
    return found[0] if found else None


def _same_visit(pen: Pen, command: HandIn) -> TicketRow | None:
    """A known customer who has a ticket for this service already keeps that one (N7)."""
    identity = pen.identity.seal(command.customer or "")
    own = (r for r in pen.floor.open_visits() if identity and (r.identity, r.service) == (identity, command.service))
    return next(own, None)


def _on_paper(pen: Pen, row: TicketRow) -> bool:
    """Whether the customer got this very number, at an earlier visit to the kiosk."""
    pen.settle()
    return pen.session.scalar(select(PrintRow.ticket).where(PrintRow.ticket == row.id).limit(1)) is not None


def _void(pen: Pen, row: TicketRow, command: HandIn) -> Ticket:
    """He holds a paper of his first number too: that one is called, and staff who are shown the other see why."""
    number = number_of(command.series, command.serial)
    if row.number != number:
        pen.record("ticket.merged", ticket=row.id, number=number)
    return frozen.ticket(row)


def _entered(then: Pen, pen: Pen, command: HandIn) -> TicketRow:
    """`then` writes with the time of the kiosk's finger, `pen` with the host's."""
    date = hours.local_date(pen.branch, then.now)
    today = pen.today
    if today is not None and (today.date == date or pen.policy.never_close):
        row = _issued(then, command)
        pen.record("ticket.handed-in", ticket=row.id, number=row.number, claimed=command.issued_at.isoformat())
        return row
    past = day_of(pen.session, pen.branch.code, date) or _missed_day(pen, date)
    pen.today = past
    try:
        row = _issued(then, command)
        pen.record("ticket.handed-in", ticket=row.id, number=row.number, claimed=command.issued_at.isoformat())
        visits.leave(then, row, TicketState.CLOSED_OUT)
        visits.end(then, row, TicketState.CLOSED_OUT)
        pen.record("ticket.closed-out", ticket=row.id, reason=LATE)
    finally:
        pen.today = today
    return row


def _missed_day(pen: Pen, date: dt.date) -> DayRow:
    """A day on which the host was never there. Today's is opened by whoever opens days, and waited for."""
    if date >= hours.local_date(pen.branch, pen.now):
        raise Refused("day-not-open")
    row = DayRow(
        id=pen.next_id(DayRow), branch=pen.branch.code, date=date, opened_at=pen.now, closed_at=pen.now,
        regardless_of_hours=False,
    )  # fmt: skip
    pen.session.add(row)
    return row


def _issued(then: Pen, command: HandIn) -> TicketRow:
    service = _service(then, command.service)
    identity = then.identity.seal(command.customer or "") or None
    green = optional("green", command.green or "", 40) or None
    serial = _serial(then, command)
    row = tickets.issue(then, service, identity, green, EMERGENCY, (command.series, serial))
    row.number = number_of(command.series, command.serial)
    row.people_ahead = row.wait_low = row.wait_high = 0
    row.amount = possible(command.amount, then.policy)
    row.language = optional("language", command.language, 8) or "zh"
    row.note = optional("note", command.note)
    known = {s.code for s in then.branch.services} - {row.service}
    row.further = " ".join([code for code in dict.fromkeys(command.also) if code in known][: tickets.MOST_FURTHER])
    then.floor.put(row)
    return row


def _service(pen: Pen, code: str) -> Service:
    """A service that has gone from the set-up meanwhile is asked for at the first one there is: nobody is lost."""
    return next((s for s in pen.branch.services if s.code == code), pen.branch.services[0])


def _serial(pen: Pen, command: HandIn) -> int:
    """A kiosk whose disk was copied or set back may give a number twice: both customers stay in the record."""
    same = (TicketRow.day_id == pen.day.id, TicketRow.series == command.series)
    taken = pen.session.scalar(select(TicketRow.id).where(*same, TicketRow.serial == command.serial))
    if taken is None:
        return command.serial
    return MOST + (pen.session.scalar(select(func.count()).select_from(TicketRow).where(*same)) or 0)


def _merged(pen: Pen, row: TicketRow, command: HandIn) -> Ticket:
    """The answer to the first try was lost, so nobody holds that number: it gives way to the one on paper."""
    number = number_of(command.series, command.serial)
    if row.number == number:
        return frozen.ticket(row)
    was, row.number, row.channel = row.number, number, EMERGENCY
    pen.record("ticket.renumbered", ticket=row.id, number=number, was=was)
    in_vain = row.state in (TicketState.CALLED, TicketState.MISSED, TicketState.NO_SHOW)
    if in_vain and pen.today is not None and row.day_id == pen.today.id:
        if row.state == TicketState.CALLED:
            visits.leave(pen, row, "returned")
        row.finished_at, row.misses = None, 0
        visits.enqueue(pen, row, micros(row.issued_at))
        pen.record("ticket.returned", ticket=row.id)
    if row.state in OPEN_STATES:
        pen.floor.put(row)
    return frozen.ticket(row)


def catch_up(pen: Pen, command: CatchUp) -> Ticket:
    """What a teller did at his counter meanwhile, with its time. What can't be so any more is told, never lost."""
    row = pen.find(TicketRow, command.ticket)
    if row is None:
        raise Refused("unknown-ticket", ticket=command.ticket)
    if command.at.tzinfo is None:
        raise Refused("bad-time", field="at")
    key = required("key", command.key, 80)
    if _first_answer(pen, key) is not None:
        return frozen.ticket(row)
    step = _step(command)
    at = min(max(command.at.astimezone(dt.UTC), row.since), pen.now)
    try:
        _refuse_elsewhere(pen, row, command)
        HOW[command.did](replace(pen, now=at), step)
    except Refused as refusal:
        why = {"did": command.did, "done_at": command.at.isoformat(), "reason": refusal.reason, "number": row.number}
        pen.record("counter.not-caught-up", ticket=row.id, counter=command.counter, **why)
    else:
        pen.record("counter.caught-up", ticket=row.id, counter=command.counter, did=command.did)
    answer = frozen.ticket(row)
    pen.book.answer(key, type(step).__name__, wire.to_json(answer), pen.now)
    return answer


def _refuse_elsewhere(pen: Pen, row: TicketRow, command: CatchUp) -> None:
    pen.counter(command.counter)
    if row.state not in AT_A_COUNTER or row.counter != command.counter:
        raise Refused("not-here-any-more", number=row.number, counter=command.counter)


def _step(command: CatchUp) -> Command[Ticket]:
    """The command as it would have come from the counter."""
    if command.did is Did.FINISHED:
        return Finish(command.counter, command.outcome)
    return Arrive(command.counter) if command.did is Did.ARRIVED else NoShow(command.counter)


HOW: Mapping[Did, Callable[..., Ticket]] = {
    Did.ARRIVED: calling.arrive,
    Did.FINISHED: calling.finish,
    Did.NO_SHOW: calling.no_show,
}
