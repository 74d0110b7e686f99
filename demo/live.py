"""On a display: all faces on one desktop, simulated people around whoever tries them, at any pace."""

from __future__ import annotations

import signal
from argparse import Namespace
from pathlib import Path

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtWidgets import QApplication

from demo.house import COUNTER, House
from demo.people import People
from demo.stage import PacedClock, Stage, morning
from lobby.up import faces
from uikit.app import Options, application, log_to_file, show

OWN_STAFF = "t9"
"""Whoever tries the demo; the simulated tellers come from the front of the list."""
SIGNALS_MS = 200


def live(folder: Path, pace: float, seed: int) -> None:
    """Until the last window is closed."""
    app = application("lobby-demo")
    log_to_file("lobby-demo")
    clock = PacedClock(morning(10, 0), pace)
    stage = Stage(folder, clock)
    house = House(stage, OWN_STAFF)
    people = People(stage, clock, seed, free=COUNTER)
    try:
        _arrange(house)
        people.start()
        print(f"The day runs {pace:g} times as fast as life. Counter {COUNTER} is yours; the kiosk too.", flush=True)
        _listen_to_signals(app)
        app.exec()
    finally:
        people.stop()
        house.close()


def _arrange(house: House) -> None:
    """The same places as `lobby up` gives them."""
    windows = {"hall display": house.hall, "console": house.console, "kiosk": house.kiosk, "teller panel": house.panel}
    for face in faces(COUNTER, ""):
        left, top, width, height = (float(part) for part in face.place.split(","))
        show(
            windows[face.name],
            Options(None, None, None, None, None, QRectF(left, top, width, height), False, Namespace()),
        )


def _listen_to_signals(app: QApplication) -> None:
    """Python hears a signal only when it runs: a timer lets it."""
    for hint in (signal.SIGINT, signal.SIGTERM):
        signal.signal(hint, lambda *_: app.quit())
    timer = QTimer(app, interval=SIGNALS_MS)
    timer.timeout.connect(lambda: None)
    timer.start()
