"""Turns a snapshot into the lines of the waiting list, most urgent first. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from lobby.model import Branch, Hall, Ticket, TicketState, WaitLevel
from lobby.policy import Policy
from lobby.rules.diversion import is_ordinary
from lobby.rules.outlook import Outlook, outlook
from lobby.rules.routing import devices_for
from lobby.rules.waits import wait_level, waited


class Act(StrEnum):
    """What can be done with a line in one touch."""

    DIVERT = "divert"
    READMIT = "readmit"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Row:
    ticket: Ticket
    level: WaitLevel
    waited: dt.timedelta
    vip: bool
    device: str | None
    asked: bool
    outlook: Outlook | None = None

    @property
    def green(self) -> bool:
        return self.ticket.green is not None

    @property
    def acts(self) -> tuple[Act, ...]:
        """The row's own acts, the main one first; the drawer is always one of them."""
        if self.ticket.state is TicketState.MISSED:
            return (Act.READMIT, Act.OPEN)
        if self.device is not None and not self.asked:
            return (Act.DIVERT, Act.OPEN)
        return (Act.OPEN,)


@dataclass(frozen=True, slots=True)
class Rows:
    waiting: tuple[Row, ...] = ()
    missed: tuple[Row, ...] = ()
    held: tuple[Row, ...] = ()

    def find(self, ticket: int) -> Row | None:
        return next((r for r in (*self.waiting, *self.missed, *self.held) if r.ticket.id == ticket), None)


def rows(hall: Hall, branch: Branch, policy: Policy, now: dt.datetime) -> Rows:
    """All lines of the snapshot as of `now`."""
    out = {d.code for d in hall.devices if not d.in_service}
    ahead = outlook(hall, branch, now)

    def row(ticket: Ticket) -> Row:
        devices = devices_for(branch, ticket.service, ticket.amount, out) if is_ordinary(branch, ticket) else ()
        return Row(
            ticket,
            wait_level(ticket, now, policy),
            waited(ticket, now),
            branch.segment(ticket.segment).vip,
            devices[0].code if devices else None,
            ticket.id in hall.answered,
            ahead.get(ticket.id),
        )

    waiting = sorted((row(t) for t in hall.waiting), key=urgency)
    return Rows(tuple(waiting), tuple(row(t) for t in hall.missed), tuple(row(t) for t in hall.held))


def urgency(row: Row) -> tuple[int, dt.timedelta, int]:
    """Past ten minutes, then VIPs and green channel, then nearing, then the rest; the longest wait first in each."""
    if row.level is WaitLevel.OVER:
        place = 0
    elif row.vip or row.green:
        place = 1
    else:
        place = 2 if row.level is WaitLevel.NEAR else 3
    return place, -row.waited, row.ticket.id
