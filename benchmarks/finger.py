"""A finger on the real kiosk: mouse events on its window, wherever the wanted button stands."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.app import KioskFace
from kiosk.inputs import Touch
from kiosk.page import Spot
from kiosk.state import Page

PATIENCE = 30.0
WAKE_MS = 10


class Stuck(Exception):
    """Something that should have happened did not."""


def until(happened: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Let the face work until something is so; it is looked for after each of its events, and sleeps between them."""
    deadline = time.monotonic() + patience
    # `processEvents` waits for an event only without a limit of its own, so a timer sees to it that one comes.
    wake = QTimer(interval=WAKE_MS)
    wake.start()
    while not happened():
        if time.monotonic() > deadline:
            raise Stuck(f"waited {patience:.0f} s in vain: {what}")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def rest(seconds: float) -> None:
    """Let the face live on for so long."""
    end = time.monotonic() + seconds
    until(lambda: time.monotonic() >= end, "time goes by", seconds + PATIENCE)


def spots(face: KioskFace) -> list[Spot]:
    """What can be touched now."""
    return [spot for spot in face.page.findChildren(Spot) if spot.isVisible() and spot.isEnabled()]


def tap(widget: QWidget) -> int:
    """Press and lift in its middle, given to the window as a touch screen does; the moment of lifting, which counts."""
    window = widget.window()
    at = widget.mapTo(window, widget.rect().center())
    glass, button, none = window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(glass, button, none, at)
    QApplication.processEvents()
    lifted = time.monotonic_ns()
    QTest.mouseRelease(glass, button, none, at)
    return lifted


def touch(face: KioskFace, wanted: Touch, page: Page) -> int:
    """Touch the button that means `wanted`; then `page` comes. The moment of the touch."""
    spot = next((s for s in spots(face) if s.target is not None and s.target.touch == wanted), None)
    if spot is None:
        raise Stuck(f"the page {face.kiosk.state.page} offers no {wanted}")
    at = tap(spot)
    until(lambda: face.kiosk.state.page is page, f"the kiosk goes on to {page}")
    return at
