"""A face that systemd started says that it is ready, and goes on saying that it is alive while its event loop turns."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from uikit import app


@pytest.mark.skipif(sys.platform == "win32", reason="systemd is Linux's")
def test_it_beats(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[bytes] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "40000")
        monkeypatch.delenv("WATCHDOG_PID", raising=False)
        window = QLabel("hello")
        listen = QTimer(window, interval=5)

        def hear() -> None:
            try:
                heard.append(manager.recv(64))
            except BlockingIOError:
                return
            if heard.count(b"WATCHDOG=1") == 3:
                window.close()

        listen.timeout.connect(hear)

        def build(_: QApplication) -> QWidget:
            listen.start()
            return window

        assert app.start("lobby-kiosk", build, app.options("lobby-kiosk", [])) == 0
    assert heard[0] == b"READY=1"
