"""Says what the hall sees, from one snapshot and the clock: who is on the hero, who in the list, who is next (C8, V1).

Everything follows from the calls and the time: a display that starts late or was cut off shows what the others show.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from counter_display import queues
from lobby.model import Branch, Call, CounterState, Hall, Phase, Text, Ticket, ZoneKind
from lobby.rules.estimates import longest
from lobby.rules.routing import may_call
from uikit.known import STALE

NO_TEXT = Text()
BOTH = dt.timedelta(seconds=6)
"""Two calls closer than this stand on the hero together (V1)."""
PAGE = dt.timedelta(seconds=8)
BLINK = dt.timedelta(seconds=1)
BLINKS = 4
RECENT = 5
NEXT = 4
SUMMARY = 5


class View(StrEnum):
    STARTING = "starting"
    CLOSED = "closed"
    NOT_OPEN = "not-open"
    CALLING = "calling"
    QUIET = "quiet"


class News(StrEnum):
    """What the ticker tells besides the branch's own notices."""

    NOTICE = "notice"
    DEVICE_OUT = "device-out"
    NO_MORE_TICKETS = "no-more-tickets"
    MISSED_RULE = "missed-rule"
    LETTERS = "letters"
    GOODBYE = "goodbye"


@dataclass(frozen=True, slots=True)
class Hero:
    """One call in the large: the number on the left, the counter on the right."""

    number: str
    counter: str
    at: dt.datetime
    again: bool = False
    green: bool = False
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """One letter of the summary; no minutes where nothing is promised."""

    letter: str
    name: Text
    green: bool
    waiting: int
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing for the ticker; `text` where the words belong to the branch's data."""

    news: News
    text: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Scene:
    """What is painted, as meaning: no words, no pixels, no personal data (V5)."""

    view: View
    now: dt.datetime
    heroes: tuple[Hero, ...] = ()
    recent: tuple[tuple[str, str], ...] = ()
    next_up: tuple[str, ...] = ()
    summary: tuple[Wait, ...] = ()
    ticker: tuple[Item, ...] = ()
    stale_since: dt.datetime | None = None
    opens_at: dt.datetime | None = None
    self_service: Text = NO_TEXT


def starting(now: dt.datetime, heard_at: dt.datetime | None = None) -> Scene:
    """Before the first answer."""
    silent = heard_at is not None and now - heard_at > STALE
    return Scene(View.STARTING, now, stale_since=heard_at if silent else None)


def scene(hall: Hall, branch: Branch, now: dt.datetime, heard_at: dt.datetime) -> Scene:
    """The hall at `now`, when news was last heard at `heard_at` (V4)."""
    stale_since = heard_at if now - heard_at > STALE else None
    if hall.phase in (Phase.CLOSED, Phase.NOT_OPEN):
        view = View.CLOSED if hall.phase is Phase.CLOSED else View.NOT_OPEN
        items = (*_notices(hall, now), Item(News.GOODBYE))
        directions = _self_service(branch)
        return Scene(view, now, (), (), (), (), items, stale_since, hall.opens_at, directions)
    calls = standing(hall)
    heroes = heroes_of(calls)
    rest = [call for call in calls if call not in heroes]
    return Scene(
        View.CALLING if heroes else View.QUIET,
        now,
        tuple(_hero(call, now, stale_since is None) for call in heroes),
        tuple((call.number, call.counter) for call in rest[:RECENT]),
        next_up(hall, branch),
        summary(hall, branch),
        ticker(hall, branch, now),
        stale_since,
    )


def standing(hall: Hall) -> tuple[Call, ...]:
    """The calls still worth showing, newest first and each ticket once: not taken back, not missed."""
    gone = {ticket.id for ticket in hall.missed}
    found: dict[int, Call] = {}
    for call in sorted(hall.calls, key=lambda call: (call.at, call.id), reverse=True):
        if call.ticket not in gone and not call.taken_back:
            found.setdefault(call.ticket, call)
    return tuple(found.values())


def heroes_of(calls: Sequence[Call]) -> tuple[Call, ...]:
    """The newest call, and the one before if they came together; the older stands above."""
    if len(calls) > 1 and calls[0].at - calls[1].at < BOTH:
        return (calls[1], calls[0])
    return tuple(calls[:1])


def _hero(call: Call, now: dt.datetime, live: bool) -> Hero:
    age = now - call.at
    blinking = live and dt.timedelta() <= age < BLINKS * BLINK
    inverted = blinking and age % BLINK < BLINK / 2
    return Hero(call.number, call.counter, call.at, call.call > 1, call.green, inverted)


def next_up(hall: Hall, branch: Branch) -> tuple[str, ...]:
    """The numbers that are called soon, so that people have their papers ready (C4)."""
    at_work = {now.code for now in hall.counters if now.state is not CounterState.CLOSED}
    counters = [counter for counter in branch.counters if counter.code in at_work]

    def soon(ticket: Ticket) -> bool:
        return any(may_call(counter, ticket) for counter in counters)

    waiting = sorted(hall.waiting, key=lambda ticket: (ticket.rank, ticket.id))
    return tuple(ticket.number for ticket in waiting if soon(ticket))[:NEXT]


def summary(hall: Hall, branch: Branch) -> tuple[Wait, ...]:
    """Waits by letter. A VIP letter stays off the public screen; minutes are the promise's cautious end."""
    found = []
    for line in queues.lines(hall.waiting, queues.queues(branch)):
        told = longest(service for service in hall.services if service.code in line.queue.services)
        minutes = None if told is None else told.wait_high
        if not line.queue.vip:
            found.append(Wait(line.queue.letter, line.queue.name, line.queue.green, line.waiting, minutes))
    if len(found) > SUMMARY:
        kept = sorted(found, key=lambda wait: wait.waiting, reverse=True)[:SUMMARY]
        found = [wait for wait in found if wait in kept]
    return tuple(found)


def ticker(hall: Hall, branch: Branch, now: dt.datetime) -> tuple[Item, ...]:
    """Notices first, then what is out of order, then how the lobby works."""
    out = {device.code for device in hall.devices if not device.in_service}
    devices = tuple(Item(News.DEVICE_OUT, device.name) for device in branch.devices if device.code in out)
    last = (Item(News.NO_MORE_TICKETS),) if hall.phase is Phase.CLOSING else ()
    return (*_notices(hall, now), *last, *devices, Item(News.MISSED_RULE), Item(News.LETTERS))


def _notices(hall: Hall, now: dt.datetime) -> tuple[Item, ...]:
    return tuple(Item(News.NOTICE, n.text) for n in hall.notices if n.until is None or n.until > now)


def _self_service(branch: Branch) -> Text:
    """Which zone is still there when the hall is closed, and where: directions alone don't say what they lead to."""
    zone = next((zone for zone in branch.zones if zone.kind is ZoneKind.SELF_SERVICE), None)
    if zone is None or not zone.directions.of("zh"):
        return NO_TEXT
    return Text(*(f"{zone.name.of(language)} · {zone.directions.of(language)}" for language in ("zh", "en")))


def page(count: int, now: dt.datetime) -> int:
    """Which of `count` ticker pages stands at `now`: they flip, they never scroll."""
    return int(now.timestamp() // PAGE.total_seconds()) % max(count, 1)
