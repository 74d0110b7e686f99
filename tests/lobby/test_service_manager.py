"""systemd hears that a program is ready and alive; without it nothing is said to anybody."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lobby import service

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="systemd is Linux's")


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield listening


def test_it_is_told(manager: socket.socket) -> None:
    service.tell(service.READY)
    assert manager.recv(64) == b"READY=1"


def test_nobody_there_is_no_trouble(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for address in ("", str(tmp_path / "gone"), "@lobby-gone"):
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        service.tell(service.ALIVE)


@pytest.mark.parametrize(
    ("asked", "of", "seconds"),
    [("", None, None), ("20000000", None, 10.0), ("20000000", "1", None), ("x", None, None), ("3000000", "own", 1.5)],
)
def test_how_often(monkeypatch: pytest.MonkeyPatch, asked: str, of: str | None, seconds: float | None) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", asked)
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    if of:
        monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()) if of == "own" else of)
    assert service.pulse_seconds() == seconds
