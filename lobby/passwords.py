"""Passwords as argon2id, tried before the pen is taken: slow on purpose, and the same for a person who is not there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import Session

from lobby import slow_hash, tokens
from lobby.access import Caller
from lobby.commands import Command, SetPassword, SignIn
from lobby.errors import Refused
from lobby.tables import AccountRow, FailureRow

LEAST, MOST = 10, 128
"""Characters."""
FORGOTTEN = dt.timedelta(days=1)
"""Failures so old count no more."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What the slow part found: whether the password fits `stored`, and what is to be kept from now on."""

    stored: str | None
    fits: bool
    kept: str = ""
    given: str = ""
    """A new one-time password, in clear for its answer."""


def stored(session: Session, command: Command[object], caller: Caller, now: dt.datetime) -> str | None:
    """The hash that this command's password is held against, if there is an account that can be used."""
    staff = command.staff if isinstance(command, SignIn) else caller.staff
    if staff is None:
        return None
    failures(session, staff, now)
    account = session.get(AccountRow, staff)
    return account.password if account is not None and account.disabled_at is None else None


def failures(session: Session, name: str, now: dt.datetime) -> FailureRow:
    """What failed under this name lately, known or not. Raises Refused while nobody may try again.

    The name itself is not kept: people type their password there.
    """
    hashed = tokens.kept(name)
    row = session.get(FailureRow, hashed) or FailureRow(name=hashed, count=0, at=now, until=now)
    if now < row.until:
        raise Refused("sign-in-locked", seconds=-(-(row.until - now) // dt.timedelta(seconds=1)))
    if row.at <= now - FORGOTTEN:
        row.count = 0
    return row


def tried(command: Command[object], known: str | None) -> Tried:
    """The slow part. Raises Refused for a new password that nobody should have."""
    match command:
        case SignIn():
            return Tried(known, _fits(known, command.password))
        case SetPassword():
            _refuse_weak(command)
            fits = _fits(known, command.old)
            return Tried(known, fits, slow_hash.kept(command.new) if fits else "")
        case _:
            given = tokens.one_time()
            return Tried(None, True, slow_hash.kept(given), given)


def _fits(known: str | None, password: str) -> bool:
    """As long for nobody's password as for somebody's."""
    return slow_hash.fits(known or _nobodys(), password[:MOST]) and known is not None


@cache
def _nobodys() -> str:
    return slow_hash.kept(tokens.token())


def _refuse_weak(command: SetPassword) -> None:
    if not LEAST <= len(command.new) <= MOST or len(set(command.new)) < LEAST // 2 or command.new == command.old:
        raise Refused("weak-password", least=LEAST, most=MOST)
