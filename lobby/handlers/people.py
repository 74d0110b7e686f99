"""Signing in and out, and passwords: what was slow about them is done already (`lobby.passwords`)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from lobby import at_hand, presence, tokens
from lobby.access import MANNED
from lobby.commands import DisableAccount, GivePassword, SetPassword, SignIn, SignOut
from lobby.errors import Refused
from lobby.handlers.pen import Pen
from lobby.model import Role, Session, StationRole
from lobby.passwords import FORGOTTEN, Tried, failures
from lobby.tables import AccountRow, FailureRow, SessionRow, StationRow

FREE_TRIES = 3
FIRST_LOCK, LONGEST_LOCK = 5, 900
"""Seconds; each further failure doubles the wait."""
MARK_USE = dt.timedelta(minutes=1)
"""A session's use is written no more often: a press is not to cost a second row."""


def sign_in(pen: Pen, command: SignIn) -> Session | Refused:
    """The answer is the same for a wrong password, an unknown person, and one who may not sign in any more."""
    pen.caller = replace(pen.caller, staff=None, staff_role=None)  # not in the name of who was here before
    failed = failures(pen.session, command.staff, pen.now)
    role = presence.role_of(pen.branch, command.staff)
    if not _fits(pen, command.staff) or role is None:
        return _failed(pen, failed, command.staff if role else None)
    _forget(pen, command.staff)
    if role not in MANNED.get(pen.caller.station_role, frozenset(Role)):
        raise Refused("not-allowed", wish="SignIn")
    _end(pen, SessionRow.ends_at <= pen.now)
    _end(pen, SessionRow.station == pen.caller.station)
    account = pen.session.get_one(AccountRow, command.staff)
    row, token = _begun(pen, account)
    pen.record("staff.signed-in", staff=row.staff, counter=pen.caller.counter)
    return Session(token, row.staff, role, row.must_set_password, row.ends_at)


def _begun(pen: Pen, account: AccountRow) -> tuple[SessionRow, str]:
    token = tokens.token()
    row = SessionRow(
        token=tokens.kept(token),
        staff=account.staff,
        station=pen.caller.station,
        must_set_password=account.one_time,
        began_at=pen.now,
        used_at=pen.now,
        ends_at=_end_of_day(pen),
    )
    pen.session.add(row)
    return row, token


def _end_of_day(pen: Pen) -> dt.datetime:
    """The next midnight where the branch is."""
    zone = ZoneInfo(pen.branch.timezone)
    tomorrow = pen.now.astimezone(zone).date() + dt.timedelta(days=1)
    return dt.datetime.combine(tomorrow, dt.time(), zone).astimezone(dt.UTC)


def set_password(pen: Pen, _: SetPassword) -> Refused | None:
    """His other sign-ins end; a one-time password has done its work."""
    staff = _signed_in(pen)
    failed = failures(pen.session, staff, pen.now)
    if not _fits(pen, staff):
        return _failed(pen, failed, staff)
    _forget(pen, staff)
    account = pen.session.get_one(AccountRow, staff)
    account.password, account.one_time, account.since = _tried(pen).kept, False, pen.now
    _end(pen, (SessionRow.staff == staff) & (SessionRow.token != pen.caller.session))
    pen.session.get_one(SessionRow, pen.caller.session).must_set_password = False
    pen.record("staff.password-set", staff=staff)
    return None


def sign_out(pen: Pen, _: SignOut) -> None:
    staff = _signed_in(pen)
    _end(pen, SessionRow.token == pen.caller.session)
    pen.record("staff.signed-out", staff=staff, counter=pen.caller.counter)


def give_password(pen: Pen, command: GivePassword) -> str:
    """A one-time password, for a new account or in place of a forgotten one; sign-ins with the old one end."""
    if presence.role_of(pen.branch, command.staff) is None:
        raise Refused("unknown-staff", staff=command.staff)
    tried = _tried(pen)
    row = pen.session.get(AccountRow, command.staff)
    if row is None:
        row = AccountRow(staff=command.staff)
        pen.session.add(row)
    row.password, row.one_time, row.since, row.disabled_at = tried.kept, True, pen.now, None
    _forget(pen, command.staff)
    _end(pen, SessionRow.staff == command.staff)
    pen.record("account.password-given", of=command.staff)
    return tried.given


def disable(pen: Pen, command: DisableAccount) -> None:
    row = pen.session.get(AccountRow, command.staff)
    if row is None:
        raise Refused("unknown-staff", staff=command.staff)
    row.disabled_at = row.since = pen.now
    _end(pen, SessionRow.staff == command.staff)
    pen.record("account.disabled", of=command.staff)


def used(pen: Pen) -> None:
    """The session goes on: something was done with it. One that has ended is brought back by nothing."""
    claimed = pen.caller.session if pen.caller.staff else None
    row = at_hand.get(pen.session, SessionRow, claimed) if claimed else None
    if row is not None and pen.now >= row.used_at + MARK_USE:
        row.used_at = pen.now


def end_at_counters(pen: Pen) -> None:
    """The day's end signs tellers out (A4); whoever closes it stays."""
    at_counters = select(StationRow.code).where(StationRow.role == StationRole.COUNTER)
    _end(pen, SessionRow.station.in_(at_counters))


def _end(pen: Pen, which: object) -> None:
    pen.session.execute(delete(SessionRow).where(which))  # type: ignore[arg-type]


def _signed_in(pen: Pen) -> str:
    if pen.caller.staff is None:
        raise Refused("session-ended" if pen.caller.session is not None else "sign-in-required", wish="SetPassword")
    return pen.caller.staff


def _tried(pen: Pen) -> Tried:
    if pen.tried is None:
        raise TypeError("a command about passwords came without its slow part")
    return pen.tried


def _fits(pen: Pen, staff: str) -> bool:
    """Whether the password fitted, and is still the one that it was held against."""
    tried, account = _tried(pen), pen.session.get(AccountRow, staff)
    return tried.fits and account is not None and account.disabled_at is None and account.password == tried.stored


def _failed(pen: Pen, row: FailureRow, of: str | None) -> Refused:
    """Kept, although the command is refused: the answer is a refusal that is returned, not raised."""
    row.count += 1
    row.at = pen.now
    over = row.count - FREE_TRIES
    wait = min(LONGEST_LOCK, FIRST_LOCK * 2 ** min(over, 10)) if over >= 0 else 0
    row.until = pen.now + dt.timedelta(seconds=wait)
    pen.session.execute(delete(FailureRow).where(FailureRow.at < pen.now - FORGOTTEN))
    pen.session.add(row)
    pen.record("staff.sign-in-refused", of=of, count=row.count, locked=wait)
    return Refused("wrong-password")


def _forget(pen: Pen, name: str) -> None:
    pen.session.execute(delete(FailureRow).where(FailureRow.name == tokens.kept(name)))
