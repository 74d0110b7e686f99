"""Whose turn it is to be host: a record that goes on from a backup begins a new term."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

FIRST_TERM = 1


@dataclass(frozen=True, slots=True)
class Term:
    """`number` grows by one with each machine that takes over; of two hosts the one with the higher number is right."""

    number: int = FIRST_TERM
    at: dt.datetime | None = None
    machine: str = ""
    backup_at: dt.datetime | None = None
    """The moment up to which the new host knows what the old one did."""
    gap: int = 0
    """So many numbers of each series were left out, which the old host may have given out after that moment."""
