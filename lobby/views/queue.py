"""The queue and the counters as the rules want to see them."""

from __future__ import annotations

import datetime as dt
from collections import Counter as Tally
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lobby.floor import Floor
from lobby.model import Branch, Counter, Estimate
from lobby.policy import policy_from
from lobby.rules.calling import Waiting
from lobby.rules.estimates import Forecast, Queued, left, people_ahead, promise
from lobby.rules.routing import may_call, own_counters
from lobby.tables import DeviceRow

CHANGE = 0.25
"""Minutes from one customer's end to the next one's beginning, which the paces seen leave out."""
LATE_BACK = 0.5
"""Minutes that a teller is expected to stay away whose pause should be over."""


def kinds(waiting: Iterable[Waiting]) -> Sequence[Queued]:
    """Those who wait, as the forecast seats them."""
    return [Queued(w.service, w.segment, w.only_counter) for w in waiting]


def first_queued(floor: Floor, counter: Counter) -> dt.datetime | None:
    """Since when somebody has waited whom this counter may call."""
    return min((floor.visits[w.id].queued_at for w in floor.waiting() if may_call(counter, w)), default=None)


def paces(floor: Floor, branch: Branch) -> dict[str, float]:
    """Minutes that each service takes: as lately seen here, else its target."""
    targets = {s.code: float(s.target_minutes) for s in branch.services}
    return targets | {code: row.seconds / 60 + CHANGE for code, row in floor.paces.items() if code in targets}


def forecast(floor: Floor, branch: Branch, now: dt.datetime) -> Forecast:
    """The working counters with the minutes until each is free. A pause that says when it ends counts as work."""
    pace = paces(floor, branch)
    free_in: dict[str, float] = {}
    for row in floor.counters.values():
        customer = floor.at(row.code)
        if row.staff is None:
            continue
        if customer is not None:
            gone = (now - (customer.called_at or now)).total_seconds() / 60
            free_in[row.code] = left(pace[customer.service], gone)
        elif not row.paused:
            free_in[row.code] = 0.0
        elif row.back_at is not None:
            free_in[row.code] = max(LATE_BACK, (row.back_at - now).total_seconds() / 60)
    return Forecast(free_in, branch.counters, pace, policy_from(branch.settings).opening_minutes)


def estimate(floor: Floor, branch: Branch, now: dt.datetime, customer: Queued, ahead: Sequence[Waiting]) -> Estimate:
    """People ahead and the wait of one who stands in the queue behind these."""
    before, coming = kinds(ahead), forecast(floor, branch, now)
    coming.seat(*before)
    own = own_counters(branch, customer.service, branch.segment(customer.segment))
    return promise(coming, customer, people_ahead(customer, coming.home(own, customer), Tally(before)))


def out_of_order(session: Session) -> frozenset[str]:
    """Devices with a fault."""
    return frozenset(session.scalars(select(DeviceRow.code).where(DeviceRow.fault.is_not(None))))
