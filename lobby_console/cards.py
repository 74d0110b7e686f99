"""The cards of the alert column: one for each thing that needs a person, with the acts that help. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from lobby.model import Alert, AlertKind, Branch
from lobby.rules.alerts import identity
from lobby_console.card_words import body, title
from resources.language import Words

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
FILTERS = {AlertKind.WAIT_OVER: "over", AlertKind.WAIT_NEAR: "near", AlertKind.MISSED: "missed"}


@dataclass(frozen=True, slots=True)
class Card:
    """SHOW shows the `filter`, OPEN opens the `ticket` with this `number`, TAKE takes the `help`."""

    key: tuple[str, object]
    kind: AlertKind
    since: dt.datetime
    title: str
    body: str
    names: tuple[str, ...] = ()
    more: int = 0
    acts: tuple[CardAct, ...] = ()
    ticket: int | None = None
    number: str = ""
    device: str | None = None
    help: int | None = None

    @property
    def filter(self) -> str:
        return FILTERS.get(self.kind, "all")


def cards(alerts: Iterable[Alert], branch: Branch, t: Words, postponed: Collection[AlertKind] = ()) -> list[Card]:
    """In the order of the alerts; waits share one card per level. `postponed`: kinds that come back later."""
    found: list[Card] = []
    for kind, same in groupby(alerts, key=lambda a: a.kind):
        if kind in postponed:
            continue
        if kind in GROUPED:
            found.append(_grouped(kind, list(same), t))
        else:
            found.extend(_single(alert, branch, t) for alert in same)
    return found


def _grouped(kind: AlertKind, alerts: Sequence[Alert], t: Words) -> Card:
    """The card carries the newest breach's moment and opens the longest wait."""
    longest = min(alerts, key=lambda a: a.since)
    numbers = tuple(a.number for a in sorted(alerts, key=lambda a: a.since))
    if kind is AlertKind.WAIT_OVER:
        words = t("{n} waiting too long, {number} the longest.", n=len(alerts), number=longest.number)
    else:
        words = t("{n} close to the limit, {number} the closest.", n=len(alerts), number=longest.number)
    return Card(
        (kind, None), kind, alerts[0].since, title(kind, t), words,
        numbers[:NUMBERS_SHOWN], max(0, len(alerts) - NUMBERS_SHOWN), ACTS[kind], longest.ticket, longest.number,
    )  # fmt: skip


def _single(alert: Alert, branch: Branch, t: Words) -> Card:
    kind = alert.kind
    ask, called = alert.detail.get("ask"), alert.detail.get("help")
    names = ask if isinstance(ask, tuple) else ()
    return Card(
        identity(alert), kind, alert.since, title(kind, t), body(alert, branch, t),
        names[:NUMBERS_SHOWN], max(0, len(names) - NUMBERS_SHOWN), ACTS[kind], alert.ticket, alert.number,
        alert.device, called if isinstance(called, int) else None,
    )  # fmt: skip
