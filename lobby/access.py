"""Who may do and ask what: each command and query names its stations, and who must be signed in there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from lobby.errors import Refused
from lobby.model import Role, Session, StationRole

Roles = frozenset[Role]

UNMANNED: Roles = frozenset()
"""Nobody needs to be signed in there."""
TELLERS = frozenset({Role.TELLER, Role.RELATIONSHIP_MANAGER, Role.SUPERVISOR})
"""Who serves at a counter."""
HEADS = frozenset({Role.SUPERVISOR, Role.BRANCH_HEAD})
FLOOR = HEADS | {Role.LOBBY_MANAGER}
"""Who runs the lobby."""
AUDITORS = HEADS | {Role.AUDITOR}
"""Who holds the journal to its chain."""
READERS = FLOOR | {Role.RELATIONSHIP_MANAGER, Role.AUDITOR}

MANNED: Mapping[StationRole, Roles] = {StationRole.COUNTER: TELLERS, StationRole.CONSOLE: READERS}
"""Where people sign in, and who may."""


class Guarded:
    """What may be used only from where its class says: `class Finish(Command[Ticket], counter=TELLERS)`.

    Each class keyword is a station's role, its value who must be signed in there. Who is not named may not use it.
    """

    __slots__ = ()
    may: ClassVar[Mapping[StationRole, Roles]] = {}
    watched: ClassVar[bool] = False
    """Whether a console goes on showing it to whoever only looks: an alert is not hidden by an idle end (C5)."""

    def __init_subclass__(cls, **stations: Roles) -> None:
        super().__init_subclass__()
        if stations:  # a dataclass with slots is made twice, the second time without its keywords
            cls.may = {StationRole(name): roles for name, roles in stations.items()}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: a station, and whoever is signed in there. `staff_role` is None until he has set his own password."""

    station: str
    station_role: StationRole
    counter: str | None = None
    """The one counter that a counter station acts for."""
    staff: str | None = None
    staff_role: Role | None = None
    session: str | None = None
    """The hash of the sign-in that is claimed; while `staff` is None it does not hold any more."""
    looks_on: Role | None = None
    """Whose sign-in does not hold only because he has done nothing for a while."""


MACHINE = Caller("machine", StationRole.MACHINE)
"""Whoever opens the record's file himself: everything is allowed, and the staff named in a command's fields counts."""
STRANGER = Caller("", StationRole.STRANGER)
"""A machine that is not paired yet."""


@dataclass(slots=True)
class Badge:
    """The tokens of one face, shared by all its doors, so that a door opened anew is still signed in."""

    station_token: str | None = None
    session_token: str | None = None

    def remember(self, command: object, answer: object) -> None:
        """After a command: a sign-in and its end change what the doors of this face show."""
        if isinstance(answer, Session):
            self.session_token = answer.token
        elif type(command).__name__ == "SignOut":
            self.session_token = None


def allows(caller: Caller, kind: type[Guarded]) -> bool:
    """Whether this caller may use this command or query at all."""
    return hindrance(caller, kind) is None


def admit(caller: Caller, wish: Guarded) -> None:
    """Raises Refused for what this caller may not ask. A counter's station acts for its own counter only."""
    kind = type(wish)
    reason = hindrance(caller, kind)
    if reason is not None:
        raise Refused(reason, wish=kind.__name__)
    if caller.counter is None:
        return
    for field in ("counter", "place"):
        if getattr(wish, field, caller.counter) != caller.counter:
            raise Refused("not-your-counter", counter=caller.counter)


def hindrance(caller: Caller, kind: type[Guarded]) -> str | None:
    """The reason to refuse it, if there is one."""
    if caller.station_role is StationRole.MACHINE:
        return None
    roles = kind.may.get(caller.station_role)
    if roles is None:
        return "not-allowed"
    if not roles or caller.staff_role in roles:
        return None
    if kind.watched and caller.station_role is StationRole.CONSOLE and caller.looks_on in roles:
        return None
    if caller.staff is None:
        return "sign-in-required" if caller.session is None else "session-ended"
    return "password-required" if caller.staff_role is None else "not-allowed"
