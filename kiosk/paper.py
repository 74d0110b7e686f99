"""A ticket as it goes on paper, and the address its code leads to."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from devices.paper import TicketPaper
from kiosk.pages.green import LARGE_PRINT
from lobby.model import Branch, Ticket
from lobby.policy import policy_from


def link(base: str, ticket: Ticket) -> str:
    """The visit's own page, whose token can't be guessed (M3); nothing where phones reach no such page."""
    return f"{base.rstrip('/')}/{ticket.token}" if base else ""


def paper(
    ticket: Ticket, branch: Branch, link_base: str, kiosk: str = "", helps: tuple[str, ...] = (),
    reprinted: dt.datetime | None = None,
) -> TicketPaper:  # fmt: skip
    """The ticket in the customer's language; `reprinted` marks a second paper of the same number."""
    zone, language = ZoneInfo(branch.timezone), ticket.language
    service, place, policy = branch.service(ticket.service), branch.zone(ticket.zone), policy_from(branch.settings)
    return TicketPaper(
        number=ticket.number,
        service=service.name.of(language),
        issued=ticket.issued_at.astimezone(zone),
        place=place.name.of(language),
        people_ahead=ticket.people_ahead,
        wait_low=ticket.wait_low,
        wait_high=ticket.wait_high,
        counters=_counters(ticket, branch),
        materials=service.materials.of(language),
        missed_calls=policy.calls_before_no_show,
        missed_minutes=policy.missed_hold_minutes,
        bank=branch.bank.of(language),
        branch=branch.name.of(language),
        kiosk=kiosk,
        hotline=branch.hotline,
        link=link(link_base, ticket),
        green=ticket.green is not None,
        large=LARGE_PRINT in helps,
        language=language,
        reprinted=reprinted.astimezone(zone) if reprinted else None,
    )


def _counters(ticket: Ticket, branch: Branch) -> str:
    """Which counters will call, unless it is too many to say on paper."""
    codes = [counter.code for counter in branch.counters_for(ticket.service)]
    return ", ".join(codes) if len(codes) <= 4 else ""
