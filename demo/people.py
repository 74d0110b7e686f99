"""Simulated customers and tellers on a thread of their own, at the pace of the demo's clock."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from random import Random

from demo.stage import PacedClock, Stage, cards
from lobby.errors import Refused
from lobby.simulate import Simulation, chosen_counters, visitors

log = logging.getLogger(__name__)

CUSTOMERS_PER_HOUR = 100
BEFORE, AFTER = dt.timedelta(hours=1), dt.timedelta(hours=6.5)
"""The day began before anybody looks, so that the demo starts with the morning's peak."""


class People:
    """They come and work until `stop`; the counter `free` is left to whoever tries the demo."""

    def __init__(self, stage: Stage, clock: PacedClock, seed: int, free: str) -> None:
        self._clock = clock
        self._door = stage.door()
        self._leave = threading.Event()
        start = clock.now()
        first, last = start - BEFORE, start + AFTER
        count = round((last - first) / dt.timedelta(hours=1) * CUSTOMERS_PER_HOUR)
        people = [v for v in visitors(stage.branch, Random(seed), first, last, count, cards()) if v.at >= start]
        counters = [code for code in chosen_counters(stage.branch, 7) if code != free]
        self._day = Simulation(self._door, people, counters, seed)
        self._day.open_counters(start)
        self._day.look_after(start, last)
        self._thread = threading.Thread(target=self._live, name="people", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._leave.set()
        self._thread.join(5.0)

    def _live(self) -> None:
        for at, action in self._day.steps():
            if self._leave.wait(max(0.0, self._clock.seconds_until(at))):
                break
            try:
                action()
            except Refused as refused:  # somebody who tries the demo was faster
                log.info("a simulated person was refused: %s", refused)
        self._door.close()
