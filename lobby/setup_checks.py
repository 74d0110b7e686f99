"""What has to hold between the parts of a branch's set-up: every name that is used exists, every number makes sense."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Collection, Iterator
from typing import Protocol

from lobby.model import Branch, Counter, Device, Segment, Service
from lobby.policy import accepts
from lobby.toml_file import unknown

CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
LETTERS = re.compile(r"[A-Z]{1,2}")
Fault = tuple[str, str]
"""A key and what is wrong with it."""


class Coded(Protocol):
    @property
    def code(self) -> str: ...


def faults(branch: Branch, icons: Collection[str] = ()) -> Iterator[Fault]:
    """All that is wrong. `icons`: the names of the icons that the faces can draw, when the caller knows them."""
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
    if not any(branch.hours.spans.values()):
        yield "hours", "no day has opening hours"


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
    if service.target_minutes < 1:
        yield f"{key}.target_minutes", "has to be at least 1"
    for name in ("counter_fee", "self_service_fee"):
        if getattr(service, name) < 0:
            yield f"{key}.{name}", "can't be negative"
    for name in ("cap_per_day", "cap_per_customer"):
        if (cap := getattr(service, name)) is not None and cap < 1:
            yield f"{key}.{name}", "has to be at least 1; leave it out for no limit"
    if not branch.counters_for(service.code):
        yield key, "no counter serves it; name it in a counter's services"


def _segment(key: str, segment: Segment) -> Iterator[Fault]:
    if segment.head_start_minutes < 0:
        yield f"{key}.head_start_minutes", "can't be negative"
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
    if device.minutes < 1:
        yield f"{key}.minutes", "has to be at least 1"


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
