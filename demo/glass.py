"""Hands and eyes of the demo: waits for the faces, touches what is on them, keeps pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE = 20.0
FRAME_MS = 20


class Stuck(Exception):
    """Something that should have happened did not."""


class Glass:
    """`say` prints one line for each step; pictures go into `folder`, numbered in order."""

    def __init__(self, folder: Path, say: Callable[[str], object]) -> None:
        self._folder = folder
        self._say = say
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def step(self, words: str) -> None:
        self._say(words)

    def until(self, happened: Callable[[], bool], what: str) -> None:
        """Let the faces work until something is so."""
        deadline = time.monotonic() + PATIENCE
        while not happened():
            if time.monotonic() > deadline:
                raise Stuck(f"waited {PATIENCE:.0f} s in vain: {what}")
            self.breathe()

    def breathe(self, seconds: float = 0.0) -> None:
        """Let the faces take in and paint what happened."""
        until = time.monotonic() + seconds
        while True:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, FRAME_MS)
            if time.monotonic() >= until:
                return
            time.sleep(FRAME_MS / 1000)

    def touch(self, widget: QWidget, at: QPoint | None = None) -> None:
        """A finger's tap, pressed and released where the widget is."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        self.breathe()

    def key(self, widget: QWidget, key: Qt.Key) -> None:
        QTest.keyClick(widget, key)
        self.breathe()

    def picture(self, window: QWidget, name: str) -> Path:
        """Keep what the window shows."""
        self.breathe(0.3)
        self._count += 1
        file = self._folder / f"{self._count:02}-{name}.png"
        if not window.grab().save(str(file)):
            raise Stuck(f"the picture {file} can't be written")
        self._say(f"  picture: {file}")
        return file
