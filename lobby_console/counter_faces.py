"""What a counter's card says: state in words, time running, share of the target used. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lobby.model import Branch, CounterNow, CounterState, Hall
from lobby_console import wording
from lobby_console.times import span
from resources.language import Words
from resources.theme import Role
from uikit import codes

PLANNED_PAUSE = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class CounterFace:
    """`share` is None without a bar; `word` is coloured by `tone` and may go where room is short."""

    name: str
    teller: str
    main: str
    word: str = ""
    time: str = ""
    share: float | None = None
    tone: Role = "ink2"
    bar: Role = "ink3"
    word_may_go: bool = False
    closed: bool = False
    quiet: bool = False


def counter_faces(hall: Hall, branch: Branch, now: dt.datetime, t: Words) -> tuple[CounterFace, ...]:
    """In the order of the set-up."""
    return tuple(_face(counter, branch, now, t) for counter in hall.counters)


def _face(counter: CounterNow, branch: Branch, now: dt.datetime, t: Words) -> CounterFace:
    name = t("No. {counter}", counter=counter.code)
    length = max(dt.timedelta(), now - counter.since) if counter.since else dt.timedelta()
    match counter.state:
        case CounterState.CLOSED:
            kind = branch.zone(next(c.zone for c in branch.counters if c.code == counter.code)).kind
            return CounterFace(name, "", t.c("counter", "Closed"), t(wording.ZONES[kind]), closed=True, quiet=True)
        case CounterState.PAUSED:
            return _paused(counter, name, length, t)
        case CounterState.FREE:
            waiting = t("{n} waiting", n=counter.waiting) if counter.waiting else t("nobody waits")
            return CounterFace(name, counter.staff_name, t.c("counter", "Free"), waiting, quiet=True)
        case _:
            return _busy(counter, name, branch, now, t)


def _paused(counter: CounterNow, name: str, length: dt.timedelta, t: Words) -> CounterFace:
    reason = codes.said(codes.PAUSES, counter.pause_reason, t.language)
    planned = counter.back_at - counter.since if counter.back_at and counter.since else PLANNED_PAUSE
    share = length / planned if planned else 1.0
    return CounterFace(
        name,
        counter.staff_name,
        t.c("counter", "Paused"),
        reason,
        span(length),
        share,
        "near",
        "near_line",
        True,
        quiet=True,
    )


def _busy(counter: CounterNow, name: str, branch: Branch, now: dt.datetime, t: Words) -> CounterFace:
    ticket = counter.ticket
    if ticket is None:
        return CounterFace(name, counter.staff_name, "")
    if counter.state is CounterState.CALLING or ticket.arrived_at is None:
        since = ticket.called_at or ticket.since or now
        return CounterFace(
            name, counter.staff_name, ticket.number, t.c("counter", "Calling"), span(now - since), 0.05, "info"
        )
    length = now - ticket.arrived_at
    target = dt.timedelta(minutes=branch.service(ticket.service).target_minutes)
    over = length > target
    word = t.c("counter", "Over") if over else t.c("counter", "Serving")
    tone: Role = "over_text" if over else "ink2"
    bar: Role = "over" if over else "ink3"
    return CounterFace(name, counter.staff_name, ticket.number, word, span(length), length / target, tone, bar)
