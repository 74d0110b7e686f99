"""Moments in the branch's own time; how they are written is in `resources.phrases`."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from resources import phrases


def local(moment: dt.datetime, timezone: str) -> dt.datetime:
    return moment.astimezone(ZoneInfo(timezone))


def clock(moment: dt.datetime, timezone: str) -> str:
    """`09:47` in the branch."""
    return phrases.clock(local(moment, timezone))


def seconds_clock(moment: dt.datetime, timezone: str) -> str:
    """`09:47:26` in the branch."""
    return f"{local(moment, timezone):%H:%M:%S}"


def span(length: dt.timedelta) -> str:
    """`12:48`, a time that runs."""
    return phrases.stopwatch(length.total_seconds())
