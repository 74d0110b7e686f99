"""What a finger can do on the kiosk and the teller panel, and what has to follow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from counter_display.panel.state import Mode
from demo.glass import Glass, Stuck
from demo.house import House
from kiosk.inputs import AmountChosen, Touch
from kiosk.page import Spot
from kiosk.state import Page

ONE_TOUCH = 0.7
"""Seconds between two touches; the kiosk takes faster ones for one."""
KEY_MILLISECONDS = 5


def touch(glass: Glass, house: House, touch: Touch, *pages: Page) -> None:
    """A finger on the spot that means `touch`; then one of `pages` comes."""
    glass.breathe(ONE_TOUCH)
    spot = next((s for s in _spots(house) if s.target is not None and s.target.touch == touch), None)
    if spot is None:
        raise Stuck(f"the kiosk's page offers no {touch}")
    glass.touch(spot)
    glass.until(lambda: house.kiosk.kiosk.state.page in pages, f"the kiosk goes on to {', '.join(pages)}")


def _spots(house: House) -> list[Spot]:
    return [spot for spot in house.kiosk.page.findChildren(Spot) if spot.isVisible() and spot.isEnabled()]


def least_amount(house: House) -> AmountChosen:
    amounts = [s.target.touch for s in _spots(house) if s.target and isinstance(s.target.touch, AmountChosen)]
    return min((amount for amount in amounts if amount.amount is not None), key=lambda chosen: chosen.amount or 0)


def press(glass: Glass, house: House, key: Qt.Key, mode: Mode) -> None:
    """A key on the teller panel, after which it is in `mode`."""
    glass.breathe(ONE_TOUCH)
    QTest.keyClick(house.panel, key)
    glass.until(panel_is(house, mode), f"the teller panel is {mode}")


def panel_is(house: House, mode: Mode) -> Callable[[], bool]:
    return lambda: (desk := house.panel.clerk.desk) is not None and desk.mode is mode


def hold_card(glass: Glass, house: House, card: str) -> None:
    """A reader that types what it read, a key every five thousandths of a second."""
    glass.breathe(ONE_TOUCH)
    window = house.kiosk.windowHandle()
    for place, key in enumerate([*card, "\r"]):
        code = Qt.Key.Key_Return if key == "\r" else Qt.Key(ord(key))
        press = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, key)
        press.setTimestamp(KEY_MILLISECONDS * (place + 1))
        QCoreApplication.sendEvent(window, press)
    glass.until(lambda: house.kiosk.kiosk.state.page is Page.VIP, "the kiosk knows the card")
