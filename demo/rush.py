"""At the kiosk in the middle of the rush: a known customer's card, and a printer without paper."""

from __future__ import annotations

from demo.fingers import hold_card, touch
from demo.glass import Glass
from demo.house import House
from demo.stage import cards
from devices.escpos import Fault
from devices.paper_tray import PaperTray
from kiosk.inputs import Confirmed, LanguageSwitched, Left, TileChosen, Touched
from kiosk.state import Page


def known_customer(glass: Glass, house: House) -> None:
    """Greeted by surname, his own manager told, VIP counters first (B4)."""
    glass.step("Kiosk: a known customer holds her card to the reader; her manager is told")
    touch(glass, house, Touched(), Page.HOME)
    glass.picture(house.kiosk, "kiosk-home-busy")
    hold_card(glass, house, cards()[0])
    glass.picture(house.kiosk, "kiosk-vip")
    touch(glass, house, TileChosen("fx"), Page.CONFIRM)
    touch(glass, house, Confirmed(paper=True), Page.TICKET)
    glass.picture(house.kiosk, "kiosk-vip-ticket")
    touch(glass, house, Left(), Page.HOME, Page.ATTRACT)


def no_paper(glass: Glass, house: House, tray: PaperTray) -> None:
    """Number and code on the screen, the fault on the console, the ticket as good as any (M4)."""
    glass.step("Kiosk: in English, and the printer has run out of paper")
    tray.fault = Fault.PAPER_END
    if house.kiosk.kiosk.state.page is Page.ATTRACT:
        touch(glass, house, Touched(), Page.HOME)
    touch(glass, house, LanguageSwitched(), Page.HOME)
    glass.picture(house.kiosk, "kiosk-home-english")
    touch(glass, house, TileChosen("corporate"), Page.CONFIRM)
    touch(glass, house, Confirmed(paper=True), Page.TICKET, Page.FAULT)
    glass.until(lambda: house.kiosk.kiosk.state.page is Page.FAULT, "the kiosk shows the number on the screen")
    glass.picture(house.kiosk, "kiosk-no-paper")
