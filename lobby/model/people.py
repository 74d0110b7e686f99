"""Who is in the lobby's house: stations and how they are paired, people and how they are signed in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lobby.model.kinds import Role, StationRole


@dataclass(frozen=True, slots=True)
class Pairing:
    """A new machine's wish to be a station: it shows `code`; `token` is its own from the moment of approval."""

    code: str
    token: str
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Asking:
    """A machine that waits for its approval."""

    code: str
    role: StationRole
    name: str
    asked_at: dt.datetime
    until: dt.datetime
    counter: str | None = None


@dataclass(frozen=True, slots=True)
class Station:
    """A paired machine, or one that was."""

    code: str
    role: StationRole
    name: str
    paired_at: dt.datetime
    counter: str | None = None
    paired_by: str | None = None
    revoked_at: dt.datetime | None = None
    staff: str | None = None
    """Who is signed in there now."""


@dataclass(frozen=True, slots=True)
class Stations:
    asking: tuple[Asking, ...]
    paired: tuple[Station, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in. Until `must_set_password` is done nothing else can be done with it."""

    token: str
    staff: str
    role: Role
    must_set_password: bool
    ends_at: dt.datetime
    """At the latest; it ends earlier when nothing is done for a while."""


@dataclass(frozen=True, slots=True)
class Me:
    """Who asks, as the lobby knows him."""

    station: str
    station_role: StationRole
    counter: str | None = None
    staff: str | None = None
    staff_role: Role | None = None
    must_set_password: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Whether somebody of the staff can sign in; `since` when his password or this state is."""

    staff: str
    role: Role
    since: dt.datetime | None = None
    must_set_password: bool = False
    disabled: bool = False
