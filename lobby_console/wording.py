"""Codes of the record in the words of the person who reads them; a code that nobody foresaw stands for itself."""

from __future__ import annotations

from lobby.model import Branch, ZoneKind
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
CHANNELS = {
    "kiosk": later("Kiosk"),
    "phone": later("Phone"),
    "walk-up": later("Counter"),
    "counter": later("Counter"),
    "lobby": later("Lobby"),
}
GREEN = {
    "elderly": later("elderly"),
    "disabled": later("disabled"),
    "pregnant": later("pregnant"),
    "infant": later("with an infant"),
    "urgent": later("urgent"),
    "other": later("other reason"),
}
PAUSES = {
    "meal": later("meal"),
    "lunch": later("meal"),
    "break": later("short break"),
    "back-office": later("back office"),
    "meeting": later("meeting"),
    "training": later("training"),
    "cash": later("cash count"),
    "fault": later("device fault"),
    "other": later("other reason"),
}
FAULTS = {
    "paper-out": later("out of paper"),
    "paper-end": later("out of paper"),
    "paper-near-end": later("paper low"),
    "near-end": later("paper low"),
    "cover": later("cover open"),
    "cover-open": later("cover open"),
    "offline": later("offline"),
    "silent": later("no answer"),
    "silence": later("no answer"),
    "error": later("mechanical error"),
}
HOLDS = {
    "without-papers": later("fetching papers"),
    "papers-here": later("papers at the counter"),
    "waiting-step": later("waiting for a step"),
}
RULES = {
    "arrival": later("in the order of arrival"),
    "head-start": later("by its head start"),
    "segment-first": later("this counter serves this segment first"),
    "overtake-limit": later("it had been overtaken often enough"),
    "for-this-counter": later("it was meant for this counter"),
}


def named(table: dict[str, str], code: str | None, t: Words) -> str:
    """The words for a code; a reason written by hand is shown as it was written."""
    if not code:
        return ""
    return t(table[code]) if code in table else code


def place(code: str, branch: Branch, t: Words) -> str:
    """The name of a device or a counter; a kiosk that the set-up does not list goes by its code."""
    names = {d.code: d.name for d in branch.devices} | {c.code: c.name for c in branch.counters}
    return names[code].of(t.language) if code in names else code


def service(code: str, branch: Branch, t: Words) -> str:
    return next((s.name.of(t.language) for s in branch.services if s.code == code), code)
