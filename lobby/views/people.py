"""Who is in the house: the stations, the accounts, and whoever asks."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from lobby import frozen
from lobby.access import Caller
from lobby.model import Account, Asking, Branch, Me, StationRole, Stations
from lobby.presence import ended
from lobby.tables import AccountRow, PairingRow, SessionRow, StationRow


def me(caller: Caller) -> Me:
    return Me(
        station=caller.station,
        station_role=caller.station_role,
        counter=caller.counter,
        staff=caller.staff,
        staff_role=caller.staff_role,
        must_set_password=caller.staff is not None and caller.staff_role is None,
    )


def stations(session: Session, branch: Branch, now: dt.datetime) -> Stations:
    """Machines that ask, the oldest first; stations with who is signed in there, revoked ones last."""
    asking = session.scalars(select(PairingRow).where(PairingRow.until > now).order_by(PairingRow.asked_at))
    there = {row.station: row.staff for row in session.scalars(select(SessionRow)) if not ended(branch, row, now)}
    rows = session.scalars(
        select(StationRow).order_by(StationRow.revoked_at.is_not(None), StationRow.role, StationRow.paired_at)
    )
    return Stations(
        asking=tuple(
            Asking(row.code, StationRole(row.role), row.name, row.asked_at, row.until, row.counter) for row in asking
        ),
        paired=tuple(frozen.station(row, there.get(row.code)) for row in rows),
    )


def accounts(session: Session, branch: Branch) -> tuple[Account, ...]:
    """Everybody on the staff list, with an account or without one."""
    rows = {row.staff: row for row in session.scalars(select(AccountRow))}
    return tuple(
        Account(p.code, p.role, row.since, row.one_time, row.disabled_at is not None)
        if (row := rows.get(p.code)) is not None
        else Account(p.code, p.role)
        for p in branch.staff
    )
