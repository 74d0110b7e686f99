"""The composition root of the console: the only place here that knows everything.

`main` builds, in this order: the command line's wishes and this machine's wiring; the brand, the look and the words;
the link to the lobby; the desk, which keeps what is known; the sounds; the window on top of them all.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from lobby.model import StationRole
from lobby_console.desk import Desk
from lobby_console.window import ConsoleWindow
from resources.language import catalogue
from uikit.app import Failsafe, Options, options, start
from uikit.link import UNEXPECTED, Link
from uikit.look import Look, load_fonts, look
from uikit.sound import Sounds
from uikit.wiring import wired

FACE = "lobby-console"
SIZE = (1440, 900)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the console until its window closes."""
    chosen = options(FACE, sys.argv[1:] if argv is None else argv)
    return start(FACE, partial(_made, chosen), chosen)


def _made(chosen: Options, app: QApplication) -> QWidget:
    wiring = wired(chosen)
    own = wiring.config.console
    language = chosen.language or own.language
    app.setStyle("Fusion")
    if (page := wiring.joining(StationRole.CONSOLE, language)) is not None:
        return page
    window = build(wiring.link(app, StationRole.CONSOLE), language, wiring.look("light"), staff=own.staff or "")
    slip = catalogue("common", language)(UNEXPECTED)
    Failsafe(window).failed.connect(lambda _: window.desk.refused.emit(slip))
    window.resize(*SIZE)
    return window


def build(
    link: Link, language: str = "zh", dress: Look | None = None, sounds: Sounds | None = None, staff: str = ""
) -> ConsoleWindow:
    """The console's window on a link, dressed by itself: other faces may live in the same process."""
    load_fonts()
    desk = Desk(link, catalogue("console", language))
    window = ConsoleWindow(link, dress or look("light"), desk, sounds or Sounds(), staff)
    desk.setParent(window)
    return window


if __name__ == "__main__":
    sys.exit(main())
