"""From tokens to the caller whom they name, and whether he is still there: paired, signed in, not idle too long."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from lobby import at_hand
from lobby.access import STRANGER, Caller
from lobby.errors import Refused
from lobby.model import Branch, Role, StationRole
from lobby.policy import policy_from
from lobby.tables import PairingRow, SessionRow, StationRow
from lobby.tokens import kept

WITHOUT_STATION = (StationRole.MACHINE, StationRole.STRANGER)


def caller_of(session: Session, station_token: str | None, session_token: str | None, now: dt.datetime) -> Caller:
    """The station that this token names, and the sign-in that is claimed there; `present` looks whether they hold."""
    if station_token is None:
        return STRANGER
    hashed = kept(station_token)
    row = session.scalar(select(StationRow).where(StationRow.token == hashed))
    if row is None:
        asking = session.scalar(select(PairingRow).where(PairingRow.token == hashed))
        raise Refused("station-waiting" if asking is not None and now < asking.until else "station-unknown")
    claimed = kept(session_token) if session_token else None
    return Caller(row.code, StationRole(row.role), row.counter, session=claimed)


def present(session: Session, branch: Branch, caller: Caller, now: dt.datetime) -> Caller:
    """The caller as he stands at this moment. Raises Refused when his station is not one any more."""
    if caller.station_role in WITHOUT_STATION:
        return caller
    station = at_hand.get(session, StationRow, caller.station)
    if station is None or station.revoked_at is not None:
        raise Refused("station-unknown")
    if caller.session is None:
        return caller
    row = at_hand.get(session, SessionRow, caller.session)
    role = role_of(branch, row.staff) if row is not None else None
    if row is None or role is None or row.station != caller.station or now >= row.ends_at:
        return replace(caller, staff=None, staff_role=None, looks_on=None)
    role = None if row.must_set_password else role
    if idle(branch, row, now):
        return replace(caller, staff=None, staff_role=None, looks_on=role)
    return replace(caller, staff=row.staff, staff_role=role, looks_on=None)


def ended(branch: Branch, row: SessionRow, now: dt.datetime) -> bool:
    """At the day's end, or after nothing was done for a while."""
    return now >= row.ends_at or idle(branch, row, now)


def idle(branch: Branch, row: SessionRow, now: dt.datetime) -> bool:
    """Nobody pressed anything for a while."""
    return now >= row.used_at + dt.timedelta(minutes=policy_from(branch.settings).session_idle_minutes)


def role_of(branch: Branch, staff: str) -> Role | None:
    return next((person.role for person in branch.staff if person.code == staff), None)
