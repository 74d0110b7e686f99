"""A finger on the real kiosk: mouse events on its window, wherever the wanted button stands."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.app import KioskFace
from kiosk.inputs import Touch
from kiosk.page import Spot
from kiosk.state import Page

PATIENCE = 30.0


class Stuck(Exception):
    """Something that should have happened did not."""


def until(happened: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Let the face work until something is so; it is looked for after each of its events."""
    deadline = time.monotonic() + patience
    while not happened():
        if time.monotonic() > deadline:
            raise Stuck(f"waited {patience:.0f} s in vain: {what}")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def spots(face: KioskFace) -> list[Spot]:
    """What can be touched now."""
    return [spot for spot in face.page.findChildren(Spot) if spot.isVisible() and spot.isEnabled()]


def tap(widget: QWidget) -> None:
    """Press and release in its middle, given to the window, as a touch screen does."""
    window = widget.window()
    at = widget.mapTo(window, widget.rect().center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(at))


def touch(face: KioskFace, wanted: Touch, page: Page) -> None:
    """Touch the button that means `wanted`; then `page` comes."""
    spot = next((s for s in spots(face) if s.target is not None and s.target.touch == wanted), None)
    if spot is None:
        raise Stuck(f"the page {face.kiosk.state.page} offers no {wanted}")
    tap(spot)
    until(lambda: face.kiosk.state.page is page, f"the kiosk goes on to {page}")
