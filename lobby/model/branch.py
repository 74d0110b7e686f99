"""The branch as it is set up: zones, services, segments, counters, devices and people (A1–A3, B1–B9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from lobby.model.kinds import BranchType, DeviceKind, NeedClass, Role, ZoneKind


@dataclass(frozen=True, slots=True)
class Text:
    """Words that belong to the branch's data, in both languages."""

    zh: str = ""
    en: str = ""

    def of(self, language: str) -> str:
        return (self.en or self.zh) if language == "en" else (self.zh or self.en)


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening times: local `HH:MM` spans by ISO weekday (1 Monday … 7 Sunday); no span means closed."""

    spans: Mapping[int, tuple[tuple[str, str], ...]]

    def on(self, weekday: int) -> tuple[tuple[dt.time, dt.time], ...]:
        return tuple(
            (dt.time.fromisoformat(start), dt.time.fromisoformat(end)) for start, end in self.spans.get(weekday, ())
        )


@dataclass(frozen=True, slots=True)
class Zone:
    code: str
    kind: ZoneKind
    name: Text
    directions: Text = Text()


@dataclass(frozen=True, slots=True)
class Service:
    """One need in the customer's words (B1). Fees are fen, the target is minutes (B9)."""

    code: str
    name: Text
    zone: str
    series: str
    segment: str = "ordinary"
    need_class: NeedClass = NeedClass.GENERAL
    target_minutes: int = 6
    asks_amount: bool = False
    counter_fee: int = 0
    self_service_fee: int = 0
    e_channel: Text = Text()
    materials: Text = Text()
    hours: Hours | None = None
    outcomes: tuple[str, ...] = ()
    cap_per_day: int | None = None
    cap_per_customer: int | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """One touch on the kiosk's home page: a service, or a few of them behind a sub-need page."""

    code: str
    name: Text
    icon: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A kind of customer with its head start in minutes (B3, B7); `series` overrides the service's letter."""

    code: str
    name: Text
    head_start_minutes: int = 0
    series: str | None = None
    vip: bool = False


@dataclass(frozen=True, slots=True)
class Ability:
    """What a device can do of a service (A3): amounts `under` or `up_to` so many fen; neither means any."""

    service: str
    under: int | None = None
    up_to: int | None = None

    def covers(self, amount: int | None) -> bool:
        if self.under is None and self.up_to is None:
            return True
        if amount is None:
            return False
        return amount < self.under if self.under is not None else amount <= (self.up_to or 0)


@dataclass(frozen=True, slots=True)
class Device:
    code: str
    kind: DeviceKind
    zone: str
    name: Text
    abilities: tuple[Ability, ...] = ()
    directions: Text = Text()
    minutes: int = 2


@dataclass(frozen=True, slots=True)
class Counter:
    """`services` in order of preference; `segments_first` are served before anybody else (B4, B7)."""

    code: str
    name: Text
    zone: str
    services: tuple[str, ...]
    segments_first: tuple[str, ...] = ()
    serves_others: bool = True


@dataclass(frozen=True, slots=True)
class Staff:
    code: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class SetupVersion:
    version: int
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Branch:
    """The branch as set up: what changes seldom. Faces read it once and again when `version` moves on."""

    code: str
    name: Text
    bank: Text
    type: BranchType
    timezone: str
    hours: Hours
    version: int
    zones: tuple[Zone, ...]
    services: tuple[Service, ...]
    tiles: tuple[Tile, ...]
    segments: tuple[Segment, ...]
    counters: tuple[Counter, ...]
    devices: tuple[Device, ...]
    staff: tuple[Staff, ...]
    settings: Mapping[str, int | str | bool]
    hotline: str = ""

    def service(self, code: str) -> Service:
        return next(s for s in self.services if s.code == code)

    def zone(self, code: str) -> Zone:
        return next(z for z in self.zones if z.code == code)

    def segment(self, code: str) -> Segment:
        return next(s for s in self.segments if s.code == code)

    def counters_for(self, service: str) -> tuple[Counter, ...]:
        return tuple(c for c in self.counters if service in c.services)
