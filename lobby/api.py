"""The one door with three verbs: `do` changes something, `ask` reads something, `events` tells what happened since."""

from __future__ import annotations

from typing import Protocol, TypeVar

from lobby.clock import Clock
from lobby.commands import Command
from lobby.model import Event
from lobby.queries import Query

A = TypeVar("A")


class Lobby(Protocol):
    def do(self, command: Command[A], key: str | None = None) -> A:
        """Change something, exactly once per key. Raises Refused when a rule says no, Trouble when it can't be done."""

    def ask(self, query: Query[A]) -> A:
        """Read something."""

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        """What was committed after event `after`, waiting up to `timeout` seconds for something to happen."""

    def close(self) -> None:
        """Let go of the record."""


def open_lobby(url: str, clock: Clock | None = None) -> Lobby:
    """Open the lobby's record, `sqlite:///path`. Raises Trouble when it can't be opened."""
    from lobby.local import LocalLobby  # keeps `import lobby.api` light: sqlalchemy loads when a record is opened

    return LocalLobby(url, clock or Clock())
