"""A real host for tests: uvicorn on a thread, over TLS, on a free port of this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import urllib3

from gateway.routes import application
from gateway.serving import Host, listen, tls
from lobby import certificate
from lobby.access import MACHINE, Badge, Caller
from lobby.clock import Clock
from lobby.local import LocalLobby
from lobby.remote import RemoteLobby
from tests.lobby.staffed import Guest


class TrustingLobby(LocalLobby):
    """A record with a guest who may do what the machine itself may: for tests about rules, not about who comes in."""

    TOKEN = "trusted"

    def caller(self, station_token: str | None, session_token: str | None = None) -> Caller:
        return MACHINE if station_token == self.TOKEN else super().caller(station_token, session_token)


@dataclass
class Said:
    """An answer on the wire."""

    status: int
    headers: Any
    body: Any


@dataclass
class Served:
    lobby: LocalLobby
    url: str
    pin: str
    host: Host
    thread: threading.Thread

    def door(self, guest: Guest | None = None) -> RemoteLobby:
        badge = Badge()
        if guest is not None:
            badge = Badge(guest.pairing.token, guest.session.token if guest.session else None)
        return RemoteLobby(self.url, badge, self.pin)

    def say(
        self, method: str, path: str, body: Any = None, guest: Guest | None = None, token: str | None = None
    ) -> Said:
        """One request as anybody could send it: a station of the branch, or whoever has some token."""
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        if guest is not None:
            headers["authorization"] = f"Bearer {guest.pairing.token}"
            if guest.session is not None:
                headers["lobby-session"] = guest.session.token
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        with self.pool() as pool:
            answer = pool.request(method, path, body=raw, headers=headers, retries=False, timeout=30.0)
        return Said(answer.status, answer.headers, answer.json())

    def pool(self) -> urllib3.HTTPConnectionPool:
        if not self.pin:
            return urllib3.HTTPConnectionPool("127.0.0.1", self.host.port)
        return urllib3.HTTPSConnectionPool(
            "127.0.0.1", self.host.port, cert_reqs="CERT_NONE", assert_fingerprint=self.pin
        )

    def stop(self) -> None:
        self.host.should_exit = True
        self.thread.join(30)
        assert not self.thread.is_alive(), "the host did not end"


@contextmanager
def served(lobby: LocalLobby, certificate_file: Path | None, port: int = 0) -> Iterator[Served]:
    """Without a certificate, over HTTP, as for programs of the host's own machine."""
    host = Host(application(lobby), listen("127.0.0.1", port), tls(certificate_file) if certificate_file else None)
    thread = host.start()
    pin = certificate.fingerprint(certificate_file) if certificate_file else ""
    here = Served(lobby, f"http{'s' if pin else ''}://127.0.0.1:{host.port}", pin, host, thread)
    try:
        yield here
    finally:
        here.stop()


@contextmanager
def door_over_https(url: str, clock: Clock, certificate_file: Path) -> Iterator[RemoteLobby]:
    """The third way through the one door: the record at `url`, asked through a host."""
    lobby = TrustingLobby(url, clock)
    try:
        with served(lobby, certificate_file) as here:
            door = RemoteLobby(here.url, Badge(TrustingLobby.TOKEN), here.pin)
            yield door
            door.close()
    finally:
        lobby.close()
