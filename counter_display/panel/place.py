"""Remembers where the panel stood, one place per counter; a place that no screen shows any more is forgotten."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import platformdirs
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

log = logging.getLogger(__name__)
_MARGIN = 24


def file() -> Path:
    return platformdirs.user_data_path("lobby", appauthor=False) / "panel-places.json"


def put(window: QWidget, counter: str) -> None:
    """Move the window to where it stood, else to the upper right corner."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    found = _read().get(counter)
    if found is not None and any(screen.contains(QRect(QPoint(*found), window.size())) for screen in screens):
        window.move(*found)
    elif screens:
        window.move(screens[0].right() - window.width() - _MARGIN, screens[0].top() + _MARGIN)


def keep_in_view(window: QWidget) -> None:
    """After it grew: back onto its screen, as far as it was pushed out."""
    screen = window.screen().availableGeometry()
    x = max(screen.left(), min(window.x(), screen.right() - window.width()))
    y = max(screen.top(), min(window.y(), screen.bottom() - window.height()))
    if (x, y) != (window.x(), window.y()):
        window.move(x, y)


def remember(window: QWidget, counter: str) -> None:
    places = _read() | {counter: (window.x(), window.y())}
    try:
        file().parent.mkdir(parents=True, exist_ok=True)
        file().write_text(json.dumps(places), encoding="utf-8")
    except OSError as error:
        log.info("the panel's place is not remembered: %s", error)


def _read() -> dict[str, tuple[int, int]]:
    try:
        found = json.loads(file().read_text(encoding="utf-8"))
        return {str(counter): (int(x), int(y)) for counter, (x, y) in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
