"""Calling customers to counters, from the call to its end (C2, C3, K1–K5, K9, K10, K15, K16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from lobby import frozen
from lobby.commands import Arrive, CallNext, CallTicket, Finish, NoShow, Recall, TakeBack, WalkUp
from lobby.errors import Refused
from lobby.handlers import moves, tickets, visits
from lobby.handlers.pen import Pen
from lobby.model import Ticket, TicketState
from lobby.rules import calling, routing
from lobby.rules.calling import Choice, Waiting
from lobby.tables import CallRow, CounterRow, OvertakeRow, TicketRow
from lobby.text import required


def call_next(pen: Pen, command: CallNext) -> Ticket | None:
    counter = pen.working(command.counter)
    row = pen.at(command.counter)
    if row is not None and row.state == TicketState.CALLED:
        if _pause_left(pen, row):
            return frozen.ticket(row)
        if row.calls < pen.policy.calls_before_no_show:
            _recall(pen, row)
            return frozen.ticket(row)
        moves.miss(pen, row)
    elif row is not None:
        _finish(pen, row, None)
        if pen.at(command.counter) is row:  # with his next need
            return frozen.ticket(row)
    return _draw(pen, counter)


def _draw(pen: Pen, counter: CounterRow) -> Ticket | None:
    """The rule's choice for this counter, called."""
    moves.wake_held(pen)
    moves.expire_missed(pen)
    teller, waiting = counter.staff or "", pen.floor.waiting()
    elsewhere = _elsewhere(pen, counter.code) if any(w.dropped_by == teller for w in waiting) else frozenset()
    choice = calling.choose(pen.counter(counter.code), teller, waiting, pen.policy, elsewhere)
    if choice is None:
        return None
    row = _call(pen, counter, choice)
    moves.let_pass(pen, row)
    return frozen.ticket(row)


def _elsewhere(pen: Pen, code: str) -> frozenset[str]:
    """Services that other working counters do as well."""
    others = (pen.counter(row.code) for row in pen.floor.working() if row.code != code)
    return frozenset(service for other in others for service in other.services)


def _call(pen: Pen, counter: CounterRow, choice: Choice) -> TicketRow:
    row = pen.floor.visits[choice.ticket.id]
    visits.seat(pen, row, counter, TicketState.CALLED)
    row.calls = 1
    made = _write_call(pen, row, choice.rule, choice.beaten)
    _count_overtakes(pen, row, made, choice)
    _forget_drops(pen, row.staff or "")
    pen.record("ticket.called", ticket=row.id, counter=row.counter, staff=row.staff, rule=choice.rule, call=1)
    return row


def _write_call(pen: Pen, row: TicketRow, rule: str, beaten: Sequence[str] = ()) -> int:
    """Answers the call's id."""
    if row.calls == 1:
        row.rounds += 1
    return pen.add(
        CallRow,
        day_id=row.day_id,
        ticket=row.id,
        number=row.number,
        counter=row.counter,
        staff=row.staff,
        at=pen.now,
        round=row.rounds,
        call=row.calls,
        rule=rule,
        beaten=list(beaten),
        green=row.green is not None,
        language=row.language,
        taken_back=False,
    )


def _count_overtakes(pen: Pen, row: TicketRow, call: int, choice: Choice) -> None:
    """Each waiting customer knows by whom he was overtaken (K15)."""
    for id in choice.overtaken:
        pen.add(OvertakeRow, ticket=id, call=call, by=row.id, by_number=row.number, at=pen.now, rule=choice.rule)
        overtaken = pen.floor.visits[id]
        overtaken.overtaken += 1
        pen.floor.put(overtaken)


def _forget_drops(pen: Pen, staff: str) -> None:
    """A dropped ticket is kept from its teller for one call only (K7)."""
    for waiting in pen.floor.waiting():
        if waiting.dropped_by == staff:
            row = pen.floor.visits[waiting.id]
            row.dropped_by = None
            pen.floor.put(row)


def call_ticket(pen: Pen, command: CallTicket) -> Ticket:
    """By hand, out of order: recorded with its reason and with everybody whom it passes (K9)."""
    counter = pen.free(command.counter)
    reason = required("reason", command.reason)
    row = pen.ticket(command.ticket, TicketState.WAITING, TicketState.MISSED)
    if row.state == TicketState.MISSED:
        moves.refuse_missed_too_long(pen, row)
    chosen = Waiting(row.id, row.number, row.service, row.segment, row.rank, row.arrival, row.overtaken)
    pool = [w for w in pen.floor.waiting() if routing.may_call(pen.counter(counter.code), w)]
    choice = calling.explain(chosen, f"by-hand: {reason}", pool)
    return frozen.ticket(_call(pen, counter, choice))


