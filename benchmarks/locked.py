"""The longest standstill of each face while another process keeps the database locked and the printer hangs.

    .venv/bin/python -m benchmarks.locked [--seconds 30]

Each face runs offscreen in a process of its own, where a timer ticks every 5 ms; a gap is the time between two ticks.
Meanwhile somebody touches the kiosk and types at panel and console. The kiosk's printer takes the connection, reads
nothing and answers nothing. Beside the floor at the same time: an empty window with the same timer, painted as often.
On a busy machine both stand still because others compute; what the face computed in one go tells the two apart.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.finger import PATIENCE, spots, tap
from benchmarks.paper_sink import sink
from benchmarks.sample import new_record
from benchmarks.timing import Timing, ordered
from counter_display.hall import app as hall
from counter_display.panel import app as panel
from devices.printer import printer_at
from kiosk import app as kiosk
from lobby import config, sqlite
from lobby.api import open_lobby
from lobby.commands import CallNext, OpenCounter, TakeTicket
from lobby.record_file import sqlite_path
from lobby_console import app as console
from uikit.app import settle
from uikit.link import Link

TARGET = 100.0
TICK_MS, HAND_MS = 5, 250
SETTLE = 4.0
WAITING = 12
FACES = ("kiosk", "teller panel", "hall display", "console")
EMPTY = "empty window"


@dataclass(frozen=True, slots=True)
class Standstill:
    """How long the loop stood still at a time, and how much of each was its own computing."""

    gaps: Timing
    computed: Timing


Face = tuple[QWidget, Callable[[], object]]
"""A window, and what somebody does there every quarter of a second."""
Told = tuple[str, Standstill | None]
"""Who tells: at first that he is ready, at the end his gaps."""
PANEL_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_R, Qt.Key.Key_Z, Qt.Key.Key_S, Qt.Key.Key_Escape, Qt.Key.Key_P)
CONSOLE_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_D, Qt.Key.Key_Escape)


class Ticks(QObject):
    """From `begin` on, the gaps between its ticks, and what the UI thread computed in each."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.computed: list[float] = []
        self._last = self._last_cpu = 0.0
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        self._last, self._last_cpu = time.monotonic(), time.thread_time()
        self._timer.start()

    def _tick(self) -> None:
        now, cpu = time.monotonic(), time.thread_time()
        self.gaps.append(now - self._last)
        self.computed.append(cpu - self._last_cpu)
        self._last, self._last_cpu = now, cpu

    @property
    def standstill(self) -> Standstill:
        return Standstill(ordered(self.gaps), ordered(self.computed))


def live(name: str, url: str, printer: str, begin: Event, ended: Event, told: Queue[Told]) -> None:
    """A face's process: it tells when it knows the hall; from `begin` to `ended` its loop is watched."""
    app = QApplication([name])
    link = None if name == EMPTY else Link(lambda: open_lobby(url))
    window, act = made(name, link, printer) if link else nothing()
    window.show()
    settle()
    ticks, hand, look = Ticks(), QTimer(interval=HAND_MS), QTimer(interval=50)
    hand.timeout.connect(act)
    ready = False

    def check() -> None:
        nonlocal ready
        if not ready and (link is None or link.now is not None):
            ready = True
            told.put((name, None))
        if begin.is_set() and not hand.isActive():
            hand.start()
            ticks.begin()
        if ended.is_set():
            app.quit()

    look.timeout.connect(check)
    look.start()
    app.exec()
    told.put((name, ticks.standstill))
    window.close()
    if link:
        link.close()


def nothing() -> Face:
    """The floor: a window of the kiosk's size, painted as often as somebody would touch it."""
    window = QWidget()
    window.resize(1080, 1920)
    return window, window.update


def made(name: str, link: Link, printer: str) -> Face:
    """A face on its link."""
    window: QWidget
    match name:
        case "kiosk":
            face = kiosk.build(link, config.Kiosk(link_base="https://lobby.example.cn/q"), printer=printer_at(printer))
            face.resize(1080, 1920)
            return face, lambda: touch_anything(face)
        case "teller panel":
            window = panel.build(link, "1", "t1")
            return window, lambda: QTest.keyClick(window, random.choice(PANEL_KEYS))
        case "hall display":
            window = hall.build(link)
            window.resize(1920, 1080)
            return window, window.update
    window = console.build(link, staff="m1")
    window.resize(1920, 1080)
    return window, lambda: QTest.keyClick(window, random.choice(CONSOLE_KEYS))


def touch_anything(face: kiosk.KioskFace) -> None:
    """One of what the page offers, as a child would."""
    offered = spots(face)
    if offered:
        tap(random.choice(offered))


def lock(url: str, seconds: float) -> None:
    """Keep everybody else from writing, as a program that went astray does."""
    connection = sqlite.connect(sqlite_path(url))
    connection.execute("BEGIN EXCLUSIVE")
    time.sleep(seconds)
    connection.execute("ROLLBACK")
    connection.close()


def stand(name: str, url: str, printer: str, seconds: float) -> dict[str, Standstill | None]:
    """One face and the empty window through the lock and a moment beyond it."""
    context = multiprocessing.get_context("spawn")
    begin, ended = context.Event(), context.Event()
    told: Queue[Told] = context.Queue()
    faces = [context.Process(target=live, args=(one, url, printer, begin, ended, told)) for one in (name, EMPTY)]
    for face in faces:
        face.start()
    for _ in faces:
        told.get(timeout=PATIENCE)
    time.sleep(SETTLE)
    begin.set()
    lock(url, seconds)
    time.sleep(SETTLE)
    ended.set()
    found = dict(told.get(timeout=PATIENCE) for _ in faces)
    for face in faces:
        face.join()
    return found


def compare(folder: Path, seconds: float) -> None:
    with sink(hangs=True) as printer:
        for name in FACES:
            url = new_record(folder / f"{name}.db", counters=0)
            open_house(url)
            found = stand(name, url, printer.url, seconds)
            ours, floor = found[name], found[EMPTY]
            assert ours is not None
            assert floor is not None
            worst, empty = ours.gaps.at(1.0), floor.gaps.at(1.0)
            print(
                f"{name:<13} longest gap {worst:6.1f} ms   computed in one go {ours.computed.at(1.0):6.1f}   "
                f"empty window {empty:6.1f} ms ({worst / empty:4.1f} × floor)   target: ≤ {TARGET:.0f} ms",
                flush=True,
            )


def open_house(url: str) -> None:
    """Somebody waits, somebody is at counter 1."""
    door = open_lobby(url)
    door.do(OpenCounter("1", "t1"))
    for _ in range(WAITING):
        door.do(TakeTicket("cash-withdraw"))
    time.sleep(1.1)  # nobody is called in the second in which his ticket is printed (V3)
    door.do(CallNext("1"))
    door.close()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=30.0, help="how long the database is locked")
    given = arguments.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(tempfile.mkdtemp(prefix="lobby-benchmark-"))
    try:
        compare(folder, given.seconds)
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
