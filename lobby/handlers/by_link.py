"""What a customer does himself with the link to his visit: let others go first, leave, come back, rate it (C3, C9)."""

from __future__ import annotations

import datetime as dt

from lobby import frozen, visit_link
from lobby.commands import Abandon, AbandonVisit, GiveWay, RateVisit, ReadmitVisit
from lobby.errors import Refused
from lobby.handlers import moves, tickets
from lobby.handlers.pen import Pen
from lobby.model import Ticket, TicketState
from lobby.rules import giving_way, public, routing
from lobby.tables import RatingRow, TicketRow
from lobby.views.days import day_of

STARS = range(1, 6)
WORDS = ("friendly", "quick", "clear", "slow")
"""What a rating can say beside its stars."""
LEAVES_FROM = (TicketState.WAITING, TicketState.MISSED)
"""Who is called or has papers at a counter tells it there."""


def give_way(pen: Pen, command: GiveWay) -> Ticket:
    row = _visit(pen, command.token, TicketState.WAITING)
    if row.gave_way >= pen.policy.give_way_times:
        raise Refused("gave-way-enough", number=row.number, times=pen.policy.give_way_times)
    line = pen.floor.waiting()
    mine = next(w for w in line if w.id == row.id)
    segment = pen.branch.segment(row.segment)
    own = routing.own_counters(pen.branch, row.service, segment)
    if row.only_counter is not None:
        own = (pen.counter(row.only_counter),)
    rank = giving_way.place(mine, line, own, pen.policy.give_way_to)
    if rank is None:
        raise Refused("nobody-behind", number=row.number)
    start = routing.head_start(segment, row.green is not None, pen.policy)
    row.rank, row.arrival = rank, rank + start // dt.timedelta(microseconds=1)
    row.gave_way += 1
    pen.floor.put(row)
    pen.record("ticket.gave-way", ticket=row.id, times=row.gave_way)
    return public.ticket(frozen.ticket(row))


def abandon(pen: Pen, command: AbandonVisit) -> Ticket:
    row = _visit(pen, command.token, *LEAVES_FROM)
    return public.ticket(tickets.abandon(pen, Abandon(row.id)))


def readmit(pen: Pen, command: ReadmitVisit) -> Ticket:
    row = _visit(pen, command.token, TicketState.MISSED)
    moves.refuse_missed_too_long(pen, row)
    moves.let_in_again(pen, row)
    return public.ticket(frozen.ticket(row))


def rate(pen: Pen, command: RateVisit) -> None:
    """Also after the day was closed: whoever was served last has the evening for it."""
    row = _held(pen, command.token)
    if command.stars not in STARS or not set(command.words) <= set(WORDS):
        raise Refused("bad-rating", words=", ".join(WORDS))
    if row.state != TicketState.DONE:
        raise Refused("wrong-state", number=row.number, state=row.state)
    pen.settle()
    if pen.find(RatingRow, row.id) is not None:
        raise Refused("already-rated", number=row.number)
    words = [word for word in WORDS if word in command.words]
    pen.session.add(RatingRow(ticket=row.id, day_id=row.day_id, at=pen.now, stars=command.stars, words=words))
    pen.record("ticket.rated", ticket=row.id, stars=command.stars)


def _visit(pen: Pen, token: str, *states: TicketState) -> TicketRow:
    """The visit of this link, in one of these states."""
    return pen.ticket(_held(pen, token).id, *states)


def _held(pen: Pen, token: str) -> TicketRow:
    pen.settle()
    row = visit_link.holder(pen.session, token)
    day = pen.today or day_of(pen.session, pen.branch.code)
    if row is None or not visit_link.alive(row, day, pen.branch, pen.now):
        raise Refused("unknown-visit")
    return row
