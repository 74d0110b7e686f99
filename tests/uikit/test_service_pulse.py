"""A face that systemd started says that it is ready, and goes on saying that it is alive while its event loop turns."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

FACE = """
import sys
from PySide6.QtWidgets import QLabel
from uikit import app
sys.exit(app.start("lobby-kiosk", lambda _: QLabel("hello"), app.options("lobby-kiosk", [])))
"""
"""In a process of its own: a started face sets hooks that would outlive the test."""


@pytest.mark.skipif(sys.platform == "win32", reason="systemd is Linux's")
def test_it_beats(tmp_path: Path) -> None:
    told = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "40000", "XDG_STATE_HOME": str(tmp_path)}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(told["NOTIFY_SOCKET"])
        manager.settimeout(60)
        with subprocess.Popen([sys.executable, "-c", FACE], env={**os.environ, **told}) as face:
            heard = [manager.recv(64) for _ in range(4)]
            face.terminate()
    assert heard == [b"READY=1", *[b"WATCHDOG=1"] * 3]
