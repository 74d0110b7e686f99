"""Codes of the record in the words of the person who reads them; a code that nobody foresaw stands for itself."""

from __future__ import annotations

from lobby.model import EMERGENCY, Branch, TicketState, ZoneKind
from resources.language import Words, later

ZONES = {
    ZoneKind.WAITING: later("Waiting"),
    ZoneKind.CONSULTATION: later("Consultation"),
    ZoneKind.SELF_SERVICE: later("Self-service"),
    ZoneKind.CASH: later("Cash"),
    ZoneKind.NON_CASH: later("Non-cash"),
    ZoneKind.VIP: later("VIP"),
    ZoneKind.E_BANKING: later("E-banking"),
}
STATES = {
    TicketState.WAITING: later("waiting"),
    TicketState.CALLED: later("called to counter {counter}"),
    TicketState.SERVING: later("served at counter {counter}"),
    TicketState.HELD: later("on hold"),
    TicketState.MISSED: later("missed"),
    TicketState.DONE: later("served"),
    TicketState.NO_SHOW: later("did not come"),
    TicketState.ABANDONED: later("left"),
    TicketState.DIVERTED: later("went elsewhere"),
    TicketState.CLOSED_OUT: later("ended with the day"),
}
CHANNELS = {
    "kiosk": later("Kiosk"),
    "phone": later("Phone"),
    "walk-up": later("Counter"),
    "counter": later("Counter"),
    "desk": later("Lobby desk"),
    EMERGENCY: later("Kiosk, host away"),
}
FAULTS = {
    "refused": later("can't be reached"),
    "silent": later("no answer"),
    "paper-end": later("out of paper"),
    "paper-out": later("out of paper"),
    "near-end": later("paper low"),
    "near-end~": later("paper low, about {n} tickets left"),
    "cover": later("cover open"),
    "offline": later("offline"),
    "error": later("mechanical error"),
    "jam": later("jammed"),
    "cash-out": later("no cash"),
}
ENDS = {
    "day-closed": later("the day was closed"),
    "day-change": later("a new day began"),
    "hold-over": later("kept as long as the rule says"),
    "handed-in-late": later("handed in after its day was closed"),
}
RULES = {
    "arrival": later("in the order of arrival"),
    "head-start": later("by its head start"),
    "segment-first": later("this counter serves this segment first"),
    "overtake-limit": later("it had been overtaken often enough"),
    "for-this-counter": later("it was meant for this counter"),
    "placed-first": later("it was put first by hand or sent back"),
    "by-hand": later("called by hand"),
}


def named(table: dict[str, str], code: str | None, t: Words) -> str:
    """The words for a code; a reason written by hand is shown as it was written."""
    if not code:
        return ""
    kind, _, count = code.partition("~")  # a fault may bring how much is left
    if count and f"{kind}~" in table:
        return t(table[f"{kind}~"], n=count)
    return t(table[code]) if code in table else code


def place(code: str, branch: Branch, t: Words) -> str:
    """The name of a device or a counter; kiosks go by the name that their machine gives them."""
    names = {d.code: d.name for d in branch.devices} | {c.code: c.name for c in branch.counters}
    if code.startswith("kiosk-"):
        return t("Kiosk {name}", name=code.removeprefix("kiosk-"))
    return names[code].of(t.language) if code in names else code


def service(code: str, branch: Branch, t: Words) -> str:
    return next((s.name.of(t.language) for s in branch.services if s.code == code), code)
