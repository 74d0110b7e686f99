"""Second diversion: whom the lobby manager asks to go elsewhere, and where (C6, B2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from lobby.model import Branch, Diversion, Ticket
from lobby.policy import Policy
from lobby.rules.routing import devices_for, may_serve


def is_ordinary(branch: Branch, ticket: Ticket) -> bool:
    return ticket.green is None and not branch.segment(ticket.segment).vip


def is_due(branch: Branch, waiting: Collection[Ticket], policy: Policy, now: dt.datetime) -> bool:
    """An ordinary customer has waited over ten minutes and over ten people wait."""
    limit = dt.timedelta(minutes=policy.diversion_wait_minutes)
    return len(waiting) > policy.diversion_waiting and any(
        is_ordinary(branch, t) and now - t.waiting_since > limit for t in waiting
    )


def suggestions(
    branch: Branch, waiting: Iterable[Ticket], out: Collection[str], free: Collection[str]
) -> tuple[Diversion, ...]:
    """Ordinary customers whom a device (within its limit) or a free counter could serve at once, longest wait first."""
    ordinary = sorted((t for t in waiting if is_ordinary(branch, t)), key=lambda t: t.waiting_since)
    found = []
    for ticket in ordinary:
        devices = devices_for(branch, ticket.service, ticket.amount, out)
        counters = [c for c in branch.counters if c.code in free and may_serve(c, ticket.service, ticket.segment)]
        if devices:
            found.append(Diversion(ticket.id, ticket.number, devices[0].code, "device-can"))
        elif counters and ticket.only_counter is None:
            found.append(Diversion(ticket.id, ticket.number, counters[0].code, "counter-free"))
    return tuple(found)
