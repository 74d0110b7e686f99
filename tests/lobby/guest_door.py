"""A guest's door without the network between: the same tokens, the same callers, the same refusals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from argon2 import PasswordHasher

from lobby.access import STRANGER, Badge
from lobby.commands import ApprovePairing, AskPairing, Command, GivePassword
from lobby.local import LocalLobby
from lobby.model import Event, StationRole
from lobby.queries import Query

A = TypeVar("A")
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class GuestDoor:
    lobby: LocalLobby
    badge: Badge = field(default_factory=Badge)

    @classmethod
    def paired(cls, lobby: LocalLobby, role: StationRole, counter: str | None = None) -> GuestDoor:
        pairing = lobby.do(AskPairing(role, f"new {role}", counter), None, STRANGER)
        lobby.do(ApprovePairing(pairing.code))
        return cls(lobby, Badge(pairing.token))

    def do(self, command: Command[A], key: str | None = None) -> A:
        answer = self.lobby.do(command, key, self.lobby.caller(self.badge.station_token, self.badge.session_token))
        self.badge.remember(command, answer)
        return answer

    def ask(self, query: Query[A]) -> A:
        return self.lobby.ask(query, self.lobby.caller(self.badge.station_token, self.badge.session_token))

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        self.lobby.caller(self.badge.station_token, self.badge.session_token)
        return self.lobby.events(after, timeout)

    def close(self) -> None:
        """The record stays open for the other doors."""

    def one_time(self, staff: str) -> str:
        return self.lobby.do(GivePassword(staff))
