"""The composition root of the console: the only place here that knows everything.

`main` builds, in this order: the command line's wishes and this machine's wiring; the brand, the look and the words;
the link to the lobby; the desk, which keeps what is known; the sounds; the window on top of them all.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from lobby import config
from lobby.api import open_lobby
from lobby_console.desk import Desk
from lobby_console.window import ConsoleWindow
from resources import brand
from resources.language import catalogue
from uikit.app import Failsafe, options, start
from uikit.link import UNEXPECTED, Link
from uikit.look import Look, load_fonts, look
from uikit.sound import Sounds

FACE = "lobby-console"
SIZE = (1440, 900)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the console until its window closes."""
    chosen = options(FACE, sys.argv[1:] if argv is None else argv)

    def made(app: QApplication) -> QWidget:
        wiring = config.load(chosen.config)
        url = config.database_url(chosen.database, wiring)
        language = chosen.language or wiring.console.language
        marks = brand.from_table(wiring.brand, wiring.source) if wiring.source and wiring.brand else brand.load()
        dress = look(chosen.theme or "light", marks)
        app.setStyle("Fusion")
        link = Link(partial(open_lobby, url))
        app.aboutToQuit.connect(link.close)
        failsafe = Failsafe()
        window = build(link, language, dress, staff=wiring.console.staff or "")
        failsafe.setParent(window)
        failsafe.failed.connect(lambda _at: window.desk.refused.emit(catalogue("common", language)(UNEXPECTED)))
        window.resize(*SIZE)
        return window

    return start(FACE, made, chosen)


def build(
    link: Link, language: str = "zh", dress: Look | None = None, sounds: Sounds | None = None, staff: str = ""
) -> ConsoleWindow:
    """The console's window on a link, dressed by itself: other faces may live in the same process."""
    load_fonts()
    desk = Desk(link, catalogue("console", language))
    window = ConsoleWindow(dress or look("light"), desk, sounds or Sounds(), staff)
    desk.setParent(window)
    return window


if __name__ == "__main__":
    sys.exit(main())
