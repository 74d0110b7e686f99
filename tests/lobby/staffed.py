"""A lobby with stations and people, for tests about who may come in: each in one word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from lobby import commands as c
from lobby.access import STRANGER, Caller
from lobby.commands import Command
from lobby.errors import Refused
from lobby.local import LocalLobby
from lobby.model import Pairing, Session, StationRole
from lobby.queries import Query
from tests.lobby.shift import Shift

A = TypeVar("A")
PASSWORD = "Seven-Cranes-2026"


@dataclass
class Guest:
    """A machine with its token, and whoever is signed in there."""

    house: House
    pairing: Pairing
    session: Session | None = None

    @property
    def caller(self) -> Caller:
        return self.house.lobby.caller(self.pairing.token, self.session.token if self.session else None)

    def do(self, command: Command[A], key: str | None = None) -> A:
        return self.house.lobby.do(command, key, self.caller)

    def ask(self, query: Query[A]) -> A:
        return self.house.lobby.ask(query, self.caller)

    def sign_in(self, staff: str, password: str = PASSWORD) -> Session:
        self.session = self.do(c.SignIn(staff, password))
        return self.session

    def arrive(self, staff: str) -> Guest:
        """Somebody signs in here for the first time, and has a password of his own afterwards."""
        self.session = self.sign_in(staff, given := self.house.lobby.do(c.GivePassword(staff)))
        self.do(c.SetPassword(given, PASSWORD))
        return self

    def refusal(self, command: Command[object]) -> str:
        try:
            self.do(command)
        except Refused as refused:
            return refused.reason
        return "done"

    def unread(self, query: Query[object]) -> str:
        try:
            self.ask(query)
        except Refused as refused:
            return refused.reason
        return "read"


@dataclass
class House:
    shift: Shift
    guests: list[Guest] = field(default_factory=list)

    @property
    def lobby(self) -> LocalLobby:
        assert isinstance(self.shift.lobby, LocalLobby)
        return self.shift.lobby

    def asks(self, role: StationRole, counter: str | None = None) -> Guest:
        return Guest(self, self.lobby.do(c.AskPairing(role, f"new {role}", counter), None, STRANGER))

    def pair(self, role: StationRole, counter: str | None = None) -> Guest:
        guest = self.asks(role, counter)
        self.lobby.do(c.ApprovePairing(guest.pairing.code))
        return guest

    def counter(self, counter: str, staff: str) -> Guest:
        return self.pair(StationRole.COUNTER, counter).arrive(staff)

    def console(self, staff: str) -> Guest:
        return self.pair(StationRole.CONSOLE).arrive(staff)
