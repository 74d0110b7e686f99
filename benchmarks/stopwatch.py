"""Runs a face as its program does and tells, on the output, when its first frame and its first full one were done.

    .venv/bin/python -m benchmarks.stopwatch kiosk.app --database sqlite:///…

Each line is a word, a moment of `time.monotonic_ns`, which all processes of a machine share, and the CPU time spent
until then, in nanoseconds. `empty` instead of a module is a window with nothing in it.
"""

from __future__ import annotations

import runpy
import sys
import time

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

EMPTY = "empty"
FIRST, FULL = "first", "full"


class Frames(QObject):
    """Tells of the first frame, and of the first one after `fill` was called."""

    _painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._awaited = {FIRST}
        self._filled = False
        self._painted.connect(self._done, Qt.ConnectionType.QueuedConnection)
        window.installEventFilter(self)

    def fill(self) -> None:
        """From now on a frame shows what the record says."""
        if not self._filled:
            self._filled = True
            self._awaited.add(FULL)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Both events paint and show the window whole before they return; the queued call comes right behind them."""
        if event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest):
            self._painted.emit()
        return False

    def _done(self) -> None:
        for frame in sorted(self._awaited):
            print(frame, time.monotonic_ns(), time.process_time_ns(), flush=True)
        self._awaited.clear()


def empty() -> int:
    """The floor: Qt, and a window of the kiosk's size with nothing in it."""
    app = QApplication([EMPTY])
    window = QWidget()
    window.resize(1080, 1920)
    frames = Frames(window)
    frames.fill()
    window.show()
    return app.exec()


def face(module: str, arguments: list[str]) -> None:
    """The face's own program, with an eye on its window and on the first word from the record."""
    from uikit import app
    from uikit.link import Link

    links: list[Link] = []
    made, shown = Link.__init__, app.show

    def link(self: Link, *given: object, **named: object) -> None:
        made(self, *given, **named)  # type: ignore[arg-type]
        links.append(self)

    def show(window: QWidget, *given: object, **named: object) -> None:
        frames = Frames(window)
        for known in links:
            known.hall.connect(frames.fill)
        shown(window, *given, **named)  # type: ignore[arg-type]

    Link.__init__ = link  # type: ignore[method-assign]
    app.show = show
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__")


if __name__ == "__main__":
    if sys.argv[1] == EMPTY:
        sys.exit(empty())
    face(sys.argv[1], sys.argv[2:])
