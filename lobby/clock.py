"""The one clock. Everything that asks for the time asks here; times are aware and in UTC."""

from __future__ import annotations

import datetime as dt


class Clock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)


class SimulatedClock(Clock):
    """A clock that stands still until it is moved: simulated days, tests."""

    def __init__(self, start: dt.datetime) -> None:
        self._now = start.astimezone(dt.UTC)

    def now(self) -> dt.datetime:
        return self._now

    def move_to(self, moment: dt.datetime) -> None:
        """Move forward to `moment`; a clock never goes back."""
        self._now = max(self._now, moment.astimezone(dt.UTC))

    def forward(self, seconds: float) -> None:
        self._now += dt.timedelta(seconds=seconds)
