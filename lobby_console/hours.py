"""The hours that the day's flow covers: today's opening hours, or the hours around now on a closed day. Pure."""

from __future__ import annotations

import datetime as dt

from lobby.model import Branch
from lobby.rules.hours import local_date, spans

AROUND = dt.timedelta(hours=4)


def axis(branch: Branch, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    today = spans(branch.hours, local_date(branch, now), branch.timezone)
    if today:
        return today[0][0].astimezone(dt.UTC), today[-1][1].astimezone(dt.UTC)
    return now - AROUND, now + AROUND
