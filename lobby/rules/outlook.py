"""What still lies before each waiting customer: people ahead and minutes, read from one snapshot."""

from __future__ import annotations

import datetime as dt
from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass

from lobby.model import Branch, CounterNow, Hall
from lobby.policy import policy_from
from lobby.rules.estimates import Forecast, Queued, left, people_ahead
from lobby.rules.routing import own_counters


@dataclass(frozen=True, slots=True)
class Outlook:
    """`minutes` counts on a counter to open where no working one serves the customer (`served`), as his ticket did;
    `low` and `high` are what he is told of it."""

    ahead: int
    minutes: int
    served: bool
    low: int
    high: int


def outlook(hall: Hall, branch: Branch, now: dt.datetime) -> dict[int, Outlook]:
    """By ticket: the waiting are seated by rank on the working counters, each for its service's target time."""
    pace: dict[str, float] = {s.code: s.target_minutes for s in branch.services}
    free_in = {c.code: _free_in(c, pace, now) for c in hall.counters if c.working}
    forecast = Forecast(free_in, branch.counters, pace, policy_from(branch.settings).opening_minutes)
    found: dict[int, Outlook] = {}
    earlier: Tally[Queued] = Tally()
    for ticket in sorted(hall.waiting, key=lambda t: (t.rank, t.id)):
        customer = Queued(ticket.service, ticket.segment, ticket.only_counter)
        own = own_counters(branch, ticket.service, branch.segment(ticket.segment))
        home = forecast.home(own, customer)
        found[ticket.id] = Outlook(
            people_ahead(customer, home, earlier),
            round(forecast.expected(customer)),
            forecast.served(customer),
            *forecast.told(customer),
        )
        forecast.seat(customer)
        earlier[customer] += 1
    return found


def _free_in(counter: CounterNow, pace: Mapping[str, float], now: dt.datetime) -> float:
    ticket = counter.ticket
    if ticket is None:
        return 0.0
    begun = ticket.arrived_at or now
    return left(pace.get(ticket.service, 0.0), (now - begun) / dt.timedelta(minutes=1))
