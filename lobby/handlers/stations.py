"""Which machines belong to the branch: asked for, approved or refused by somebody who sees the code, revoked."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select

from lobby import frozen, tokens
from lobby.commands import ApprovePairing, AskPairing, RefusePairing, RevokeStation
from lobby.errors import Refused
from lobby.handlers.pen import Pen
from lobby.model import Pairing, Station, StationRole
from lobby.tables import PairingRow, SessionRow, StationRow
from lobby.text import clean, required

WAITS = dt.timedelta(minutes=15)
MOST_ASKING = 16
ROLES = (StationRole.KIOSK, StationRole.COUNTER, StationRole.DISPLAY, StationRole.CONSOLE, StationRole.PHONE)


def ask(pen: Pen, command: AskPairing) -> Pairing:
    """A wish that anybody on the LAN may have; the token is worth nothing before somebody approves the code."""
    if command.role not in ROLES or (command.counter is not None) != (command.role == StationRole.COUNTER):
        raise Refused("bad-station")
    if command.counter is not None:
        pen.counter(command.counter)
    pen.session.execute(delete(PairingRow).where(PairingRow.until <= pen.now))
    if (pen.session.scalar(select(func.count()).select_from(PairingRow)) or 0) >= MOST_ASKING:
        raise Refused("too-many-asking", most=MOST_ASKING)
    token, code = tokens.token(), tokens.code()
    row = PairingRow(
        code=code,
        token=tokens.kept(token),
        role=command.role,
        counter=command.counter,
        name=required("name", command.name, 40),
        asked_at=pen.now,
        until=pen.now + WAITS,
    )
    pen.session.add(row)
    pen.record("station.asked", role=row.role, at=row.counter, name=row.name)
    return Pairing(code, token, row.until)


def approve(pen: Pen, command: ApprovePairing) -> Station:
    """From now on the token that the machine has is a station's. A counter has one station only."""
    asking = _asking(pen, command.code)
    if asking.counter is not None:
        there = pen.session.scalar(
            select(StationRow).where(StationRow.counter == asking.counter, StationRow.revoked_at.is_(None))
        )
        if there is not None:
            raise Refused("counter-has-station", counter=asking.counter, station=there.code)
    row = StationRow(
        code=_next_code(pen, asking.role),
        role=asking.role,
        counter=asking.counter,
        name=asking.name,
        token=asking.token,
        paired_at=pen.now,
        paired_by=pen.caller.staff,
        revoked_at=None,
    )
    pen.session.add(row)
    pen.session.delete(asking)
    pen.record("station.paired", paired=row.code, role=row.role, at=row.counter, name=row.name)
    return frozen.station(row)


def _next_code(pen: Pen, role: str) -> str:
    """Never one that another machine had: the journal names stations by it."""
    had = pen.session.scalar(select(func.count()).select_from(StationRow).where(StationRow.role == role)) or 0
    return f"{role}#{had + 1}"


def refuse(pen: Pen, command: RefusePairing) -> None:
    asking = _asking(pen, command.code)
    pen.session.delete(asking)
    pen.record("station.refused", role=asking.role, at=asking.counter, name=asking.name)


def revoke(pen: Pen, command: RevokeStation) -> Station:
    """Its token is worth nothing any more, and whoever is signed in there is signed out."""
    row = pen.session.get(StationRow, command.station)
    if row is None or row.revoked_at is not None:
        raise Refused("unknown-station", station=command.station)
    row.revoked_at = pen.now
    pen.session.execute(delete(SessionRow).where(SessionRow.station == row.code))
    pen.record("station.revoked", revoked=row.code)
    return frozen.station(row)


def _asking(pen: Pen, code: str) -> PairingRow:
    row = pen.session.get(PairingRow, clean(code).upper().replace(" ", ""))
    if row is None or row.until <= pen.now:
        raise Refused("unknown-pairing")
    return row
