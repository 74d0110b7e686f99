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
LEFT_BEFORE = ("[0-9][0-9]-*.png", "ticket-[0-9]*.png")
"""What an earlier demo left in the folder."""


class Stuck(Exception):
    """Something that should have happened did not."""


class Glass:
    """`say` prints one line for each step; pictures go into `folder`, numbered in order."""

    def __init__(self, folder: Path, say: Callable[[str], object]) -> None:
        self._folder = folder
        self._say = say
        self._count = 0
        self._failure = ""
        folder.mkdir(parents=True, exist_ok=True)
        for pattern in LEFT_BEFORE:
            for old in folder.glob(pattern):
                old.unlink()

    def step(self, words: str) -> None:
        self._say(words)

    def failed(self, where: str) -> None:
        """A face met an exception that nobody caught; the next wait ends there."""
        self._failure = where

    def until(self, happened: Callable[[], bool], what: str) -> None:
        """Let the faces work until something is so."""
        if not self.soon(happened, PATIENCE):
            raise Stuck(f"waited {PATIENCE:.0f} s in vain: {what}")

    def soon(self, happened: Callable[[], bool], seconds: float) -> bool:
        """Let the faces work until something is so, or for so long."""
        deadline = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > deadline:
                return False
            self.breathe()
        return True

    def breathe(self, seconds: float = 0.0) -> None:
        """Let the faces take in and paint what happened."""
        until = time.monotonic() + seconds
        while True:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, FRAME_MS)
            if self._failure:
                raise Stuck(f"a face failed: {self._failure}")
            if time.monotonic() >= until:
                return
            time.sleep(FRAME_MS / 1000)

    def touch(self, widget: QWidget, at: QPoint | None = None) -> None:
        """A finger's tap, pressed and released where the widget is."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        self.breathe()

    def picture(self, window: QWidget, name: str) -> Path:
        """Keep what the window shows."""
        self.breathe(0.3)
        self._count += 1
        file = self._folder / f"{self._count:02}-{name}.png"
        if not window.grab().save(str(file)):
            raise Stuck(f"the picture {file} can't be written")
        self.kept("picture", file)
        return file

    def kept(self, what: str, file: Path) -> None:
        """Name a file that was left in the folder."""
        self._say(f"  {what}: {file}")
