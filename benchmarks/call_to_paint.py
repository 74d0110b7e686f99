"""From a teller's Enter in one process to the number painted on the hall display in another.

    .venv/bin/python -m benchmarks.call_to_paint [--rounds 60]

The real teller panel and the real hall display (1920 × 1080), both offscreen, on one SQLite record. Painted is when
the paintEvent that shows the number has ended; both ends read the clock that all processes of a machine share.
Beside the floor of the same run: a bare commit, noticed in another process that looks as often as the lobby does.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import queue
import random
import shutil
import sys
import tempfile
import time
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.finger import PATIENCE, rest, until
from benchmarks.floor import insert, table, tell_commits
from benchmarks.sample import new_record
from benchmarks.timing import Timing, between, row
from counter_display.hall.display import HallDisplay
from counter_display.panel import app as panel
from counter_display.panel.panel import TellerPanel
from counter_display.panel.state import Mode
from lobby.api import open_lobby
from lobby.commands import TakeTicket
from uikit.link import Link
from uikit.look import load_fonts, look

TARGET = 300.0
WARM_UP = 3
COUNTER, STAFF = "1", "t1"
PAUSE = (0.35, 0.6)
"""Seconds between two keys: the panel takes faster ones for one, and no call may fall into step with a timer."""
Painted = tuple[str, int]


class WatchedDisplay(HallDisplay):
    """The hall display, telling what its paintings showed and when each had ended."""

    shown: Queue[Painted]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        at = time.monotonic_ns()
        for hero in self.scene.heroes:
            self.shown.put((hero.number, at))


def display(url: str, shown: Queue[Painted], ready: Event, ended: Event) -> None:
    """The hall's own process."""
    app = QApplication([__name__])
    load_fonts()
    link = Link(lambda: open_lobby(url))
    window = WatchedDisplay(link, look("dark"), "zh", lambda _: None)
    window.shown = shown
    window.resize(1920, 1080)
    window.show()
    link.hall.connect(lambda _: ready.set())
    leave = QTimer(interval=100)
    leave.timeout.connect(lambda: app.quit() if ended.is_set() else None)
    leave.start()
    app.exec()
    link.close()


def call(teller: TellerPanel, shown: Queue[Painted]) -> tuple[int, int]:
    """One Enter that calls somebody: when it was pressed, and when the hall had painted the number."""
    rest(random.uniform(*PAUSE))
    pressed = time.monotonic_ns()
    QTest.keyClick(teller, Qt.Key.Key_Return)
    until(lambda: mode(teller) is Mode.CALLING, "the customer is called")
    desk = teller.clerk.desk
    assert desk is not None
    assert desk.ticket is not None
    painted = first_of(shown, desk.ticket.number)
    rest(random.uniform(*PAUSE))
    QTest.keyClick(teller, Qt.Key.Key_Return)
    until(lambda: mode(teller) is Mode.SERVING, "the customer is here")
    return pressed, painted


def mode(teller: TellerPanel) -> Mode | None:
    return teller.clerk.desk.mode if teller.clerk.desk else None


def first_of(shown: Queue[Painted], wanted: str) -> int:
    """When this number was first painted."""
    while True:
        number, at = shown.get(timeout=PATIENCE)
        if number == wanted:
            return at


def bare(folder: Path, rounds: int) -> Timing:
    """What there is without a lobby: a commit, and the next look at the file from another process."""
    context = multiprocessing.get_context("spawn")
    seen: Queue[tuple[int, int]] = context.Queue()
    ready, ended = context.Event(), context.Event()
    connection = table(folder)
    watcher = context.Process(target=tell_commits, args=(folder / "bare.db", seen, ready, ended))
    watcher.start()
    ready.wait()
    stamps = []
    for number in range(rounds):
        time.sleep(random.uniform(0.02, 0.08))
        before = time.monotonic_ns()
        insert(connection, number)
        stamps.append((before, seen.get(timeout=PATIENCE)[1]))
    ended.set()
    watcher.join()
    connection.close()
    return between(stamps)


def calls(url: str, rounds: int) -> list[tuple[int, int]]:
    """The panel here, the display there."""
    context = multiprocessing.get_context("spawn")
    shown: Queue[Painted] = context.Queue()
    ready, ended = context.Event(), context.Event()
    hall = context.Process(target=display, args=(url, shown, ready, ended))
    hall.start()
    link = Link(lambda: open_lobby(url))
    teller = panel.build(link, COUNTER, STAFF)
    teller.show()
    try:
        until(lambda: ready.is_set() and mode(teller) is Mode.FREE, "panel and display know the hall")
        return [call(teller, shown) for _ in range(rounds)]
    finally:
        ended.set()
        teller.close()
        link.close()
        drain(shown, hall)


def drain(shown: Queue[Painted], hall: multiprocessing.process.BaseProcess) -> None:
    """A process ends only when all that it said was heard."""
    while hall.is_alive():
        try:
            shown.get(timeout=0.1)
        except queue.Empty:
            hall.join(0.1)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=60)
    given = arguments.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([__name__])
    folder = Path(tempfile.mkdtemp(prefix="lobby-benchmark-"))
    try:
        url = new_record(folder / "lobby.db", counters=1)
        door = open_lobby(url)
        for _ in range(given.rounds + WARM_UP):
            door.do(TakeTicket("cash-withdraw"))
        door.close()
        time.sleep(1.5)  # nobody is called in the second in which his ticket is printed (V3)
        stamps = calls(url, given.rounds + WARM_UP)[WARM_UP:]
        floor = bare(folder, given.rounds)
        print(row("floor: commit → noticed elsewhere", floor))
        print(row("Enter → painted in the hall", between(stamps), floor, TARGET))
    finally:
        application.quit()
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
