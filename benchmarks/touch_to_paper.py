"""From the finger on 打印号票 to the last byte handed to the printer's port, on the real kiosk.

    .venv/bin/python -m benchmarks.touch_to_paper [--rounds 100]

A mouse event on the kiosk's window (1080 × 1920, offscreen), counted from the finger's lifting, which makes it a touch;
a SQLite record on disk, where a dozen people wait; a printer on TCP in another process that answers as ESC/POS printers
do. Beside the floor of the same run: two bare commits (the ticket, and 'printing') and as many bytes through a bare
socket. What the kiosk computed meanwhile tells a busy machine from a slow kiosk.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from PySide6.QtWidgets import QApplication

from benchmarks.finger import PATIENCE, touch, until
from benchmarks.floor import insert, table
from benchmarks.paper_sink import Sink, sink
from benchmarks.sample import new_record
from benchmarks.timing import Timing, between, row, timed
from devices.lines import line_for
from devices.port import Line, Port, Wire
from devices.printer import Printer
from kiosk import app
from kiosk.inputs import Confirmed, Left, TileChosen, Touched
from kiosk.state import Page, Paper
from lobby import config
from lobby.api import Lobby, open_lobby
from lobby.commands import Command, TakeTicket
from lobby.model import Event
from lobby.queries import Query
from uikit.link import Link

A = TypeVar("A")
TARGET = 100.0
WARM_UP = 5
BIG = 1000
"""More bytes than any question to the printer has."""
LINK_BASE = "https://lobby.example.cn/q"


class Stamps:
    """The moments of one ticket, in nanoseconds, with its bytes and CPU time."""

    committed = first_byte = last_byte = 0
    cpu = size = 0


class StampedDoor:
    """The lobby, and when its ticket was committed."""

    def __init__(self, lobby: Lobby, stamps: Stamps) -> None:
        self._lobby, self._stamps = lobby, stamps

    def do(self, command: Command[A], key: str | None = None) -> A:
        answer = self._lobby.do(command, key)
        if isinstance(command, TakeTicket):
            self._stamps.committed = time.monotonic_ns()
        return answer

    def ask(self, query: Query[A]) -> A:
        return self._lobby.ask(query)

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        return self._lobby.events(after, timeout)

    def close(self) -> None:
        self._lobby.close()


class StampedWire:
    """The printer's own wire, and when a ticket went into it."""

    def __init__(self, wire: Wire, stamps: Stamps) -> None:
        self._wire, self._stamps = wire, stamps

    def write(self, data: bytes, seconds: float) -> None:
        before = time.monotonic_ns()
        self._wire.write(data, seconds)
        if len(data) >= BIG:
            self._stamps.first_byte, self._stamps.last_byte = before, time.monotonic_ns()
            self._stamps.size = len(data)
            self._stamps.cpu = time.process_time_ns() - self._stamps.cpu

    def read(self, seconds: float) -> bytes:
        return self._wire.read(seconds)

    def close(self) -> None:
        self._wire.close()


def printer(url: str, stamps: Stamps) -> Printer:
    line = line_for(url)
    return Printer(Port(Line(url, lambda: StampedWire(line.connect(), stamps), line.answers, line.bytes_per_second)))


def face_on(url: str, to: Sink, stamps: Stamps) -> tuple[app.KioskFace, Link]:
    """The kiosk on this record and printer, ready for its first customer."""
    link = Link(lambda: StampedDoor(open_lobby(url), stamps))
    # Every touch is a customer's own: the clock that tells an echo from a touch leaps from one to the next.
    taps = iter(range(0, 10_000_000, 10))
    face = app.build(
        link, config.Kiosk(link_base=LINK_BASE), printer=printer(to.url, stamps), clock=lambda: float(next(taps))
    )
    face.resize(1080, 1920)
    face.show()
    until(lambda: face.kiosk.state.branch is not None and face.kiosk.state.hall is not None, "the kiosk knows the hall")
    return face, link


def visit(face: app.KioskFace, to: Sink, stamps: Stamps) -> tuple[int, ...]:
    """One ticket: touch, commit, first byte, last byte, the last byte at the printer; the CPU time of it all."""
    touch(face, Touched(), Page.HOME)
    touch(face, TileChosen("corporate"), Page.CONFIRM)
    until(lambda: face.kiosk.state.visit.offer is not None, "the wait is known")
    stamps.cpu = time.process_time_ns()
    touched = touch(face, Confirmed(paper=True), Page.TICKET)
    until(lambda: face.kiosk.state.visit.paper is Paper.OUT, "the paper is out")
    _, arrived = to.papers.get(timeout=PATIENCE)
    touch(face, Left(), Page.ATTRACT)
    return touched, stamps.committed, stamps.first_byte, stamps.last_byte, arrived, stamps.cpu


def bare(folder: Path, to: Sink, rounds: int, size: int) -> Timing:
    """Two commits and as many bytes, without a lobby."""
    connection, data = table(folder), bytes(size)
    host = urlsplit(to.url)
    with socket.create_connection((str(host.hostname), host.port or 0)) as line:

        def step(number: int) -> None:
            insert(connection, 2 * number)
            insert(connection, 2 * number + 1)
            line.sendall(data)

        result = timed(step, rounds)
    connection.close()
    return result


def measure(folder: Path, rounds: int) -> None:
    stamps = Stamps()
    with sink() as to:
        face, link = face_on(new_record(folder / "lobby.db", counters=4), to, stamps)
        moments = [visit(face, to, stamps) for _ in range(rounds + WARM_UP)][WARM_UP:]
        face.close()
        link.close()
        floor = bare(folder, to, rounds, stamps.size)
    names = ("touch → commit", "commit → first byte", "first → last byte", "last byte → at the printer")
    print(f"{rounds} tickets of {stamps.size:,} bytes")
    print(row("floor: two commits and the bytes", floor))
    for place, name in enumerate(names):
        print(row(name, between((m[place], m[place + 1]) for m in moments)))
    print(row("the kiosk computed meanwhile", between((0, m[5]) for m in moments)))
    print(row("touch → last byte handed over", between((m[0], m[3]) for m in moments), floor, TARGET))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=100)
    given = arguments.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([__name__])
    folder = Path(tempfile.mkdtemp(prefix="lobby-benchmark-"))
    try:
        measure(folder, given.rounds)
    finally:
        application.quit()
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
