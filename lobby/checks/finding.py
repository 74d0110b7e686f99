"""What the doctor says of one thing: well, worth a look, or broken; what it is, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from lobby.clock import Clock
from lobby.config import Config
from lobby.errors import Trouble


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    subject: str
    level: Level
    message: str
    advice: str = ""


Findings = Iterator[Finding]


@dataclass(frozen=True, slots=True)
class Case:
    """The machine that is looked at."""

    url: str
    config: Config
    clock: Clock
    trouble: Trouble | None = None
    """Why its wiring could not be read; `config` holds the defaults then."""

    @property
    def is_guest(self) -> bool:
        return self.url.startswith(("https://", "http://"))

    @property
    def on_postgres(self) -> bool:
        return self.url.startswith("postgresql")


@dataclass(frozen=True, slots=True)
class Subject:
    """Words findings of one subject."""

    name: str

    def ok(self, message: str) -> Finding:
        return Finding(self.name, Level.OK, message)

    def warning(self, message: str, advice: str) -> Finding:
        return Finding(self.name, Level.WARNING, message, advice)

    def fault(self, message: str, advice: str) -> Finding:
        return Finding(self.name, Level.FAULT, message, advice)

    def trouble(self, trouble: Trouble) -> Finding:
        """Its sentences say what to do already."""
        return Finding(self.name, Level.FAULT, str(trouble))


class Found(Exception):
    """A check can't go on; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message)


@contextmanager
def said_by(subject: Subject) -> Iterator[None]:
    """Turns trouble into the finding that ends a check."""
    try:
        yield
    except Trouble as trouble:
        raise Found(subject.trouble(trouble)) from trouble
