"""Codes of the record as the staff reads them, the same on every screen; an unforeseen one stands for itself."""

from __future__ import annotations

from collections.abc import Mapping

from lobby.model import HoldKind
from resources.language import catalogue, later

GREEN = {
    "elderly": later("60 and over"),
    "disabled": later("disabled"),
    "pregnant": later("pregnant"),
    "infant": later("with an infant"),
    "military": later("military, veteran"),
    "urgent": later("urgent"),
    "other": later("other need for care"),
    "mistake": later("given by mistake"),
    "settled": later("no longer needed"),
}
"""Why somebody goes through the green channel, or does no longer (B6)."""
PAUSES = {
    "break": later("short break"),
    "back-office": later("papers, approvals"),
    "cash": later("cash count"),
    "meal": later("meal"),
    "lunch": later("meal"),
    "training": later("training, meeting"),
    "fault": later("equipment fault"),
    "shift-end": later("end of the day"),
}
"""Why a counter is paused or closed (K11)."""
HOLDS = {
    HoldKind.WITHOUT_PAPERS.value: later("fetching papers"),
    HoldKind.PAPERS_HERE.value: later("papers at the counter"),
    HoldKind.WAITING_STEP.value: later("waiting for a step"),
}
"""What a customer on hold is doing (K6)."""
PICKS = {
    "on-request": later("the lobby manager asked"),
    "frail": later("frail or unwell"),
    "returned": later("back after a missed call"),
    "same-matter": later("goes on with the same matter"),
    "other": later("other reason"),
}
"""Why somebody was called out of order (K9)."""


def said(table: Mapping[str, str], code: str | None, language: str) -> str:
    """The words for a code inside a sentence; a reason written by hand is shown as it was written."""
    if not code:
        return ""
    return catalogue("common", language)(table[code]) if code in table else code


def headed(table: Mapping[str, str], code: str, language: str) -> str:
    """The words for a code where they begin a line."""
    words = said(table, code, language)
    return words[:1].upper() + words[1:]
