"""How long a customer has waited, and what that means (C5). Pure: the moment comes in as an argument."""

from __future__ import annotations

import datetime as dt

from lobby.model import Ticket, TicketState, WaitLevel
from lobby.policy import Policy

_NONE = dt.timedelta()


def waited(ticket: Ticket, now: dt.datetime) -> dt.timedelta:
    """The wait so far; it stands still while a ticket is called, served, held or missed (K3, K6)."""
    if ticket.state is TicketState.WAITING:
        return max(_NONE, now - ticket.waiting_since)
    if ticket.waited_seconds is not None:
        return dt.timedelta(seconds=ticket.waited_seconds)
    return max(_NONE, (ticket.called_at or ticket.since or now) - ticket.waiting_since)


def wait_level(ticket: Ticket, now: dt.datetime, policy: Policy) -> WaitLevel:
    """Normal, nearing its limit (from 8 minutes) or past it (over 10); only those who wait have a level (C5)."""
    return level_of(waited(ticket, now), policy) if ticket.state is TicketState.WAITING else WaitLevel.NORMAL


def level_of(wait: dt.timedelta, policy: Policy) -> WaitLevel:
    """What a wait of this length means, whether it goes on or is over (C5)."""
    if wait > dt.timedelta(minutes=policy.wait_over_minutes):
        return WaitLevel.OVER
    return WaitLevel.NEAR if wait >= dt.timedelta(minutes=policy.wait_near_minutes) else WaitLevel.NORMAL
