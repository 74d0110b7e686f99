"""Keeps one machine's faces running: starts each as a program, tells how each ended, ends them together."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

LOOK_EVERY = 0.2
PATIENCE = 5.0
ENDED = 143


@dataclass(frozen=True, slots=True)
class Face:
    """A program of the house; `place` is its share of the desktop in percent: left, top, width, height."""

    name: str
    module: str
    place: str
    words: tuple[str, ...] = ()

    def command(self, shared: Sequence[str]) -> list[str]:
        return [sys.executable, "-m", self.module, "--place", self.place, *self.words, *shared]


def faces(counter: str, staff: str) -> tuple[Face, ...]:
    """What a lobby on one machine consists of, side by side on a screen of 1920 × 1080; the panel is last, on top."""
    return (
        Face("hall display", "counter_display.hall.app", "58,68,42,32"),
        Face("console", "lobby_console.app", "0,0,57.5,96"),
        Face("kiosk", "kiosk.app", "58,0,20.5,64"),
        Face("teller panel", "counter_display.panel.app", "79,0,21,60", ("--counter", counter, "--staff", staff)),
    )


class Running:
    """Started programs, by name."""

    def __init__(self, commands: Mapping[str, Sequence[str]], tell: Callable[[str], object]) -> None:
        self._tell = tell
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        for name, command in commands.items():
            self._running[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL)
            tell(f"started: {name}")

    def wait(self) -> bool:
        """Until the last face is closed; whether all of them ended well. A hint to end ends the faces too."""
        for hint in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, hint):
                signal.signal(getattr(signal, hint), lambda *_: sys.exit(ENDED))
        well = True
        while self._running:
            for name, process in list(self._running.items()):
                if process.poll() is not None:
                    del self._running[name]
                    well = self._ended(name, process.returncode) and well
            time.sleep(LOOK_EVERY)
        return well

    def _ended(self, name: str, code: int) -> bool:
        if code == 0:
            self._tell(f"closed: {name}")
        else:
            self._tell(
                f"The {name} ended with exit code {code}; its log is in the user's log folder. "
                "What was issued and called is safe, and what else runs goes on."
            )
        return code == 0

    def end(self) -> None:
        """Close what still runs; what does not listen is stopped."""
        for process in self._running.values():
            process.terminate()
        until = time.monotonic() + PATIENCE
        for process in self._running.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._running.clear()
