"""Plays short WAV files one after the other, off the UI thread; a machine without sound stays silent and hurts nobody.

Windows plays them itself; on Linux the sound server's own player does (`pw-play`, `paplay`, `aplay`).
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Full, Queue

from resources import sounds

log = logging.getLogger(__name__)
Player = Callable[[Path], None]

_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))
_LONGEST = 10.0
_MOST_WAITING = 4


class Sounds:
    """The sounds of one face. When many want to be heard at once, the surplus is left out."""

    def __init__(self, player: Player | None = None) -> None:
        self._player = player
        self._queue: Queue[Path] = Queue(_MOST_WAITING)
        self._thread: threading.Thread | None = None

    def play(self, name: str) -> None:
        """Play a sound of `resources.sounds` soon; returns at once."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="sounds", daemon=True)
            self._thread.start()
        try:
            self._queue.put_nowait(sounds.path(name))
        except Full:
            log.debug("too many sounds at once; %s was left out", name)

    def wait(self) -> None:
        """Until all that was asked for has been heard."""
        self._queue.join()

    def _run(self) -> None:
        player = self._player or system_player()
        silent = False
        while True:
            file = self._queue.get()
            try:
                player(file)
                silent = False
            except (OSError, RuntimeError, subprocess.SubprocessError) as error:
                if not silent:
                    log.warning("no sound: %s. The screens show every call; check the loudspeaker.", error)
                silent = True
            finally:
                self._queue.task_done()


def system_player() -> Player:
    """What this machine plays a WAV file with; it raises where there is nothing that could."""
    if sys.platform == "win32":
        import winsound

        return lambda file: winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_NODEFAULT)
    found = _command()

    def play(file: Path) -> None:
        if found is None:
            raise OSError("neither pw-play nor paplay nor aplay is installed")
        subprocess.run([*found, str(file)], check=True, capture_output=True, timeout=_LONGEST)

    return play


def player_name() -> str | None:
    """What plays here, or None where nothing does."""
    if sys.platform == "win32":
        return "Windows"
    found = _command()
    return found[0] if found else None


def _command() -> tuple[str, ...] | None:
    return next((command for command in _PLAYERS if shutil.which(command[0])), None)
