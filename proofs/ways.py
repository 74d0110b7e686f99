"""The ways to a record: each proof that can runs on any of them, with `--way`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lobby.access import Badge
from lobby.api import Lobby, open_lobby
from lobby.remote import RemoteLobby
from proofs import host as hosts

SQLITE, POSTGRESQL, HTTPS = "sqlite", "postgresql", "https"
WAYS = (SQLITE, POSTGRESQL, HTTPS)
Places = Callable[[str], str]
"""Where a new record of this name may be made, as a URL."""


@contextmanager
def places(way: str, folder: Path) -> Iterator[Places]:
    """Room for records; PostgreSQL is a server of the proof's own, as durable as in a bank."""
    if way != POSTGRESQL:
        yield lambda name: f"sqlite:///{folder / f'{name}.db'}"
        return
    from tests.postgres_server import own_server, why_not

    if reason := why_not():
        raise SystemExit(f"not tried here: {reason}")
    with own_server(durable=True) as server:
        yield lambda name: f"{server.url(name)}?identity_key={folder / f'{name}.key'}"


@dataclass(frozen=True)
class Entrance:
    """How a process of a proof comes in: straight to the record, or as a station of the LAN through its host."""

    record: str
    host: str = ""
    pin: str | None = None
    kiosks: dict[str, Badge] = field(default_factory=dict)
    counters: dict[str, Badge] = field(default_factory=dict)

    def kiosk(self, beside: str) -> Lobby:
        """The door of the kiosk that whoever sits at this counter uses too."""
        return self._door(self.kiosks.get(beside))

    def counter(self, code: str) -> Lobby:
        return self._door(self.counters.get(code))

    def _door(self, badge: Badge | None) -> Lobby:
        return RemoteLobby(self.host, badge, self.pin) if self.host else open_lobby(self.record)


@contextmanager
def entrance(way: str, record: str, folder: Path, counters: int) -> Iterator[Entrance]:
    """To a record whose counters are held; by the LAN each of them is paired, with a kiosk beside it."""
    if way != HTTPS:
        yield Entrance(record)
        return
    codes = [str(number) for number in range(1, counters + 1)]
    host = hosts.Host(record, folder)
    pin = host.with_certificate()
    kiosks = {code: hosts.kiosk(record, f"K{code}") for code in codes}
    at_counters = {code: hosts.counter(record, code) for code in codes}
    host.start()
    try:
        yield Entrance(record, host.at, pin, kiosks, at_counters)
    finally:
        host.kill()
