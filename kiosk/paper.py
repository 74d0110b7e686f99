"""A ticket as it goes on paper, and the address its code leads to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from devices.paper import TicketPaper
from lobby.model import Branch, Text, Ticket
from lobby.policy import Policy, policy_from
from resources.language import catalogue
from uikit import amounts

MISSED_RULES = {"after": "ticket.rule.after", "void": "ticket.rule.void"}


def link(base: str, ticket: Ticket) -> str:
    """The visit's own page, whose token can't be guessed (M3); nothing where phones reach no such page."""
    return f"{base.rstrip('/')}/{ticket.token}" if base and ticket.token else ""


def paper(
    ticket: Ticket, branch: Branch, link_base: str, kiosk: str = "", large: bool = False,
    reprinted: dt.datetime | None = None, mark: Path | None = None, promotion: Text = Text(),
) -> TicketPaper:  # fmt: skip
    """The ticket in the customer's language; `reprinted` says that it is a second paper of the same number.

    `mark` is the bank's own mark in black and white, `promotion` its own last line.
    """
    zone, language = ZoneInfo(branch.timezone), ticket.language
    t = catalogue("kiosk", language)
    service, place, policy = branch.service(ticket.service), branch.zone(ticket.zone), policy_from(branch.settings)
    return TicketPaper(
        number=ticket.number,
        service=service.name.of(language),
        detail=amounts.said(branch, ticket.service, ticket.amount, language),
        issued=ticket.issued_at.astimezone(zone),
        place=place.name.of(language),
        people_ahead=None if ticket.emergency else ticket.people_ahead,
        wait_low=None if ticket.emergency else ticket.wait_low,
        wait_high=None if ticket.emergency else ticket.wait_high,
        counters=_counters(ticket, branch),
        further=tuple(branch.service(code).name.of(language) for code in ticket.further),
        materials=service.materials.of(language),
        missed_rule=_missed_rule(policy, language),
        missed_calls=policy.calls_before_no_show,
        missed_minutes=policy.missed_hold_minutes,
        bank=branch.bank.of(language),
        branch=branch.name.of(language),
        mark=mark,
        kiosk=t("Kiosk {name}", name=kiosk) if kiosk else "",
        hotline=t("Hotline {n}", n=branch.hotline) if branch.hotline else "",
        link=link(link_base, ticket),
        promotion=promotion.of(language),
        green=ticket.green is not None,
        emergency=ticket.emergency,
        large=large,
        language=language,
        reprinted=reprinted.astimezone(zone) if reprinted else None,
    )


def _missed_rule(policy: Policy, language: str) -> str:
    """What becomes of a missed number here (C3); empty where it is what papers say anyhow."""
    words = MISSED_RULES.get(policy.missed_rule)
    facts = {"calls": policy.calls_before_no_show, "customers": policy.readmit_after}
    return catalogue("ticket", language)(words, **facts) if words else ""


def _counters(ticket: Ticket, branch: Branch) -> str:
    """Which counters will call, unless it is too many to say on paper."""
    codes = [counter.code for counter in branch.counters_for(ticket.service)]
    return ", ".join(codes) if len(codes) <= 4 else ""
