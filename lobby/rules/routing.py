"""Where a need goes: segment, letter, zone, head start, and which devices and counters may do it (B1–B7, A3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Protocol

from lobby.errors import Refused
from lobby.model import Branch, Counter, Customer, Device, Segment, Service, ZoneKind
from lobby.policy import Policy


class InQueue(Protocol):
    """Somebody who stands in the queue, whatever else is known of him."""

    @property
    def service(self) -> str: ...
    @property
    def segment(self) -> str: ...
    @property
    def only_counter(self) -> str | None: ...


def segment_of(branch: Branch, service: Service, customer: Customer | None) -> Segment:
    """A known customer's own segment, else the one that the service is for (B3, B4)."""
    return branch.segment(customer.segment if customer else service.segment)


def series_of(service: Service, segment: Segment, green: bool, policy: Policy) -> str:
    """The letter: green channel, then the segment's own, then the service's (N1)."""
    if green:
        return policy.green_series
    return segment.series or service.series


SERIES_END = 999
"""The last number of a series as it is printed; then they begin again."""


def number_of(series: str, serial: int) -> str:
    """The number as it is printed and called (N1)."""
    return f"{series}{(serial - 1) % SERIES_END + 1:03d}"


def zone_of(branch: Branch, service: Service, segment: Segment) -> str:
    """VIPs wait in the VIP zone, everybody else where the service is done (B4)."""
    if segment.vip:
        return next((z.code for z in branch.zones if z.kind is ZoneKind.VIP), service.zone)
    return service.zone


def head_start(segment: Segment, green: bool, policy: Policy) -> dt.timedelta:
    """Priority is a head start in waiting time, never an absolute rank (B7)."""
    minutes = max(segment.head_start_minutes, policy.green_head_start_minutes if green else 0)
    return dt.timedelta(minutes=minutes)


def rank(arrival: int, segment: Segment, green: bool, policy: Policy) -> int:
    """Where somebody stands in the queue: his arrival less his head start, both in microseconds (B7)."""
    return arrival - head_start(segment, green, policy) // dt.timedelta(microseconds=1)


def possible(amount: int | None, policy: Policy) -> int | None:
    """The amount in fen, or Refused: there is no such amount of money."""
    most = policy.most_amount_yuan * 100
    if amount is not None and not 0 <= amount <= most:
        raise Refused("bad-amount", amount=amount, most=most)
    return amount


def devices_for(branch: Branch, service: str, amount: int | None, out: Collection[str]) -> tuple[Device, ...]:
    """The in-service devices that can do this need within their limits (A3, B2)."""
    return tuple(
        device
        for device in branch.devices
        if device.code not in out and any(a.service == service and a.covers(amount) for a in device.abilities)
    )


def may_serve(counter: Counter, service: str, segment: str) -> bool:
    """Whether a counter is set up for this service and kind of customer."""
    return service in counter.services and (counter.serves_others or segment in counter.segments_first)


def may_call(counter: Counter, customer: InQueue) -> bool:
    """Whether a counter may call this customer: one who was sent to a counter belongs to that one alone (K7)."""
    if customer.only_counter is not None:
        return customer.only_counter == counter.code
    return may_serve(counter, customer.service, customer.segment)


def own_counters(branch: Branch, service: str, segment: Segment) -> tuple[Counter, ...]:
    """The counters that may serve a customer; his segment's own where it has some, else the ordinary ones (B4)."""
    able = [c for c in branch.counters if may_serve(c, service, segment.code)]
    own = [c for c in able if segment.code in c.segments_first]
    ordinary = [c for c in able if not c.segments_first]
    return tuple(own or ordinary or able)
