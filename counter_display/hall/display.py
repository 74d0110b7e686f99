"""The hall display: paints whatever it last knew and says when it knows nothing new; it is never blank."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from counter_display.hall import scene as scenes
from counter_display.hall.brush import Brush
from counter_display.hall.paint import HEIGHT, WIDTH, paint
from counter_display.hall.scene import Scene
from counter_display.hall.words import HallWords
from lobby.model import Branch, Event, Hall
from lobby.queries import Setup
from uikit.fit import TextBox
from uikit.link import Link
from uikit.look import Look

CALLS = ("ticket.called", "ticket.recalled")
_TICK_MS = 100


class HallDisplay(QWidget):
    """One painted widget. `chime` sounds once for each call that happens while the display runs."""

    def __init__(self, link: Link, look: Look, language: str, chime: Callable[[], object]) -> None:
        super().__init__()
        self._link = link
        self._look = look
        self._chime = chime
        self._words = HallWords(language, look.brand)
        self._hall: Hall | None = None
        self._branch: Branch | None = None
        self._host_ahead = dt.timedelta()
        self._heard = time.monotonic()
        self._began = self._heard
        self._scene = scenes.starting(self._now())
        self._said: list[TextBox] = []
        self.setWindowTitle(self._words.title(scenes.View.CALLING))
        self.setAutoFillBackground(False)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._look_again)
        self._tick.start()
        link.hall.connect(self._take)
        link.happened.connect(self._happened)

    @property
    def scene(self) -> Scene:
        """What is on the screen."""
        return self._scene

    def text_boxes(self) -> list[TextBox]:
        """What the last painting wrote, on the logical canvas."""
        return self._said

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.rect(), self._look.colour("canvas"))
        factor = min(self.width() / WIDTH, self.height() / HEIGHT)
        painter.translate((self.width() - WIDTH * factor) / 2, (self.height() - HEIGHT * factor) / 2)
        painter.scale(factor, factor)
        painter.setClipRect(QRectF(0, 0, WIDTH, HEIGHT))
        brush = Brush(painter, self._look)
        paint(brush, self._scene, self._words)
        self._said = brush.said
        painter.end()

    def _take(self, hall: Hall) -> None:
        self._heard = time.monotonic()
        self._host_ahead = hall.now - dt.datetime.now(dt.UTC)
        self._hall = hall
        if self._branch is None or self._branch.version != hall.version:
            self._link.ask(Setup(), partial(self._set_up))
        self._look_again()

    def _set_up(self, branch: Branch) -> None:
        self._branch = branch
        self._words = replace(self._words, branch=branch)
        self._look_again()

    def _happened(self, event: Event) -> None:
        if event.kind in CALLS:
            self._chime()

    def _now(self) -> dt.datetime:
        """The host's clock, carried on by this machine's."""
        return dt.datetime.now(dt.UTC) + self._host_ahead

    def _look_again(self) -> None:
        """Paint again only when something looks different."""
        now = self._now()
        heard = now - dt.timedelta(seconds=time.monotonic() - self._heard)
        if self._hall is None or self._branch is None:
            seen = scenes.starting(now, heard)
        else:
            seen = scenes.scene(self._hall, self._branch, now, heard)
        if _looks(seen) != _looks(self._scene):
            self._tell(seen)
            self.update()
        self._scene = seen

    def _tell(self, seen: Scene) -> None:
        """The last call as text, for those who read the screen with a machine."""
        calls = [f"{hero.number} → {hero.counter}" for hero in seen.heroes]
        self.setAccessibleName(self._words.title(seen.view))
        self.setAccessibleDescription(", ".join(calls))


def _looks(seen: Scene) -> tuple[Scene, int, int]:
    """What the eye can tell apart: the scene, the minute, the ticker's page."""
    still = dt.datetime.min.replace(tzinfo=dt.UTC)
    moment = int(seen.now.timestamp())
    since = still if seen.stale_since else None
    return replace(seen, now=still, stale_since=since), moment // 60, moment // int(scenes.PAGE.total_seconds())
