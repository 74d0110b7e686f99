"""The composition root of the teller panel: the only place of it that knows everything.

`main` builds, in this order: the command line's wishes and this machine's wiring, which say whose counter it is;
the brand and the light look; the link to the lobby; the panel. `build` makes the panel on a link that exists already.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from counter_display.panel.notice import Kind
from counter_display.panel.panel import TellerPanel
from lobby.api import is_host
from lobby.errors import Trouble
from lobby.model import StationRole
from lobby.offline_counter import OfflineCounter
from lobby.record_file import existing, on_server
from resources.language import catalogue, later
from uikit.app import Failsafe, Options, options, start
from uikit.link import Link
from uikit.look import Look, load_fonts, look
from uikit.wiring import wired

FACE = "lobby-counter"
_SLIP = later("Something unexpected happened in this window. What was confirmed is safe; try again.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the panel until its window closes."""
    chosen = options(FACE, sys.argv[1:] if argv is None else argv, _whose)
    return start(FACE, partial(_made, chosen), chosen)


def _whose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--counter", metavar="CODE", help="the counter that this panel works for")
    parser.add_argument("--staff", metavar="CODE", help="the teller who sits there")


def _made(chosen: Options, app: QApplication) -> QWidget:
    wiring = wired(chosen)
    own = wiring.config.counter
    counter, staff = chosen.rest.counter or own.counter, chosen.rest.staff or own.staff
    guest = is_host(wiring.url)
    if not counter or not (staff or guest):  # at a host people sign in
        raise Trouble(
            "no-counter",
            "Nobody said which counter this panel works for, and for whom, so nothing was started. "
            "Say --counter 3 --staff t3, or write counter and staff below [counter] in lobby.toml.",
        )
    if not guest and not on_server(wiring.url):
        existing(wiring.url)  # a wrong path is told at once
    language = chosen.language or own.language
    if (page := wiring.joining(StationRole.COUNTER, language, counter)) is not None:
        return page
    link = wiring.link(app, StationRole.COUNTER, counter, alone=lambda outbox: OfflineCounter(outbox, counter))
    panel = build(link, counter, "" if guest else staff or "", language, wiring.look("light"), keeps=guest)
    slip = catalogue("counter", language)(_SLIP)
    Failsafe(panel).failed.connect(lambda _: panel.clerk.say(Kind.REFUSED, slip))
    return panel


def build(
    link: Link, counter: str, staff: str, language: str = "zh", dress: Look | None = None, keeps: bool = False
) -> TellerPanel:
    """The panel of one counter on a link; `staff` is empty where the teller signs in.

    `keeps` says that the link's doors keep for the host what is done while it is away.
    """
    load_fonts()
    return TellerPanel(link, dress or look("light"), language, counter, staff, keeps=keeps)


if __name__ == "__main__":
    sys.exit(main())
