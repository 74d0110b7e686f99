"""One snapshot of the hall, read once for all phones, and what it means for each visit on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from gateway.phone.sight import Sight, Stage
from lobby.model import Branch, Counter, Hall, Text, Ticket, TicketState, Visit
from lobby.policy import policy_from
from lobby.rules.outlook import outlook
from lobby.rules.routing import own_counters

STAGES = {
    TicketState.WAITING: Stage.WAITING,
    TicketState.CALLED: Stage.CALLED,
    TicketState.SERVING: Stage.SERVING,
    TicketState.HELD: Stage.HELD,
    TicketState.MISSED: Stage.MISSED,
    TicketState.DONE: Stage.DONE,
}


class Board:
    """Immutable once made; `serial` tells it from the ones before."""

    def __init__(self, hall: Hall, branch: Branch, serial: int) -> None:
        self.branch, self.serial = branch, serial
        self._hall = hall
        self._policy = policy_from(branch.settings)
        self._zone = ZoneInfo(branch.timezone)
        self._outlook = outlook(hall, branch, hall.now)
        there = [now.ticket for now in hall.counters if now.ticket is not None]
        self._open = {t.id: t for t in (*hall.waiting, *hall.held, *hall.missed, *there)}

    @property
    def at(self) -> dt.datetime:
        return self._local(self._hall.now)

    def sight(self, ticket: int, *, stale: bool = False) -> Sight | None:
        """The visit as it stands here; None where it has ended, or began later."""
        found = self._open.get(ticket)
        if found is None:
            return None
        seen = self._seen(found)
        return replace(seen, stale=True) if stale else seen

    def ended(self, visit: Visit) -> Sight:
        """A visit that is not in the hall any more."""
        ticket = visit.ticket
        served = (
            (ticket.finished_at - ticket.arrived_at) if ticket.finished_at and ticket.arrived_at else dt.timedelta()
        )
        return replace(
            self._plain(ticket),
            waited=ticket.waited_seconds or 0,
            served=int(served.total_seconds()),
            stars=visit.stars,
        )

    def _seen(self, ticket: Ticket) -> Sight:
        seen = self._plain(ticket)
        match ticket.state:
            case TicketState.WAITING:
                return self._waiting(ticket, seen)
            case TicketState.MISSED:
                kept = dt.timedelta(minutes=self._policy.missed_hold_minutes)
                until = self._local((ticket.since or self._hall.now) + kept)
                return replace(seen, until=until, kept_seconds=int(kept.total_seconds()))
            case TicketState.HELD:
                return replace(seen, hold=ticket.hold_kind, until=ticket.wake_at and self._local(ticket.wake_at))
            case _:
                return seen

    def _waiting(self, ticket: Ticket, seen: Sight) -> Sight:
        found = self._outlook[ticket.id]
        low, high = (found.low, found.high) if found.served else (None, None)
        near = found.ahead <= self._policy.near_ahead
        own = self._own(ticket)
        codes = {c.code for c in own}
        call = next((c for c in self._hall.calls if c.counter in codes and not c.taken_back), None)
        return replace(
            seen,
            stage=Stage.NEAR if near else Stage.WAITING,
            counters=tuple(c.code for c in own),
            ahead=found.ahead,
            ahead_at_first=ticket.people_ahead,
            low=low,
            high=high,
            calling=(call.number, call.counter) if call else None,
            way=self._policy.give_way_to,
            ways_left=max(0, self._policy.give_way_times - ticket.gave_way),
        )

    def _plain(self, ticket: Ticket) -> Sight:
        service = next((s for s in self.branch.services if s.code == ticket.service), None)
        return Sight(
            stage=STAGES.get(ticket.state, Stage.ENDED),
            state=ticket.state,
            number=ticket.number,
            service=service.name if service else Text(),
            language=ticket.language,
            at=self.at,
            materials=service.materials if service else Text(),
            zone=next((z.name for z in self.branch.zones if z.code == ticket.zone), Text()),
            gave_way=ticket.gave_way,
            counter=ticket.counter,
            calls=ticket.calls,
            most_calls=self._policy.calls_before_no_show,
            misses=ticket.misses,
        )

    def _own(self, ticket: Ticket) -> tuple[Counter, ...]:
        if ticket.only_counter is not None:
            return tuple(c for c in self.branch.counters if c.code == ticket.only_counter)
        return own_counters(self.branch, ticket.service, self.branch.segment(ticket.segment))

    def _local(self, moment: dt.datetime) -> dt.datetime:
        return moment.astimezone(self._zone)