def walk_up(pen: Pen, command: WalkUp) -> Ticket:
    counter = pen.free(command.counter)
    service = pen.service(command.service)
    identity = pen.identity.seal(command.customer or "") or None
    row = tickets.issue(pen, service, identity, None, "walk-up")
    visits.seat(pen, row, counter, TicketState.SERVING)
    row.calls = 1
    pen.record("ticket.arrived", ticket=row.id, counter=row.counter, staff=row.staff, walk_up=True)
    return frozen.ticket(row)


def recall(pen: Pen, command: Recall) -> Ticket:
    row = _called(pen, command.counter)
    left = _pause_left(pen, row)
    if left:
        raise Refused("too-soon", number=row.number, seconds=left)
    _recall(pen, row)
    return frozen.ticket(row)


def _pause_left(pen: Pen, row: TicketRow) -> int:
    """Whole seconds until this customer may be recalled again (K2)."""
    if row.recalled_at is None:
        return 0
    until = row.recalled_at + dt.timedelta(seconds=pen.policy.recall_pause_seconds)
    return max(0, -(-(until - pen.now) // dt.timedelta(seconds=1)))


def _recall(pen: Pen, row: TicketRow) -> None:
    row.calls += 1
    row.recalled_at = pen.now
    _write_call(pen, row, "recall")
    pen.record("ticket.recalled", ticket=row.id, counter=row.counter, staff=row.staff, call=row.calls)


def _called(pen: Pen, code: str) -> TicketRow:
    row = pen.here(code)
    if row.state != TicketState.CALLED:
        raise Refused("not-called", counter=code, number=row.number, state=row.state)
    return row


def arrive(pen: Pen, command: Arrive) -> Ticket:
    row = _called(pen, command.counter)
    row.arrived_at = pen.now
    visits.turn(pen, row, TicketState.SERVING)
    pen.record("ticket.arrived", ticket=row.id, counter=row.counter, staff=row.staff)
    return frozen.ticket(row)


def finish(pen: Pen, command: Finish) -> Ticket:
    row = pen.serving(command.counter)
    _finish(pen, row, command.outcome)
    return frozen.ticket(row)


def _finish(pen: Pen, row: TicketRow, outcome: str | None) -> None:
    service = pen.service(row.service)
    if service.outcomes and outcome not in service.outcomes:
        raise Refused("outcome-required", service=service.code, outcomes=", ".join(service.outcomes))
    served = visits.leave(pen, row, "done", required("outcome", outcome) if outcome else None)
    visits.learn_pace(pen, row.service, served)
    pen.record("ticket.finished", ticket=row.id, counter=row.counter, staff=row.staff, served=served)
    if row.back_to is not None:
        moves.send_back(pen, row)
    elif not moves.go_on(pen, row):
        visits.end(pen, row, TicketState.DONE)


def no_show(pen: Pen, command: NoShow) -> Ticket:
    row = _called(pen, command.counter)
    if row.calls < pen.policy.least_calls:
        raise Refused("too-few-calls", number=row.number, calls=row.calls, least=pen.policy.least_calls)
    moves.miss(pen, row)
    return frozen.ticket(row)


def take_back(pen: Pen, command: TakeBack) -> Ticket:
    """A wrong call never was: place, count and the others' overtakes are as before (K4); who was missed is so again."""
    row = _called(pen, command.counter)
    pen.settle()
    calls = pen.session.scalars(
        select(CallRow).where(CallRow.ticket == row.id).order_by(CallRow.id.desc()).limit(row.calls)
    ).all()
    for call in calls:
        call.taken_back = True
    ids = [c.id for c in calls]
    for passed in pen.session.scalars(select(OvertakeRow).where(OvertakeRow.call.in_(ids))).all():
        _let_off(pen, passed)
    pen.record("ticket.taken-back", ticket=row.id, counter=row.counter, staff=row.staff)
    visits.turn(pen, row, TicketState.MISSED if row.let_pass else TicketState.WAITING)
    row.counter = row.staff = row.called_at = row.recalled_at = None
    row.calls = 0
    return frozen.ticket(row)


def _let_off(pen: Pen, passed: OvertakeRow) -> None:
    """Nobody was overtaken by a call that never was."""
    overtaken = pen.find(TicketRow, passed.ticket)
    if overtaken is not None:
        overtaken.overtaken -= 1
        pen.floor.put(overtaken)
    pen.session.delete(passed)
