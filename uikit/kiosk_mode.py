"""Kiosk mode: a face fills the screen, and no key, gesture, dialog or second start leads out of it."""

from __future__ import annotations

import faulthandler
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, MutableMapping

import platformdirs
from PySide6.QtCore import QEvent, QLockFile, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lobby.errors import Trouble

log = logging.getLogger(__name__)

LEFT = 10
"""The exit code of a face that staff left: whoever started it is not to start it again."""
STOOD_STILL = 70
"""The exit code of a face whose event loop stood still."""
FOREIGN = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_PLATFORMTHEME", "QT_STYLE_OVERRIDE")
"""What makes Qt load code or looks from elsewhere."""
OUTWARD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
HIGHEST_F = Qt.Key.Key_F35
PATIENCE = 20.0
"""Seconds that an event loop may stand still."""


def forget_foreign(environ: MutableMapping[str, str] = os.environ) -> None:
    """Before Qt starts. Its command line is closed anyway: a QApplication gets the face's name and nothing else."""
    for name in FOREIGN:
        environ.pop(name, None)


def only_one(face: str, patience: float = 5.0) -> QLockFile:
    """Held while this face has the screen. Raises Trouble where another one still has it after `patience` seconds."""
    folder = platformdirs.user_data_path("lobby", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(folder / f"{face}.lock"))
    lock.setStaleLockTime(0)
    if not lock.tryLock(int(patience * 1000)):
        raise Trouble("runs-already", f"{face} already has this screen, so nothing was started.")
    return lock


class KioskMode(QObject):
    """Guards the window until `end`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._released = window, False
        window.winId()
        window.windowHandle().setFlag(Qt.WindowType.WindowStaysOnTopHint)
        window.windowHandle().installEventFilter(self)
        window.installEventFilter(self)

    def end(self) -> None:
        self._released = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._released:
            return False
        kind = event.type()
        if kind == QEvent.Type.Close:
            event.ignore()
            return True
        if isinstance(event, QKeyEvent):
            return leads_out(event)
        if kind in (QEvent.Type.WindowStateChange, QEvent.Type.WindowDeactivate):
            QTimer.singleShot(0, self, self._come_back)
        return kind in (QEvent.Type.ContextMenu, QEvent.Type.NativeGesture)

    def _come_back(self) -> None:
        if self._released:
            return
        if not self._window.windowState() & Qt.WindowState.WindowFullScreen or self._window.isMinimized():
            self._window.showFullScreen()
        self._window.raise_()
        self._window.activateWindow()


def leads_out(key: QKeyEvent) -> bool:
    """Whether a desktop or Qt might do something with it; a card reader types letters, digits and Enter."""
    function = Qt.Key.Key_F1 <= key.key() <= HIGHEST_F
    return bool(key.modifiers() & OUTWARD) or function or key.key() in (Qt.Key.Key_Menu, Qt.Key.Key_Print)


class Watchdog(QObject):
    """Starts the face anew when its event loop has stood still for `patience` seconds (else PATIENCE)."""

    def __init__(
        self, again: Callable[[], object] | None = None, patience: float | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._again, self._patience = again or start_anew, patience or PATIENCE
        self._beat_at = time.monotonic()
        self._ended = threading.Event()
        self._timer = QTimer(self, interval=int(self._patience * 100))
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def end(self) -> None:
        self._ended.set()
        self._timer.stop()

    def _beat(self) -> None:
        self._beat_at = time.monotonic()

    def _watch(self) -> None:
        while not self._ended.wait(self._patience / 10):
            if time.monotonic() - self._beat_at > self._patience:
                self._again()
                return


def start_anew() -> None:
    """The same program once more; what this one did is in its log."""
    log.critical("the event loop stood still; starting anew")
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler) and hasattr(handler.stream, "fileno"):
            faulthandler.dump_traceback(handler.stream, all_threads=True)
            handler.flush()
    subprocess.Popen([sys.executable, *sys.orig_argv[1:]])
    os._exit(STOOD_STILL)
