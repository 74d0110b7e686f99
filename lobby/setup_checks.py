"""What has to hold between the parts of a branch's set-up: every name that is used exists, every number makes sense."""

from __future__ import annotations

import dataclasses
import re
import zoneinfo
from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

from lobby.model import Branch, Counter, Device, Hours, Segment, Service
from lobby.policy import accepts
from lobby.toml_file import CONTROL, unknown

CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
LETTERS = re.compile(r"[A-Z]{1,2}")
LONGEST = 500
"""Of a text."""
DAY = 24 * 60
"""In minutes."""
MOST_FEN = 10**12
Fault = tuple[str, str]
"""A key and what is wrong with it."""


class Coded(Protocol):
    @property
    def code(self) -> str: ...


def faults(branch: Branch, icons: Collection[str] = ()) -> Iterator[Fault]:
    """All that is wrong. `icons`: the names of the icons that the faces can draw, when the caller knows them."""
    yield from _words(branch)
    yield from _branch(branch)
    yield from _codes(branch)
    for service in branch.services:
        yield from _service(f"services.{service.code}", service, branch)
    for segment in branch.segments:
        yield from _segment(f"segments.{segment.code}", segment)
    for tile in branch.tiles:
        yield from _known(f"tiles.{tile.code}.services", "service", tile.services, branch.services)
        if icons and tile.icon not in icons:
            yield f"tiles.{tile.code}.icon", f"there is no icon {tile.icon!r}; {unknown(tile.icon, icons)}"
    for counter in branch.counters:
        yield from _counter(f"counters.{counter.code}", counter, branch)
    for device in branch.devices:
        yield from _device(f"devices.{device.code}", device, branch)
    for setting, value in branch.settings.items():
        if not accepts(setting, value):
            yield f"settings.{setting}", f"there is no such setting, or it can't be {value!r}"


def _branch(branch: Branch) -> Iterator[Fault]:
    if not CODE.fullmatch(branch.code):
        yield "code", _bad_code(branch.code)
    try:
        zoneinfo.ZoneInfo(branch.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        yield "timezone", f"{branch.timezone!r} is no time zone; write for example 'Asia/Shanghai'"
    yield from _hours("hours", branch.hours)
    if not any(branch.hours.spans.values()):
        yield "hours", "no day has opening hours"


def _words(value: object, key: str = "") -> Iterator[Fault]:
    """No text anywhere that would not go on a screen or on paper."""
    if isinstance(value, str):
        if len(value) > LONGEST or CONTROL.search(value):
            yield key, f"is longer than {LONGEST} characters or contains a line break or another control character"
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _words(inner, f"{key}.{name}")
    elif isinstance(value, tuple):
        for place, inner in enumerate(value, 1):
            yield from _words(inner, f"{key}.{getattr(inner, 'code', place)}")
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _words(getattr(value, field.name), f"{key}.{field.name}" if key else field.name)


def _hours(key: str, hours: Hours) -> Iterator[Fault]:
    for day in hours.spans:
        if day not in range(1, 8):
            yield key, f"{day} is no day; the week goes from 1, which is Monday, to 7"
            continue
        try:
            times = [moment for span in hours.on(day) for moment in span]
        except ValueError:
            yield key, f"the times of day {day} can't be read; write them as 09:00"
            continue
        if times != sorted(set(times)):
            yield key, f"a span of day {day} ends before it begins or overlaps the span before it"


def _minutes(key: str, minutes: int, least: int = 1) -> Iterator[Fault]:
    if not least <= minutes <= DAY:
        yield key, f"has to be from {least} to {DAY}"


def _codes(branch: Branch) -> Iterator[Fault]:
    parts: dict[str, Collection[Coded]] = {
        "zones": branch.zones,
        "services": branch.services,
        "tiles": branch.tiles,
        "segments": branch.segments,
        "counters": branch.counters,
        "devices": branch.devices,
        "staff": branch.staff,
    }
    for part, entries in parts.items():
        if not entries and part != "devices":
            yield part, "is empty; a lobby needs at least one"
        for entry in entries:
            if not CODE.fullmatch(entry.code):
                yield f"{part}.{entry.code}", _bad_code(entry.code)


def _service(key: str, service: Service, branch: Branch) -> Iterator[Fault]:
    yield from _known(f"{key}.zone", "zone", (service.zone,), branch.zones)
    yield from _known(f"{key}.segment", "segment", (service.segment,), branch.segments)
    if not LETTERS.fullmatch(service.series):
        yield f"{key}.series", f"can't be {service.series!r}; a series is one or two capital letters"
    if service.hours is not None:
        yield from _hours(f"{key}.hours", service.hours)
    yield from _minutes(f"{key}.target_minutes", service.target_minutes)
    for name in ("counter_fee", "self_service_fee"):
        if not 0 <= getattr(service, name) <= MOST_FEN:
            yield f"{key}.{name}", f"has to be from 0 to {MOST_FEN}"
    for name in ("cap_per_day", "cap_per_customer"):
        if (cap := getattr(service, name)) is not None and cap < 1:
            yield f"{key}.{name}", "has to be at least 1; leave it out for no limit"
    if not branch.counters_for(service.code):
        yield key, "no counter serves it; name it in a counter's services"


def _segment(key: str, segment: Segment) -> Iterator[Fault]:
    yield from _minutes(f"{key}.head_start_minutes", segment.head_start_minutes, 0)
    if segment.series is not None and not LETTERS.fullmatch(segment.series):
        yield f"{key}.series", f"can't be {segment.series!r}; a series is one or two capital letters"


def _counter(key: str, counter: Counter, branch: Branch) -> Iterator[Fault]:
    yield from _known(f"{key}.zone", "zone", (counter.zone,), branch.zones)
    yield from _known(f"{key}.services", "service", counter.services, branch.services)
    yield from _known(f"{key}.segments_first", "segment", counter.segments_first, branch.segments)


def _device(key: str, device: Device, branch: Branch) -> Iterator[Fault]:
    yield from _known(f"{key}.zone", "zone", (device.zone,), branch.zones)
    yield from _known(f"{key}.abilities", "service", [a.service for a in device.abilities], branch.services)
    for ability in device.abilities:
        where = f"{key}.abilities ({ability.service})"
        if ability.under is not None and ability.up_to is not None:
            yield where, "says both under and up_to; keep one"
        if (ability.under or 1) < 1 or (ability.up_to or 1) < 1:
            yield where, "a limit has to be at least 1 fen"
    yield from _minutes(f"{key}.minutes", device.minutes)


def _known(key: str, kind: str, codes: Collection[str], entries: Collection[Coded]) -> Iterator[Fault]:
    known = [entry.code for entry in entries]
    seen: set[str] = set()
    for code in codes:
        if code not in known:
            yield key, f"there is no {kind} {code!r}; {unknown(code, known)}"
        elif code in seen:
            yield key, f"names {code!r} twice"
        seen.add(code)
    if not codes and key.endswith(".services"):
        yield key, "is empty"


def _bad_code(code: str) -> str:
    return f"{code!r} can't be a code; use small letters, digits and hyphens, at most 32"
