"""No way out of a full screen, by keys, closing or a second start; a face that stands still comes back."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from lobby.errors import Trouble
from uikit import kiosk_mode
from uikit.kiosk_mode import KioskMode, Watchdog, leads_out

K, M = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def window(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    return made


def pressed(key: Qt.Key, modifiers: Qt.KeyboardModifier = M.NoModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers)


@pytest.mark.parametrize(
    "event",
    [
        pressed(K.Key_F4, M.AltModifier), pressed(K.Key_Tab, M.AltModifier), pressed(K.Key_Escape, M.ControlModifier),
        pressed(K.Key_D, M.MetaModifier), pressed(K.Key_Q, M.ControlModifier), pressed(K.Key_F1), pressed(K.Key_F11),
        pressed(K.Key_Menu), pressed(K.Key_Print),
    ],
)  # fmt: skip
def test_keys_that_lead_out_reach_nothing(event: QKeyEvent) -> None:
    assert leads_out(event)


@pytest.mark.parametrize(
    "event",
    [
        pressed(K.Key_6),
        pressed(K.Key_Return),
        pressed(K.Key_Tab),
        pressed(K.Key_Equal),
        pressed(K.Key_A, M.ShiftModifier),
    ],
)
def test_a_card_reader_and_the_keyboard_way_go_on(event: QKeyEvent) -> None:
    assert not leads_out(event)


def test_closing_does_nothing_until_staff_leave(window: QLineEdit) -> None:
    mode = KioskMode(window)
    window.showFullScreen()
    assert not window.close()
    assert window.isVisible()
    mode.end()
    assert window.close()


def test_whoever_shrinks_it_finds_it_full_again(window: QLineEdit, qtbot: QtBot) -> None:
    mode = KioskMode(window)
    window.showFullScreen()
    window.showMinimized()
    qtbot.waitUntil(lambda: window.isFullScreen() and not window.isMinimized())
    mode.end()


def test_typed_keys_arrive_and_combinations_do_not(window: QLineEdit, qtbot: QtBot) -> None:
    mode = KioskMode(window)
    window.showFullScreen()
    window.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window)
    for key, held in ((K.Key_6, M.NoModifier), (K.Key_A, M.ControlModifier), (K.Key_8, M.NoModifier)):
        QTest.keyClick(window.windowHandle(), key, held)
    assert window.text() == "68"
    mode.end()


def test_a_second_start_is_told_that_the_screen_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    held = kiosk_mode.only_one("lobby-kiosk")
    with pytest.raises(Trouble, match="already has this screen"):
        kiosk_mode.only_one("lobby-kiosk", patience=0.05)
    held.unlock()
    kiosk_mode.only_one("lobby-kiosk", patience=0.05).unlock()


def test_qt_loads_nothing_from_elsewhere() -> None:
    environ = {"QT_PLUGIN_PATH": "/tmp/evil", "QT_STYLE_OVERRIDE": "x", "QT_QPA_PLATFORM": "wayland"}
    kiosk_mode.forget_foreign(environ)
    assert environ == {"QT_QPA_PLATFORM": "wayland"}


def test_a_loop_that_turns_is_left_alone_and_one_that_stands_still_is_not(qtbot: QtBot) -> None:
    again = threading.Event()
    watchdog = Watchdog(again.set, patience=0.5)
    qtbot.wait(1200)
    assert not again.is_set()
    time.sleep(1.2)
    assert again.is_set()
    watchdog.end()


HANGS_ONCE = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from uikit import app, kiosk_mode
kiosk_mode.PATIENCE = 1.0
ran = Path(os.environ["RAN"])
def build(made):
    times = ran.read_text() if ran.exists() else ""
    ran.write_text(times + "x")
    QTimer.singleShot(100, (lambda: time.sleep(60)) if not times else (lambda: QApplication.exit(10)))
    return QLabel("hello")
sys.exit(app.start("lobby-kiosk", build, app.options("lobby-kiosk", ["--fullscreen"]), locked=True))
"""


def test_a_face_that_hangs_starts_itself_anew(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    surroundings = {
        **os.environ, "RAN": str(ran), "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path),
    }  # fmt: skip
    first = subprocess.run([sys.executable, "-c", HANGS_ONCE], env=surroundings, check=False, timeout=60)
    assert first.returncode == kiosk_mode.STOOD_STILL
    until = time.monotonic() + 30
    while ran.read_text() != "xx" and time.monotonic() < until:
        time.sleep(0.1)
    assert ran.read_text() == "xx"
