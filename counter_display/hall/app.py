"""The composition root of the hall display: the only place of it that knows everything.

`main` builds, in this order: the command line's wishes and this machine's wiring; the brand and the dark look;
the link to the lobby; the sounds; the display. `build` makes the display on a link that exists already.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from counter_display.hall.display import HallDisplay
from lobby.api import is_host
from lobby.model import StationRole
from lobby.record_file import existing, on_server
from uikit.app import Failsafe, Options, options, start
from uikit.link import Link
from uikit.look import Look, load_fonts, look
from uikit.sound import Sounds
from uikit.wiring import wired

FACE = "lobby-display"
SIZE = (1280, 720)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the display until its window closes."""
    chosen = options(FACE, sys.argv[1:] if argv is None else argv)
    return start(FACE, partial(_made, chosen), chosen, pointer=False)


def _made(chosen: Options, app: QApplication) -> QWidget:
    wiring = wired(chosen)
    if not is_host(wiring.url) and not on_server(wiring.url):
        existing(wiring.url)  # a wrong path is told at once, not shown to the hall
    if (page := wiring.joining(StationRole.DISPLAY, chosen.language or "zh")) is not None:
        return page
    chime = Sounds().play if wiring.config.display.chime else None
    window = build(wiring.link(app, StationRole.DISPLAY), chosen.language or "zh", wiring.look("dark"), chime)
    Failsafe(window)
    window.resize(*SIZE)
    return window


def build(
    link: Link, language: str = "zh", dress: Look | None = None, chime: Callable[[str], object] | None = None
) -> HallDisplay:
    """The display on a link; silent without a `chime`."""
    load_fonts()
    return HallDisplay(link, dress or look("dark"), language, chime or _silence)


def _silence(sound: str) -> None:
    """For a display that stands beside another one with loudspeakers."""


if __name__ == "__main__":
    sys.exit(main())
