"""Times, days, waits and amounts the way a person reads them in each language. All moments are local already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from resources.language import catalogue

_WEEKDAYS = {
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTES_UP_TO = 120


def clock(moment: dt.datetime | dt.time) -> str:
    """`09:47`, always 24 hours."""
    return f"{moment:%H:%M}"


def weekday(day: dt.date, language: str) -> str:
    return _WEEKDAYS["zh" if language == "zh" else "en"][day.weekday()]


def date(day: dt.date, language: str) -> str:
    """`11月24日` or `24 Nov`."""
    return f"{day.month}月{day.day}日" if language == "zh" else f"{day.day} {_MONTHS[day.month - 1]}"


def date_line(day: dt.date, language: str) -> str:
    """The date with its weekday, as headers show it: `11月24日 星期一` or `Mon 24 Nov`."""
    name = weekday(day, language)
    return f"{date(day, language)} {name}" if language == "zh" else f"{name[:3]} {date(day, language)}"


def day_ahead(day: dt.date, today: dt.date, language: str) -> str:
    """A coming day in the shortest words that leave no doubt: today, tomorrow, a weekday, else the date."""
    t = catalogue("common", language)
    ahead = (day - today).days
    if ahead == 0:
        return t("today")
    if ahead == 1:
        return t("tomorrow")
    return weekday(day, language) if 1 < ahead < 7 else date_line(day, language)


def span(low: object, high: object) -> str:
    """`15–20`; one value when both are the same."""
    return f"{low}" if low == high else f"{low}–{high}"


def wait(low: int, high: int, language: str) -> str:
    """An expected wait in minutes as a range: `15–20 分` up to two hours, `2–2.5 小时` above (N11)."""
    t = catalogue("common", language)
    figures, in_hours = wait_figures(low, high)
    return t("{span} h", span=figures) if in_hours else t("{span} min", span=figures)


def wait_figures(low: int, high: int) -> tuple[str, bool]:
    """The figures of an expected wait, and whether they are hours: `15–20`, False; `2–2.5`, True (N11)."""
    in_hours = high > _MINUTES_UP_TO
    return (span(_hours(low), _hours(high)) if in_hours else span(low, high)), in_hours


def minutes(count: int, language: str) -> str:
    """A single wait: `9 分` up to two hours, `2.5 小时` above (N11)."""
    return wait(count, count, language)


def stopwatch(seconds: float) -> str:
    """A time that runs: `7:44`, and `1:02:05` from one hour on."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def listed(names: Iterable[str], language: str) -> str:
    """`转账、开户` or `Transfers, Accounts`."""
    return ("、" if language == "zh" else ", ").join(names)


def yuan(fen: int) -> str:
    """`¥20,000`, with the fen only where there are some."""
    return f"¥{fen // 100:,}" if fen % 100 == 0 else f"¥{fen / 100:,.2f}"


def percent(share: float) -> str:
    return f"{share * 100:.0f}%"


def _hours(count: int) -> str:
    """Half hours are as fine as a promise of hours can be; rounded up, so that it is kept."""
    return f"{-(-count // 30) / 2:g}"
