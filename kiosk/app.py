"""The kiosk as a program. Built in this order: wiring, brand and look, link, printer, kiosk, window, card reader."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from devices.port import BadPortUrl
from devices.printer import Printer
from kiosk.cards import KeyboardCards, SerialCards
from kiosk.closing import Closing
from kiosk.corner import Corner
from kiosk.inputs import StaffCalled
from kiosk.kiosk import Kiosk
from kiosk.printer import bad, kind_of
from kiosk.printer import printer as named_printer
from kiosk.printing import Printing
from kiosk.staff_desk import StaffDesk
from kiosk.tray import ScreenPrinter, TrayWindow
from kiosk.window import KioskWindow
from lobby import config
from lobby.api import is_host
from lobby.emergency import EmergencyKiosk
from lobby.guest import Guest
from lobby.model import StationRole
from resources import brand
from resources.language import LANGUAGES, catalogue
from uikit.app import Failsafe, Options, options, start
from uikit.link import Link
from uikit.look import Look, load_fonts, look
from uikit.wiring import wired

if TYPE_CHECKING:
    from lobby.outbox import Outbox

FACE = "lobby-kiosk"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the kiosk until its window closes."""
    chosen = options(FACE, sys.argv[1:] if argv is None else argv)
    return start(FACE, partial(_made, chosen), chosen, pointer=False, locked=True)


def _made(chosen: Options, app: QApplication) -> QWidget:
    wiring = wired(chosen)
    own = wiring.config.kiosk
    if (page := wiring.joining(StationRole.KIOSK, chosen.language or own.language)) is not None:
        return page
    link = wiring.link(app, StationRole.KIOSK, alone=_alone(wiring.url))
    kind_of(wiring.config)  # a wrong profile is told also where papers are shown on the screen
    printer = None if own.printer == config.ON_SCREEN else named_printer(wiring.config)
    made = build(link, own, wiring.bank, chosen.language or own.language, printer)
    Failsafe(made).failed.connect(lambda _: made.kiosk.failed())
    return made


def _alone(url: str) -> Callable[[Outbox], Guest] | None:
    """What gives numbers while the host is away; nothing before the host has said once what it calls this kiosk."""
    if not is_host(url):
        return None
    from lobby import paired  # loads what only a guest needs

    station = paired.station(url, StationRole.KIOSK)
    return None if station is None else lambda outbox: EmergencyKiosk(outbox, station)


class KioskFace(KioskWindow):
    """The window with everything behind it; what it was built from ends with it."""

    def __init__(self, light: Look, dark: Look, kiosk: Kiosk, clock: Callable[[], float]) -> None:
        super().__init__(light, dark, clock)
        self.kiosk = kiosk
        self.touched.connect(kiosk.feed)
        kiosk.changed.connect(self.show_scene)
        self.show_scene(kiosk.scene())
        self.closing.connect(kiosk.stop)


def build(
    link: Link,
    wiring: config.Kiosk | None = None,
    bank: brand.Brand | None = None,
    language: str | None = None,
    printer: Printer | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> KioskFace:
    """A kiosk's window on this link. Without a printer given, papers are shown on the screen.

    `clock` tells touches from their echo; who plays a finger faster than people may bring his own.
    """
    load_fonts()
    wiring = wiring or config.Kiosk()
    first = language or wiring.language
    languages = (first, *(other for other in LANGUAGES if other != first))
    tray = ScreenPrinter(wiring.dots)
    device = printer or tray.printer
    light, dark = look("light", bank), look("dark", bank)
    mark = light.brand.logo_mono
    printing = Printing(link, device, wiring.device, wiring.link_base, wiring.name, mark, wiring.promotion)
    desk = StaffDesk(wiring.pin, printing, first)
    kiosk = Kiosk(link, printing, languages, wiring.link_base, wiring.slot, wiring.name, desk, wiring.stands_low)
    face = KioskFace(light, dark, kiosk, clock)
    face.closing.connect(printing.close)
    slip = Closing(link, printing, wiring.name, light.brand.logo_mono, languages[0])
    for part in (kiosk, printing, slip, desk):
        part.setParent(face)
    if device is tray.printer:
        _show_papers(tray, face, languages[0])
    face.winId()  # makes the window of the desktop, which hears of keys and touches before any widget
    Corner(face.windowHandle(), clock, face).called.connect(lambda: kiosk.feed(StaffCalled()))
    _read_cards(wiring, face)
    printing.start()
    kiosk.start()
    return face


def _show_papers(tray: ScreenPrinter, face: KioskFace, language: str) -> None:
    shown = TrayWindow(catalogue("kiosk", language), face)
    tray.setParent(face)
    tray.paper.connect(shown.show_paper)


def _read_cards(wiring: config.Kiosk, face: KioskFace) -> None:
    if wiring.card_reader == config.KEYBOARD:
        keys = KeyboardCards(face)
        keys.read.connect(face.kiosk.feed)
        face.windowHandle().installEventFilter(keys)
        return
    try:
        reader = SerialCards(wiring.card_reader, face)
    except BadPortUrl as error:
        raise bad(config.Config(kiosk=wiring), "kiosk.card_reader", error) from error
    reader.read.connect(face.kiosk.feed)
    face.closing.connect(reader.close)


if __name__ == "__main__":
    sys.exit(main())
