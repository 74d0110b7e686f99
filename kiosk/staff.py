"""The staff's part of the flow: a PIN, then what staff do at a kiosk. Pure, as the customers' part is."""

from __future__ import annotations

from dataclasses import replace

from kiosk import inputs as on
from kiosk.effects import Effect, StaffAct, TryPin
from kiosk.state import Page, Staff, State, Visit
from lobby.config import PIN_LEAST, PIN_MOST

OPENS_FROM = (Page.ATTRACT, Page.HOME, Page.CLOSED, Page.OUTAGE, Page.FAILSAFE)
"""Where no customer is in the middle of something."""
TRIES = 3
"""So many wrong PINs, and it has to wait; twice as long each time."""


def happened(state: State, event: on.StaffCalled | on.PinTried | on.ActDone) -> State:
    match event:
        case on.StaffCalled():
            return _called(state)
        case on.PinTried(serial, fits) if state.staff is not None and state.staff.trying == serial:
            return _tried(state, fits)
        case on.ActDone(told) if state.staff is not None:
            return replace(state, idle=0, staff=replace(state.staff, working=False, told=told))
    return state


def touched(state: State, touch: on.Touch) -> tuple[State, tuple[Effect, ...]]:
    staff = state.staff
    if staff is None or staff.working or staff.trying is not None:
        return state, ()
    if staff.known:
        if not isinstance(touch, on.ActChosen):
            return state, ()
        return replace(state, staff=replace(staff, working=True, told=None)), (StaffAct(touch.act),)
    return (state, ()) if seconds_left(state) else _typed(state, staff, touch)


def seconds_left(state: State) -> int:
    """Until a PIN may be tried again."""
    return max(0, state.pin_from - state.clock)


def _called(state: State) -> State:
    if not state.staffed or state.busy or state.page not in OPENS_FROM:
        return state
    return replace(state, page=Page.STAFF, idle=0, notice=None, staff=Staff(), visit=Visit(state.languages[0]))


def _typed(state: State, staff: Staff, touch: on.Touch) -> tuple[State, tuple[Effect, ...]]:
    match touch:
        case on.DigitPressed(digit) if len(staff.digits) < PIN_MOST:
            return replace(state, staff=replace(staff, digits=staff.digits + digit)), ()
        case on.DigitErased():
            return replace(state, staff=replace(staff, digits=staff.digits[:-1])), ()
        case on.PinGiven() if len(staff.digits) >= PIN_LEAST:
            serial = state.serial + 1
            asked = replace(state, serial=serial, staff=Staff(trying=serial))
            return asked, (TryPin(serial, staff.digits),)
    return state, ()


def _tried(state: State, fits: bool) -> State:
    if fits:
        return replace(state, idle=0, wrong=0, staff=Staff(known=True))
    wrong, limits = state.wrong + 1, state.limits
    wait = min(limits.pin_most, limits.pin * 2 ** (wrong // TRIES - 1)) if wrong % TRIES == 0 else 0
    return replace(state, wrong=wrong, pin_from=state.clock + int(wait), staff=Staff())
