"""The steps that a visit is made of: into the queue, to a counter, out of a leg, to its end (K3)."""

from __future__ import annotations

from lobby.frozen import waited
from lobby.handlers import idle
from lobby.handlers.pen import Pen
from lobby.model import AT_A_COUNTER, TicketState
from lobby.rules.routing import rank
from lobby.tables import CounterRow, LegRow, PaceRow, TicketRow, micros

OLD_PACE_WEIGHT = 0.8
LEAST_PACE = 0.2


def enqueue(pen: Pen, row: TicketRow, arrival: int, *, with_head_start: bool = True) -> None:
    """Let the ticket wait, ranked by `arrival` (microseconds) and its head start (B7)."""
    segment, green = pen.branch.segment(row.segment), row.green is not None
    row.arrival = arrival
    row.rank = rank(arrival, segment, green, pen.policy) if with_head_start else arrival
    turn(pen, row, TicketState.WAITING)
    row.queued_at = pen.now
    row.called_at = row.recalled_at = row.arrived_at = None
    row.counter = row.staff = row.hold_kind = row.wake_at = None
    row.calls = row.let_pass = 0


def turn(pen: Pen, row: TicketRow, state: TicketState) -> None:
    """Change the state and remember since when; a counter that loses its customer is idle from now on (K11)."""
    if row.counter is not None and row.state in AT_A_COUNTER and state not in AT_A_COUNTER:
        idle.begin(pen, row.counter)
    row.state = state
    row.since = pen.now
    pen.floor.put(row)


def seat(pen: Pen, row: TicketRow, counter: CounterRow, state: TicketState) -> None:
    """Bring the ticket to a counter, called or served at once."""
    if pen.book.collides(row, counter.code):
        pen.session.flush()
    idle.end(pen, counter)
    if row.state != TicketState.WAITING:
        row.queued_at = pen.now
    row.counter, row.staff = counter.code, counter.staff
    row.called_at = pen.now
    row.arrived_at = pen.now if state == TicketState.SERVING else None
    row.recalled_at = None
    row.dropped_by = None
    turn(pen, row, state)


def leave(pen: Pen, row: TicketRow, end: str, outcome: str | None = None) -> int:
    """Write the leg that ends here with its own clocks, and keep the wait so far. Answers the seconds served."""
    here = row.state in AT_A_COUNTER
    arrived = row.arrived_at if row.state == TicketState.SERVING else None
    if row.state == TicketState.WAITING:
        row.waited_before = waited(row, pen.now)
    elif row.called_at is not None and here:
        row.waited_before = waited(row, row.called_at)
    served = max(0, int((pen.now - arrived).total_seconds())) if arrived else 0
    pen.add(
        LegRow,
        day_id=row.day_id,
        ticket=row.id,
        service=row.service,
        segment=row.segment,
        counter=row.counter if here else None,
        staff=row.staff if here else None,
        queued_at=row.queued_at,
        called_at=row.called_at if here else None,
        arrived_at=arrived,
        ended_at=pen.now,
        end=end,
        outcome=outcome,
        waited=row.waited_before,
        served=served,
        target=pen.service(row.service).target_minutes * 60,
    )
    row.queued_at = pen.now
    return served


def end(pen: Pen, row: TicketRow, state: TicketState) -> None:
    """The visit is over."""
    turn(pen, row, state)
    row.finished_at = pen.now


def learn_pace(pen: Pen, service: str, seconds: int) -> None:
    """How long this service takes here lately: the newest counts a fifth, a slip of the finger little."""
    target = pen.service(service).target_minutes * 60
    seen = max(float(seconds), target * LEAST_PACE)
    row = pen.floor.paces.get(service)
    if row is None:
        row = pen.floor.paces[service] = PaceRow(service=service, seconds=float(target))
        pen.session.add(row)
    row.seconds = row.seconds * OLD_PACE_WEIGHT + seen * (1 - OLD_PACE_WEIGHT)


def arrival_of(row: TicketRow) -> int:
    """When the customer first came, for the order by arrival (K7)."""
    return micros(row.issued_at)
