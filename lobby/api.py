"""The one door with three verbs: `do` changes something, `ask` reads something, `events` tells what happened since."""

from __future__ import annotations

from typing import Protocol, TypeVar

from lobby.access import Badge
from lobby.clock import Clock
from lobby.commands import Command
from lobby.model import Event
from lobby.queries import Query

A = TypeVar("A")

HOSTS = ("https://", "http://")


class Lobby(Protocol):
    def do(self, command: Command[A], key: str | None = None) -> A:
        """Change something, exactly once per key. Raises Refused when a rule says no, Trouble when it can't be done."""

    def ask(self, query: Query[A]) -> A:
        """Read something."""

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        """What was committed after event `after`, waiting up to `timeout` seconds for something to happen."""

    def close(self) -> None:
        """Let go of the record."""


def open_lobby(url: str, clock: Clock | None = None, badge: Badge | None = None) -> Lobby:
    """Open the lobby's record: `sqlite:///path`, `postgresql+psycopg://…`, or another machine's, `https://host:port`.

    There `badge` says which station asks; without one, it is this machine's only one. Raises Trouble when it can't be
    opened.
    """
    if is_host(url):
        from lobby import paired
        from lobby.remote import RemoteLobby

        return RemoteLobby(url, badge or paired.badge(url), paired.pin(url), paired.term(url))
    from lobby.local import LocalLobby  # keeps `import lobby.api` light: sqlalchemy loads when a record is opened

    return LocalLobby(url, clock or Clock())


def is_host(url: str) -> bool:
    """Whether the record is another machine's, asked through its gateway."""
    return url.startswith(HOSTS)
