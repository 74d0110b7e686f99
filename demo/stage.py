"""A throw-away sample branch on an ordinary working day, with a clock of its own."""

from __future__ import annotations

import csv
import datetime as dt
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from lobby.api import Lobby, open_lobby
from lobby.clock import Clock
from lobby.commands import ImportCustomers, OpenDay
from lobby.customer_list import read_customers
from lobby.local import found
from lobby.model import Branch
from lobby.setup_file import read_branch
from resources import icons, sample

SATURDAY = 5


class PacedClock(Clock):
    """The time of a day that goes by `pace` times as fast as life."""

    def __init__(self, start: dt.datetime, pace: float) -> None:
        self._start, self._pace, self._began = start.astimezone(dt.UTC), pace, time.monotonic()

    def now(self) -> dt.datetime:
        return self._start + dt.timedelta(seconds=(time.monotonic() - self._began) * self._pace)

    def seconds_until(self, moment: dt.datetime) -> float:
        """How long to wait for `moment`, in real seconds."""
        return (moment - self.now()).total_seconds() / self._pace


class Stage:
    """The record, and doors to it."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.clock = clock
        self.branch: Branch = read_branch(sample.branch_file(), icons.names())
        self._url = f"sqlite:///{(folder / 'demo.db').as_posix()}"
        found(self._url, self.branch, clock)
        door = self.door()
        # The sample's numbers are test numbers of card schemes; the door seals them like any other.
        door.do(ImportCustomers(read_customers(sample.customers_file(), self.branch, str).customers))
        door.do(OpenDay())
        door.close()

    def door(self) -> Lobby:
        return open_lobby(self._url, self.clock)


def morning(hour: int = 9, minute: int = 30) -> dt.datetime:
    """That time on the next working day, so that the demo is the same at any hour of any day."""
    zone = ZoneInfo("Asia/Shanghai")
    date = dt.datetime.now(zone).date()
    while date.weekday() >= SATURDAY:
        date += dt.timedelta(days=1)
    return dt.datetime.combine(date, dt.time(hour, minute), zone)


def cards() -> list[str]:
    """The cards that the sample's fictitious customers carry."""
    with sample.customers_file().open(encoding="utf-8", newline="") as file:
        return [row["card"].replace(" ", "") for row in csv.DictReader(file) if row["card"]]
