"""The hall display: paints whatever it last knew and says when it knows nothing new; it is never blank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from counter_display.hall import scene as scenes
from counter_display.hall.brush import Brush
from counter_display.hall.paint import HEIGHT, WIDTH, paint
from counter_display.hall.scene import Scene
from counter_display.hall.words import HallWords
from lobby.model import Event
from uikit.canvas import Canvas
from uikit.fit import TextBox
from uikit.known import Known
from uikit.link import Link
from uikit.look import Look

SOUNDS = {"ticket.called": "chime", "ticket.recalled": "recall"}
_TICK_MS = 100


class HallDisplay(Canvas):
    """One painted widget. `chime` is told the sound of each call, once, while the display runs."""

    def __init__(
        self, link: Link, look: Look, language: str, chime: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(WIDTH, HEIGHT, look.colour("canvas"), parent)
        self.known = Known(link, self)
        self._look = look
        self._chime = chime
        self._words = HallWords(language, look.brand)
        self._scene = scenes.starting(self.known.now)
        self._written: list[TextBox] = []
        self.setWindowTitle(self._words.name())
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._look_again)
        self._tick.start()
        self.known.hall_seen.connect(self._look_again)
        self.known.branch_seen.connect(self._name)
        link.happened.connect(self._happened)

    @property
    def scene(self) -> Scene:
        """What is on the screen."""
        return self._scene

    def text_boxes(self) -> list[TextBox]:
        """What the last painting wrote, in logical pixels."""
        return self._written

    def draw(self, painter: QPainter) -> None:
        brush = Brush(painter, self._look)
        paint(brush, self._scene, self._words)
        self._written = brush.written

    def _name(self) -> None:
        """The branch's names and rules may be new."""
        self._words = replace(self._words, branch=self.known.branch)
        self.update()
        self._look_again()

    def _happened(self, event: Event) -> None:
        if event.kind in SOUNDS:
            self._chime(SOUNDS[event.kind])

    def _look_again(self) -> None:
        """Paint again only when something looks different."""
        now, hall, branch = self.known.now, self.known.hall, self.known.branch
        heard = now - self.known.silence
        seen = scenes.scene(hall, branch, now, heard) if hall and branch else scenes.starting(now, heard)
        if _looks(seen) != _looks(self._scene):
            self._tell(seen)
            self.update()
        self._scene = seen

    def _tell(self, seen: Scene) -> None:
        """The last call as text, for those who read the screen with a machine."""
        self.setAccessibleName(self._words.title(seen.view))
        self.setAccessibleDescription(", ".join(f"{hero.number} → {hero.counter}" for hero in seen.heroes))


def _looks(seen: Scene) -> tuple[Scene, bool, int, int]:
    """What the eye can tell apart: the scene, whether it is stale, the minute, the ticker's page."""
    still = dt.datetime.min.replace(tzinfo=dt.UTC)
    moment = int(seen.now.timestamp())
    page = moment // int(scenes.PAGE.total_seconds())
    return replace(seen, now=still, stale_since=None), seen.stale_since is not None, moment // 60, page
