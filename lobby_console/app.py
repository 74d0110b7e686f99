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
from resources.language import catalogue
from uikit.app import Failsafe, options, start
from uikit.link import Link
from uikit.look import Look, look
from uikit.sound import Sounds

FACE = "lobby-console"
SIZE = (1440, 900)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the console until its window closes."""
    chosen = options(FACE, sys.argv[1:] if argv is None else argv)
    wiring = config.load(chosen.config)
    url = config.database_url(chosen.database, wiring)
    language = chosen.language or wiring.console.language

    def made(app: QApplication) -> QWidget:
        open_lobby(url).close()
        link = Link(partial(open_lobby, url))
        app.aboutToQuit.connect(link.close)
        window = build(link, language, look(chosen.theme or "light"), staff=wiring.console.staff or "")
        failsafe = Failsafe(window)
        failsafe.failed.connect(window.desk.refused)
        window.resize(*SIZE)
        return window

    return start(FACE, made, chosen)


def build(
    link: Link, language: str = "zh", dress: Look | None = None, sounds: Sounds | None = None, staff: str = ""
) -> ConsoleWindow:
    """The console's window on a link; dresses the application."""
    dress = dress or look("light")
    app = QApplication.instance()
    if isinstance(app, QApplication):
        dress.apply(app, "desktop")
    desk = Desk(link, catalogue("console", language))
    window = ConsoleWindow(dress, desk, sounds or Sounds(), staff)
    desk.setParent(window)
    return window


if __name__ == "__main__":
    sys.exit(main())
