"""What a backup says of itself: when, of which record, how much is in it, and the fingerprint of each of its files."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

FORMAT = 1


class Kind(StrEnum):
    """Which database the record inside is for."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@dataclass(frozen=True, slots=True)
class Contents:
    """What one moment of a record holds; two copies of that moment hold the same."""

    schema: str
    branch: str | None
    head: int
    """The newest journal line."""
    head_at: dt.datetime | None
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    taken_at: dt.datetime
    kind: Kind
    contents: Contents
    machine: str
    lobby: str
    """The version of the program that made it."""
    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of each file inside, by its name there."""
    format: int = FORMAT

    @property
    def holds_keys(self) -> bool:
        return any(name.startswith(KEYS) for name in self.files)


RECORD = "record"
KEYS = "keys/"


def fingerprint(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
