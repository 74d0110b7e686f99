"""Turns what a teller wishes, and what he answered when asked, into the lobby's commands."""

from __future__ import annotations

import datetime as dt

from counter_display.panel.menu import Picked
from counter_display.panel.state import Act, Desk
from lobby import commands as c
from lobby.commands import Command
from lobby.model import HoldKind, Place, Ticket, TicketState

Orders = tuple[Command[object], ...]
"""Done one after the other; a refusal ends the row."""
SHIFT_END = "shift-end"
FAULT = "fault"
MORE_MINUTES = 5


def at_once(act: Act, at: Desk, staff: str, now: dt.datetime, outcome: str | None = None) -> Orders:
    """What an act means when nothing is left to ask."""
    counter = at.now.code
    longer = _pause(counter, at.now.pause_reason, _left(at, now) + MORE_MINUTES)
    return {
        Act.OPEN: (c.OpenCounter(counter, staff),),
        Act.NEXT: (c.CallNext(counter),),
        Act.ARRIVE: (c.Arrive(counter),),
        Act.FINISH_NEXT: ((c.Finish(counter, outcome),) if outcome else ()) + (c.CallNext(counter),),
        Act.FINISH: (c.Finish(counter, outcome),),
        Act.RECALL: (c.Recall(counter),),
        Act.NO_SHOW: (c.NoShow(counter),),
        Act.TAKE_BACK: (c.TakeBack(counter),),
        Act.CLOSE: (c.CloseCounter(counter),),
        Act.RESUME: (c.OpenCounter(counter, staff),),
        Act.RESUME_NEXT: (c.OpenCounter(counter, staff), c.CallNext(counter)),
        Act.EXTEND: (c.OpenCounter(counter, staff), longer),
        Act.HELP: (c.CallHelp(counter),),
    }[act]


def pause(counter: str, picked: Picked) -> Orders:
    """A day that ends closes the counter; a fault calls the lobby manager as well (K11, K17)."""
    reason = str(picked.value)
    if reason == SHIFT_END:
        return (c.CloseCounter(counter, reason),)
    help_too: Orders = (c.CallHelp(counter),) if reason == FAULT else ()
    return (_pause(counter, reason, picked.minutes), *help_too)


def hold(counter: str, picked: Picked, now: dt.datetime) -> Orders:
    kind = HoldKind(str(picked.value))
    until = now + dt.timedelta(minutes=picked.minutes) if picked.minutes else None
    return (c.Hold(counter, kind, until),)


def transfer(counter: str, picked: Picked) -> Orders:
    """To a service or to one counter; the value says which."""
    kind, code = str(picked.value).split(":", 1)
    service, to = (code, None) if kind == "service" else (None, code)
    return (c.Transfer(counter, service, to, Place(str(picked.choice)), picked.checked),)


def pick(counter: str, ticket: Ticket, reason: str | None) -> Orders:
    """A held customer goes on; anybody else is called out of order with a reason (K6, K9)."""
    if ticket.state is TicketState.HELD:
        return (c.Resume(ticket.id, counter),)
    return (c.CallTicket(counter, ticket.id, reason or ""),)


def walk_up(counter: str, service: str) -> Orders:
    return (c.WalkUp(counter, service),)


def _pause(counter: str, reason: str | None, minutes: int | None) -> Command[object]:
    return c.PauseCounter(counter, reason or "break", minutes)


def _left(at: Desk, now: dt.datetime) -> int:
    """Whole minutes of the pause that are left."""
    if at.now.back_at is None:
        return 0
    return max(0, round((at.now.back_at - now).total_seconds() / 60))
