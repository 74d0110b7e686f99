"""What stations in public may know of the hall: numbers and states, and not who the customers are (V5)."""

from __future__ import annotations

from dataclasses import replace

from lobby.model import Customer, Hall, StationRole, Ticket

IN_PUBLIC = frozenset({StationRole.KIOSK, StationRole.DISPLAY, StationRole.PHONE})


def hall(seen: Hall) -> Hall:
    """The hall for a kiosk, a display or a phone: no names, amounts, notes, and no link to anybody's own page (M3)."""
    return replace(
        seen,
        waiting=tuple(map(ticket, seen.waiting)),
        held=tuple(map(ticket, seen.held)),
        missed=tuple(map(ticket, seen.missed)),
        counters=tuple(replace(now, ticket=now.ticket and ticket(now.ticket)) for now in seen.counters),
    )


def ticket(seen: Ticket) -> Ticket:
    """A ticket as its number on the screen."""
    return replace(seen, customer=None, manager=None, amount=None, note="", token="")


def customer(known: Customer | None) -> Customer | None:
    """Whom a kiosk greets: surname and title; what the staff noted about him is theirs."""
    return known and replace(known, note="")
