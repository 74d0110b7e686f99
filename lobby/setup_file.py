"""Reads a branch's set-up from its TOML file (docs/branch-file.md) and refuses whatever would not work in the lobby."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from pathlib import Path

from lobby.errors import Trouble
from lobby.model import Branch, Hours
from lobby.setup_checks import faults
from lobby.toml_file import Misfit, fit, read_toml, unknown

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = re.compile(r"(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)")  # people type either dash


def read_branch(path: Path, icons: Collection[str] = ()) -> Branch:
    """The branch described in the file. Raises Trouble that names file, key and reason for all that is wrong."""
    try:
        tables = read_toml(path)
        if "version" in tables:
            raise Misfit("version", "unknown key; versions are counted by the lobby itself")
        branch: Branch = fit(
            {"settings": {}, "devices": {}, **tables, "version": 1}, Branch, readers={Hours: read_hours}
        )
    except Misfit as misfit:
        raise _trouble(path, [str(misfit)]) from misfit
    if wrong := [f"{key}: {reason}" for key, reason in faults(branch, icons)]:
        raise _trouble(path, wrong)
    return branch


def read_hours(value: object) -> Hours:
    """`{ mon-fri = "09:00-17:00", sat = "09:30-12:00, 13:30-16:00" }`; days that are not named are closed."""
    if not isinstance(value, dict):
        raise ValueError("has to be a table of days, for example mon-fri = '09:00-17:00'")
    spans: dict[int, tuple[tuple[str, str], ...]] = {}
    for days, text in value.items():
        for day in _days(days):
            if day in spans:
                raise ValueError(f"{WEEKDAYS[day - 1]} is named twice")
            spans[day] = _spans(days, text)
    return Hours(dict(sorted(spans.items())))


def _days(text: str) -> range:
    first, _, last = text.partition("-")
    for word in (first, last or first):
        if word not in WEEKDAYS:
            raise ValueError(f"{word!r} is no day; {unknown(word, WEEKDAYS)}")
    days = range(WEEKDAYS.index(first) + 1, WEEKDAYS.index(last or first) + 2)
    if not days:
        raise ValueError(f"{text!r} runs backwards; the week begins on mon")
    return days


def _spans(days: str, text: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(text, str):
        raise ValueError(f"{days} has to be text in quotes, for example '09:00-17:00'")
    spans: list[tuple[str, str]] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        start, end = _span(days, part)
        if start >= end or (spans and start < spans[-1][1]):
            raise ValueError(f"{days}: {part!r} ends before it begins or overlaps the span before it")
        spans.append((start, end))
    return tuple(spans)


def _span(days: str, part: str) -> tuple[str, str]:
    if match := SPAN.fullmatch(part):
        try:
            dt.time.fromisoformat(match[1]), dt.time.fromisoformat(match[2])
        except ValueError:
            pass  # said below, together with every other wrong form
        else:
            return match[1], match[2]
    raise ValueError(f"{days}: {part!r} is no span of time; write it as 09:00-17:00")


def _trouble(path: Path, wrong: list[str]) -> Trouble:
    lines = "".join(f"\n  {path.name}: {line}" for line in wrong)
    return Trouble(
        "bad-setup",
        f"The branch file {path} can't be used:{lines}\nNothing was set up. Correct the file and try again.",
    )
