"""What needs a person now (M1), read from one snapshot: an alert stands exactly as long as its cause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from lobby.model import Alert, AlertKind, Branch, CounterNow, CounterState, Diversion, Hall, Ticket, WaitLevel
from lobby.policy import Policy
from lobby.rules.diversion import is_due, is_ordinary, suggestions
from lobby.rules.waits import wait_level, waited

_ORDER = {kind: place for place, kind in enumerate(AlertKind)}


def alerts(hall: Hall, branch: Branch, policy: Policy, now: dt.datetime) -> tuple[Alert, ...]:
    """Everything that needs a person at `now`: by kind, and the newest breach first within a kind."""
    found = (
        *_helps(hall),
        *_second_diversion(hall, branch, policy, now),
        *_waits(hall, policy, now),
        *_vips(hall, branch),
        *_greens(hall),
        *_overruns(hall, branch, now),
        *_devices(hall, now),
        *_idle(hall, branch, policy, now),
        *_missed(hall, policy),
    )
    return tuple(sorted(found, key=lambda a: (_ORDER[a.kind], -a.since.timestamp(), a.ticket or 0)))


def identity(alert: Alert) -> tuple[str, object]:
    """What tells one alert from another over time: two snapshots with the same cause give the same identity."""
    return alert.kind, alert.detail.get("help") or alert.ticket or alert.counter or alert.device


def _second_diversion(hall: Hall, branch: Branch, policy: Policy, now: dt.datetime) -> Iterator[Alert]:
    """C6, once for the hall: due, and somebody is left who can go elsewhere or has not been spoken to."""
    if not is_due(branch, hall.waiting, policy, now):
        return
    limit = _minutes(policy.diversion_wait_minutes)
    over = [t for t in hall.waiting if is_ordinary(branch, t) and waited(t, now) > limit]
    ask = _to_ask(hall, branch)
    if not ask and all(t.id in hall.answered for t in over):
        return
    longest = max(over, key=lambda t: waited(t, now))
    one_too_many = sorted(t.waiting_since for t in hall.waiting)[policy.diversion_waiting]
    since = max(longest.waiting_since + limit, one_too_many)
    detail = {"waiting": len(hall.waiting), "longest": longest.id, "ask": tuple(d.number for d in ask)}
    yield Alert(AlertKind.SECOND_DIVERSION, since, number=longest.number, detail=detail)


def _to_ask(hall: Hall, branch: Branch) -> tuple[Diversion, ...]:
    out = {d.code for d in hall.devices if not d.in_service}
    free = {c.code for c in hall.counters if c.state is CounterState.FREE}
    return suggestions(branch, (t for t in hall.waiting if t.id not in hall.answered), out, free)


def _helps(hall: Hall) -> Iterator[Alert]:
    for call in hall.helps:
        yield Alert(AlertKind.HELP, call.at, detail={"help": call.id, "place": call.place})


def _waits(hall: Hall, policy: Policy, now: dt.datetime) -> Iterator[Alert]:
    for ticket in hall.waiting:
        match wait_level(ticket, now, policy):
            case WaitLevel.OVER:
                yield _of(ticket, AlertKind.WAIT_OVER, ticket.waiting_since + _minutes(policy.wait_over_minutes))
            case WaitLevel.NEAR:
                yield _of(ticket, AlertKind.WAIT_NEAR, ticket.waiting_since + _minutes(policy.wait_near_minutes))
            case WaitLevel.NORMAL:
                pass


def _vips(hall: Hall, branch: Branch) -> Iterator[Alert]:
    vip = _vip_segments(branch)
    names = {s.code: s.name for s in branch.staff}
    for ticket in hall.waiting:
        if ticket.segment in vip:
            manager = names.get(ticket.manager or "", "")
            yield _of(ticket, AlertKind.VIP, ticket.waiting_since, customer=ticket.customer, manager=manager)


def _greens(hall: Hall) -> Iterator[Alert]:
    for ticket in hall.waiting:
        if ticket.green is not None:
            yield _of(ticket, AlertKind.GREEN, ticket.waiting_since, green=ticket.green)


def _overruns(hall: Hall, branch: Branch, now: dt.datetime) -> Iterator[Alert]:
    targets = {s.code: s.target_minutes for s in branch.services}
    for counter in hall.counters:
        ticket = counter.ticket
        if counter.state is not CounterState.SERVING or ticket is None or ticket.arrived_at is None:
            continue
        target = targets.get(ticket.service)
        if target is not None and now - ticket.arrived_at > _minutes(target):
            yield _of(ticket, AlertKind.OVERRUN, ticket.arrived_at + _minutes(target), counter.code, target=target)


def _devices(hall: Hall, now: dt.datetime) -> Iterator[Alert]:
    for device in hall.devices:
        if device.fault is not None or not device.in_service:
            detail = {"fault": device.fault or "", "repair_due": device.repair_due}
            yield Alert(AlertKind.DEVICE, device.since or now, device=device.code, detail=detail)


def _idle(hall: Hall, branch: Branch, policy: Policy, now: dt.datetime) -> Iterator[Alert]:
    """K11, M1: a manned counter that serves nobody while customers it may serve wait."""
    services = {c.code: c.services for c in branch.counters}
    for counter in hall.counters:
        its = [t for t in hall.waiting if t.service in services.get(counter.code, ())]
        since = _idle_since(counter, its)
        if since is not None and now - since > _minutes(policy.idle_minutes):
            detail = {"waiting": len(its), "paused": counter.pause_reason or "", "staff": counter.staff_name}
            yield Alert(AlertKind.IDLE, since, counter=counter.code, detail=detail)


def _idle_since(counter: CounterNow, waiting: Sequence[Ticket]) -> dt.datetime | None:
    if counter.state not in (CounterState.FREE, CounterState.PAUSED) or not waiting or counter.since is None:
        return None
    return max(counter.since, min(t.waiting_since for t in waiting))


def _missed(hall: Hall, policy: Policy) -> Iterator[Alert]:
    """C3: missed numbers pile up, so the order needs a hand."""
    if len(hall.missed) < policy.missed_pile:
        return
    piled = sorted(t.since or t.waiting_since for t in hall.missed)
    yield Alert(AlertKind.MISSED, piled[policy.missed_pile - 1], detail={"missed": len(hall.missed)})


def _of(ticket: Ticket, kind: AlertKind, since: dt.datetime, counter: str | None = None, **detail: object) -> Alert:
    return Alert(kind, since, ticket.id, counter, number=ticket.number, detail={"service": ticket.service, **detail})


def _vip_segments(branch: Branch) -> frozenset[str]:
    return frozenset(s.code for s in branch.segments if s.vip)


def _minutes(count: int) -> dt.timedelta:
    return dt.timedelta(minutes=count)
