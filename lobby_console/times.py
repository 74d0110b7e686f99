"""How the console writes spans and moments: minutes and seconds, and the branch's local time of day."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

_HOURS_FROM = dt.timedelta(hours=2)


def span(length: dt.timedelta) -> str:
    """`12:48`; from two hours on `2:05:00` (N11)."""
    seconds = max(0, int(length.total_seconds()))
    if length >= _HOURS_FROM:
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{seconds // 60}:{seconds % 60:02}"


def clock(moment: dt.datetime, timezone: str, form: str = "%H:%M") -> str:
    return moment.astimezone(ZoneInfo(timezone)).strftime(form)
