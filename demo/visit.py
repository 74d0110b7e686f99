"""One whole visit by hand: a finger on the kiosk, the teller's Enter, hall and console looking on."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter_display.panel.state import Mode
from demo.fingers import least_amount, panel_is, press, touch
from demo.glass import Glass, Stuck
from demo.house import COUNTER, House
from kiosk.inputs import Confirmed, CounterChosen, Left, TileChosen, Touched
from kiosk.state import Page
from lobby.clock import SimulatedClock
from lobby.model import Ticket

WALK, SERVICE = 25, 170


def visit(glass: Glass, house: House, clock: SimulatedClock) -> None:
    """Touch, need, amount, 'ticket anyway', ticket, call, hall, arrival, end, figures."""
    ticket = take_ticket(glass, house)
    clock.forward(WALK)
    serve(glass, house, clock, ticket)


def take_ticket(glass: Glass, house: House) -> Ticket:
    kiosk = house.kiosk.kiosk
    glass.until(lambda: kiosk.state.branch is not None and kiosk.state.hall is not None, "the kiosk knows its branch")
    glass.step("Kiosk: it waits for a customer")
    glass.picture(house.kiosk, "kiosk-attract")
    glass.step("Kiosk: a customer touches the screen")
    touch(glass, house, Touched(), Page.HOME)
    glass.picture(house.kiosk, "kiosk-home")
    glass.step("Kiosk: he touches cash")
    touch(glass, house, TileChosen("cash"), Page.CASH)
    glass.picture(house.kiosk, "kiosk-amount")
    glass.step("Kiosk: less than 20,000 yuan, so a machine is offered, and a number just as large")
    touch(glass, house, least_amount(house), Page.DIVERSION)
    glass.picture(house.kiosk, "kiosk-diversion")
    glass.step("Kiosk: he takes a number anyway")
    touch(glass, house, CounterChosen(), Page.CONFIRM)
    glass.picture(house.kiosk, "kiosk-confirm")
    touch(glass, house, Confirmed(paper=True), Page.TICKET)
    ticket = kiosk.state.visit.ticket
    if ticket is None:
        raise Stuck("the kiosk shows no ticket")
    glass.step(f"Kiosk: {ticket.number} is issued and printed")
    glass.picture(house.kiosk, "kiosk-ticket")
    touch(glass, house, Left(), Page.HOME, Page.ATTRACT)
    return ticket


def serve(glass: Glass, house: House, clock: SimulatedClock, ticket: Ticket) -> None:
    glass.until(panel_is(house, Mode.CLOSED), "the panel knows its counter")
    glass.step(f"Teller panel: Enter opens counter {COUNTER}")
    press(glass, house, Qt.Key.Key_Return, Mode.FREE)
    glass.picture(house.panel, "panel-free")
    glass.step(f"Teller panel: Enter calls {ticket.number}; the hall shows it")
    press(glass, house, Qt.Key.Key_Return, Mode.CALLING)
    glass.picture(house.panel, "panel-calling")
    glass.until(lambda: ticket.number in [hero.number for hero in house.hall.scene.heroes], "the hall shows the call")
    glass.picture(house.hall, "hall-calling")
    clock.forward(WALK)
    glass.step(f"Teller panel: {ticket.number} is here, Enter starts the service clock")
    press(glass, house, Qt.Key.Key_Return, Mode.SERVING)
    glass.picture(house.panel, "panel-serving")
    clock.forward(SERVICE)
    glass.step(f"Teller panel: F finishes {ticket.number}; the console counts it")
    press(glass, house, Qt.Key.Key_F, Mode.FREE)
    glass.picture(house.console, "console-first-visit")
