"""A branch's host as a program of its own, with its stations paired: started, killed, and started again at one port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from lobby import certificate
from lobby import commands as c
from lobby.access import Badge
from lobby.clock import Clock
from lobby.local import LocalLobby
from lobby.model import StationRole
from lobby.remote import RemoteLobby

PATIENCE = 60.0
GIVEN, OWN = "given", "Seven-Cranes-2026"


class Host:
    """`lobby-host` on a record; without a certificate it listens on this machine only."""

    def __init__(
        self, url: str, folder: Path, address: str = "127.0.0.1", surroundings: Mapping[str, str] | None = None
    ) -> None:
        self._url, self._folder, self.address = url, folder, address
        self._surroundings = surroundings or {}
        with socket.create_server(("", 0)) as free:
            self.port = free.getsockname()[1]
        self._wiring: list[str] = []
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def at(self) -> str:
        return f"{'https' if self._wiring else 'http'}://{self.address}:{self.port}"

    def with_certificate(self) -> str:
        """From now on it serves other machines too; the pin by which they know it."""
        file, wiring = self._folder / "host.crt", self._folder / "lobby.toml"
        certificate.make(file, (self.address,))
        wiring.write_text(f'[host]\ncertificate = "{file.as_posix()}"\n', encoding="utf-8")
        self._wiring = ["--config", str(wiring)]
        return certificate.fingerprint(file)

    def start(self) -> None:
        """Until it answers."""
        words = ["--database", self._url, "--host", self.address, "--port", str(self.port), *self._wiring]
        own = {"XDG_DATA_HOME": str(self._folder), "XDG_CONFIG_HOME": str(self._folder)}
        environment = {**os.environ, **own, **self._surroundings}
        with (self._folder / "host.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gateway.app", *words], env=environment, stdout=log, stderr=log
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                socket.create_connection((self.address, self.port), timeout=1.0).close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError((self._folder / "host.log").read_text()[-2000:])

    def kill(self) -> None:
        """As kill -9 does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def kiosk(url: str, name: str) -> Badge:
    """A kiosk of this branch, paired."""
    return Badge(_paired(url, StationRole.KIOSK, name, None))


def counter(url: str, code: str) -> Badge:
    """A counter of this branch, paired, its teller signed in."""
    badge = Badge(_paired(url, StationRole.COUNTER, f"counter {code}", code))
    lobby = LocalLobby(url, Clock())
    given = lobby.do(c.GivePassword(f"t{code}"))
    session = lobby.do(c.SignIn(f"t{code}", given), None, lobby.caller(badge.station_token))
    lobby.do(c.SetPassword(given, OWN), None, lobby.caller(badge.station_token, session.token))
    session = lobby.do(c.SignIn(f"t{code}", OWN), None, lobby.caller(badge.station_token))
    badge.session_token = session.token
    lobby.close()
    return badge


def _paired(url: str, role: StationRole, name: str, code: str | None) -> str:
    lobby = LocalLobby(url, Clock())
    asked = lobby.do(c.AskPairing(role, name, code), None, lobby.caller(None))
    lobby.do(c.ApprovePairing(asked.code))
    lobby.close()
    return asked.token


def door(host: Host, badge: Badge) -> RemoteLobby:
    return RemoteLobby(host.at, badge)
