"""The cards of the alert column: one for each thing that needs a person, with the acts that help. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from lobby.model import Alert, Branch, DeviceKind
from lobby.rules.alerts import AlertKind, identity

GROUPED = (AlertKind.WAIT_OVER, AlertKind.WAIT_NEAR)
NUMBERS_SHOWN = 6


class CardAct(StrEnum):
    """What a card's buttons do."""

    DIVERT = "divert"
    LATER = "later"
    OPEN = "open"
    SHOW = "show"
    TAKE = "take"
    DEVICE = "device"


ACTS: dict[AlertKind, tuple[CardAct, ...]] = {
    AlertKind.HELP: (CardAct.TAKE,),
    AlertKind.SECOND_DIVERSION: (CardAct.DIVERT, CardAct.LATER),
    AlertKind.WAIT_OVER: (CardAct.SHOW, CardAct.OPEN),
    AlertKind.VIP: (CardAct.OPEN,),
    AlertKind.GREEN: (CardAct.OPEN,),
    AlertKind.OVERRUN: (CardAct.OPEN,),
    AlertKind.DEVICE: (CardAct.DEVICE,),
    AlertKind.IDLE: (),
    AlertKind.MISSED: (CardAct.SHOW,),
    AlertKind.WAIT_NEAR: (CardAct.SHOW,),
}


@dataclass(frozen=True, slots=True)
class Card:
    """`facts` fill the kind's sentences, SHOW shows the `filter`, OPEN opens the `ticket`, TAKE takes the `help`."""

    key: tuple[str, object]
    kind: AlertKind
    since: dt.datetime
    form: str
    facts: Mapping[str, object] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    acts: tuple[CardAct, ...] = ()
    ticket: int | None = None
    device: str | None = None
    help: int | None = None
    filter: str = ""


def cards(alerts: Iterable[Alert], branch: Branch, language: str, postponed: Mapping[str, dt.datetime]) -> list[Card]:
    """In the order of the alerts; waits share one card per level. `postponed`: kinds that come back at a moment."""
    found: list[Card] = []
    for kind, same in groupby(alerts, key=lambda a: AlertKind(a.kind)):
        if kind in postponed:
            continue
        if kind in GROUPED:
            found.append(_grouped(kind, list(same)))
        else:
            found.extend(_single(kind, alert, branch, language) for alert in same)
    return found


def _grouped(kind: AlertKind, alerts: Sequence[Alert]) -> Card:
    """The card carries the newest breach's moment and opens the longest wait."""
    longest = min(alerts, key=lambda a: a.since)
    numbers = tuple(a.number for a in sorted(alerts, key=lambda a: a.since))
    return Card(
        (kind, None), kind, alerts[0].since, kind,
        {"count": len(alerts), "number": longest.number, "more": max(0, len(alerts) - NUMBERS_SHOWN)},
        numbers[:NUMBERS_SHOWN], ACTS[kind], longest.ticket,
        filter="over" if kind is AlertKind.WAIT_OVER else "near",
    )  # fmt: skip


def _single(kind: AlertKind, alert: Alert, branch: Branch, language: str) -> Card:
    detail = alert.detail
    facts: dict[str, object] = {**detail, "number": alert.number, "counter": alert.counter or ""}
    if isinstance(service := detail.get("service"), str):
        facts["service"] = branch.service(service).name.of(language)
    if isinstance(place := detail.get("place"), str):
        facts["place"] = _place(place, branch, language)
    if alert.device is not None:
        facts["device"] = _place(alert.device, branch, language)
    ask = detail.get("ask")
    called = detail.get("help")
    return Card(
        identity(alert), kind, alert.since, _form(kind, alert, branch), facts,
        ask[:NUMBERS_SHOWN] if isinstance(ask, tuple) else (), ACTS[kind], alert.ticket, alert.device,
        called if isinstance(called, int) else None, "missed" if kind is AlertKind.MISSED else "",
    )  # fmt: skip


def _form(kind: AlertKind, alert: Alert, branch: Branch) -> str:
    """Which of the kind's sentences fits: a kind may be told in two ways."""
    match kind:
        case AlertKind.DEVICE:
            printers = {d.code for d in branch.devices if d.kind is DeviceKind.PRINTER}
            return "printer" if alert.device in printers else "device"
        case AlertKind.IDLE:
            return "paused" if alert.detail.get("paused") else "idle"
        case AlertKind.SECOND_DIVERSION:
            return "second-diversion" if alert.detail.get("ask") else "nowhere"
        case AlertKind.VIP:
            return "vip-managed" if alert.detail.get("manager") else "vip"
        case _:
            return kind


def _place(code: str, branch: Branch, language: str) -> str:
    """The name of a device or a counter; a kiosk that the set-up does not list goes by its code."""
    names = {d.code: d.name for d in branch.devices} | {c.code: c.name for c in branch.counters}
    return names[code].of(language) if code in names else code
