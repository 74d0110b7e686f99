"""The guests of a host as processes: tellers, kiosks and watchers, each with a paired station's token."""

from __future__ import annotations

import multiprocessing
import time
from typing import Any, NamedTuple

from lobby.access import STRANGER, Badge
from lobby.clock import Clock
from lobby.commands import (
    ApprovePairing,
    Arrive,
    AskPairing,
    CallNext,
    Finish,
    GivePassword,
    OpenCounter,
    SetPassword,
    SignIn,
    TakeTicket,
)
from lobby.local import LocalLobby
from lobby.model import StationRole
from lobby.queries import Hall
from lobby.remote import RemoteLobby

COUNTERS = 8
SERVICE = "transfer"
PASSWORD = "Seven-Cranes-2026"


class Guest(NamedTuple):
    token: str
    session: str | None
    counter: str | None


class Rounds:
    """Where so many processes meet, and what they tell afterwards."""

    def __init__(self, processes: int, presses: int = 0) -> None:
        context = multiprocessing.get_context("spawn")
        self.presses = presses
        self.ended = context.Event()
        self.start = context.Barrier(processes + (0 if presses else 1))
        self._told: Any = context.Queue()

    def all_here(self) -> None:
        self.start.wait()

    def put(self, told: object) -> None:
        self._told.put(told)

    def get(self) -> Any:
        return self._told.get()


def invited(url: str, kiosks: int, watchers: int) -> dict[str, list[Guest]]:
    """Stations paired and people signed in, as the manager and the tellers do it in the morning."""
    lobby = LocalLobby(url, Clock())
    found = {
        "counter": [_teller(lobby, str(n + 1)) for n in range(COUNTERS)],
        "kiosk": [Guest(_station(lobby, StationRole.KIOSK, f"kiosk {n + 1}"), None, None) for n in range(kiosks)],
        "display": [Guest(_station(lobby, StationRole.DISPLAY, f"hall {n + 1}"), None, None) for n in range(watchers)],
    }
    lobby.close()
    return found


def _station(lobby: LocalLobby, role: StationRole, name: str, counter: str | None = None) -> str:
    asked = lobby.do(AskPairing(role, name, counter), None, STRANGER)
    lobby.do(ApprovePairing(asked.code))
    return asked.token


def _teller(lobby: LocalLobby, counter: str) -> Guest:
    token, staff = _station(lobby, StationRole.COUNTER, f"counter {counter}", counter), f"t{counter}"
    given = lobby.do(GivePassword(staff))
    session = lobby.do(SignIn(staff, given), None, lobby.caller(token))
    lobby.do(SetPassword(given, PASSWORD), None, lobby.caller(token, session.token))
    lobby.do(OpenCounter(counter, staff), None, lobby.caller(token, session.token))
    return Guest(token, session.token, counter)


def _door(address: str, pin: str, guest: Guest) -> RemoteLobby:
    door = RemoteLobby(address, Badge(guest.token, guest.session), pin)
    door.ask(Hall())
    return door


def serve(address: str, pin: str, guest: Guest, rounds: Rounds) -> None:
    """A teller who calls, receives and finishes as fast as the host answers."""
    door, counter, times = _door(address, pin, guest), str(guest.counter), []
    rounds.all_here()
    while not rounds.ended.is_set():
        began = time.perf_counter()
        called = door.do(CallNext(counter))
        times.append(time.perf_counter() - began)
        for press in (Arrive(counter), Finish(counter)) if called is not None else ():
            began = time.perf_counter()
            door.do(press)
            times.append(time.perf_counter() - began)
    rounds.put(times)
    door.close()


def take_numbers(address: str, pin: str, guest: Guest, rounds: Rounds) -> None:
    """A kiosk whose customers never end."""
    door, times = _door(address, pin, guest), []
    rounds.all_here()
    while not rounds.ended.is_set():
        began = time.perf_counter()
        door.do(TakeTicket(SERVICE))
        times.append(time.perf_counter() - began)
    rounds.put(times)
    door.close()


def watch(address: str, pin: str, guest: Guest, rounds: Rounds) -> None:
    """A display: each event once, after each few of them the snapshot; how old the events were."""
    door = _door(address, pin, guest)
    last, ages = door.ask(Hall()).event, []
    rounds.all_here()
    while not rounds.ended.is_set():
        found = door.events(last, 1.0)
        now = Clock().now()
        ages += [(now - event.at).total_seconds() for event in found]
        if found:
            last = found[-1].id
            door.ask(Hall())
    rounds.put(ages)
    door.close()


def press_together(address: str, pin: str, guest: Guest, rounds: Rounds) -> None:
    """A teller who presses when all the others do."""
    door, counter, times = _door(address, pin, guest), str(guest.counter), []
    for _ in range(rounds.presses):
        rounds.all_here()
        began = time.perf_counter()
        called = door.do(CallNext(counter))
        times.append(time.perf_counter() - began)
        if called is not None:
            door.do(Arrive(counter))
    rounds.put(times)
    door.close()
