"""What still lies before each waiting customer: people ahead and minutes, read from one snapshot."""

from __future__ import annotations

import datetime as dt
from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass

from lobby.model import Branch, CounterNow, Hall
from lobby.rules.estimates import Forecast, Queued, people_ahead
from lobby.rules.routing import own_counters


@dataclass(frozen=True, slots=True)
class Outlook:
    """`minutes` is None while no working counter serves the customer."""

    ahead: int
    minutes: int | None


def outlook(hall: Hall, branch: Branch, now: dt.datetime) -> dict[int, Outlook]:
    """By ticket: the waiting are seated by rank on the working counters, each for its service's target time."""
    pace: dict[str, float] = {s.code: s.target_minutes for s in branch.services}
    forecast = Forecast({c.code: _free_in(c, pace, now) for c in hall.counters if c.working}, branch.counters, pace)
    found: dict[int, Outlook] = {}
    earlier: Tally[Queued] = Tally()
    for ticket in sorted(hall.waiting, key=lambda t: (t.rank, t.id)):
        customer = Queued(ticket.service, ticket.segment, ticket.only_counter)
        own = own_counters(branch, ticket.service, branch.segment(ticket.segment))
        home = forecast.home(own, customer)
        start = forecast.start(customer)
        found[ticket.id] = Outlook(people_ahead(customer, home, earlier), None if start is None else round(start))
        forecast.seat(customer)
        earlier[customer] += 1
    return found


def _free_in(counter: CounterNow, pace: Mapping[str, float], now: dt.datetime) -> float:
    """A service that runs over its time may end at any moment; half a minute stands for that."""
    ticket = counter.ticket
    if ticket is None:
        return 0.0
    begun = ticket.arrived_at or now
    return max(0.5, pace.get(ticket.service, 0.0) - (now - begun) / dt.timedelta(minutes=1))
