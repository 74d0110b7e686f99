"""Which customer a counter calls next, and why (C2, B7, K5, K7, K15, K16)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from lobby.model import Counter
from lobby.policy import Policy
from lobby.rules.routing import may_call

BEATEN_KEPT = 5


class Waiting(NamedTuple):
    """What the rule looks at; `rank`, `arrival` and `issued` are microseconds, smaller is earlier."""

    id: int
    number: str
    service: str
    segment: str
    rank: int
    arrival: int
    overtaken: int = 0
    only_counter: str | None = None
    dropped_by: str | None = None
    issued: int = 0


class Choice(NamedTuple):
    """The ticket called, the rule that chose it, the numbers it beat and the ids it overtook."""

    ticket: Waiting
    rule: str
    beaten: tuple[str, ...]
    overtaken: tuple[int, ...]


def choose(
    counter: Counter, teller: str, queue: Sequence[Waiting], policy: Policy, elsewhere: Collection[str] = ()
) -> Choice | None:
    """The next customer for this counter, or None. `elsewhere`: services that other open counters do as well."""
    mine = [w for w in queue if may_call(counter, w) and not (w.dropped_by == teller and w.service in elsewhere)]
    first = [w for w in mine if w.segment in counter.segments_first]
    pool = first or mine
    if not pool:
        return None
    best = min(pool, key=lambda w: (w.rank, w.id))
    patient = [w for w in pool if w.overtaken >= policy.overtakes and w.arrival < best.arrival]
    if patient:
        return explain(min(patient, key=lambda w: (w.arrival, w.id)), "overtake-limit", pool)
    return explain(best, _rule(best, bool(first) and len(first) < len(mine)), pool)


def explain(ticket: Waiting, rule: str, pool: Sequence[Waiting]) -> Choice:
    """A choice with those that it passed over, for the customer who asks why (K16)."""
    others = sorted((w for w in pool if w.id != ticket.id), key=lambda w: (w.rank, w.id))
    overtaken = tuple(w.id for w in others if w.arrival < ticket.arrival)
    return Choice(ticket, rule, tuple(w.number for w in others[:BEATEN_KEPT]), overtaken)


def _rule(ticket: Waiting, segment_first: bool) -> str:
    if ticket.only_counter is not None:
        return "for-this-counter"
    if segment_first:
        return "segment-first"
    if ticket.arrival < ticket.issued:
        return "placed-first"
    return "arrival" if ticket.rank == ticket.arrival else "head-start"
