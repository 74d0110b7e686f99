"""A week changes nothing in what the programs hold: memory grows less than 5 %, files and connections stay the same.

    python -m proofs.week [--long] [--rounds DAYS]

Kiosk, hall display, console and teller panel run as they do in a branch, without a screen; a process of its own plays
day after day on their record, with customers and tellers (lobby/simulate.py) and a clock that is moved on. Taken after
the second day, when everything has been loaded, and after the last.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from benchmarks.memory import megabytes
from lobby.api import open_lobby
from lobby.clock import SimulatedClock
from lobby.commands import OpenDay
from lobby.queries import Setup
from lobby.simulate import Simulation, chosen_counters, play, visitors
from lobby.up import faces
from proofs.branch import new_branch
from proofs.crowd import processes
from proofs.promise import Findings, Setting, main

SHORT_DAYS, LONG_DAYS = 3, 7
SHORT_CUSTOMERS, LONG_CUSTOMERS = 12, 300
COUNTERS, WARM = 6, 2
AT_MOST = 0.05
OPENS, LASTS = dt.time(9), dt.timedelta(hours=8)
SETTLE, PATIENCE = 3.0, 3600.0
LOOKS, BETWEEN = 5, 0.1
PLAYER = "host and people"
Held = dict[str, tuple[float, int]]
"""Megabytes and open descriptors, by program."""


def days(url: str, customers: int, pipe: Connection) -> None:
    """Plays a day for each date in the pipe at one door, as a host has it. They lie ahead of the machine's own clock,
    which the faces have."""
    clock = SimulatedClock(dt.datetime.now(dt.UTC))
    door = open_lobby(url, clock)
    branch = door.ask(Setup())
    while True:
        date: dt.date = pipe.recv()
        start = dt.datetime.combine(date, OPENS, ZoneInfo(branch.timezone))
        clock.move_to(start - dt.timedelta(minutes=10))
        door.do(OpenDay())
        people = visitors(branch, Random(date.toordinal()), start, start + LASTS, customers)
        simulated = Simulation(door, people, chosen_counters(branch, COUNTERS), date.toordinal())
        play(door, clock, simulated, start, start + LASTS)
        pipe.send(date)


def prove(setting: Setting, findings: Findings) -> None:
    customers = LONG_CUSTOMERS if setting.long else SHORT_CUSTOMERS
    count = setting.count(SHORT_DAYS, LONG_DAYS)
    url = new_branch(setting.folder, counters=0, clock=SimulatedClock(dt.datetime.now(dt.UTC)))
    mine, theirs = processes().Pipe()
    player = processes().Process(target=days, args=(url, customers, theirs), daemon=True)  # type: ignore[attr-defined]
    player.start()
    taken: list[Held] = []
    with _faces(url, setting.folder) as running:
        for number in range(1, count + 1):
            mine.send(dt.datetime.now(dt.UTC).date() + dt.timedelta(days=number))
            if not mine.poll(PATIENCE) or mine.recv() is None:
                raise TimeoutError("the day did not end")
            time.sleep(SETTLE)
            taken.append({PLAYER: held(player.pid or 0)} | {name: held(face.pid) for name, face in running.items()})
    player.kill()
    _judge(taken[min(WARM, count) - 1], taken[-1], findings)
    findings.figures |= {"days": count, "customers a day": customers}


def _judge(warm: Held, last: Held, findings: Findings) -> None:
    for name, (memory, descriptors) in last.items():
        growth = memory / warm[name][0] - 1
        findings.hold(growth < AT_MOST, f"{name} grew by {growth:.1%}, to {memory:.0f} MB")
        findings.hold(descriptors <= warm[name][1], f"{name} had {warm[name][1]} descriptors and has {descriptors}")
        findings.figures[name] = f"{growth:+.1%} of {memory:.0f} MB and {descriptors} descriptors"


def held(process: int) -> tuple[float, int]:
    """The fewest descriptors of some looks: a connection that is just being opened or closed is not held."""
    looks = []
    for _ in range(LOOKS):
        looks.append(len(list(Path(f"/proc/{process}/fd").iterdir())))
        time.sleep(BETWEEN)
    return megabytes(process), min(looks)


@contextmanager
def _faces(url: str, folder: Path) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder), "LC_ALL": "C.UTF-8"}
    running = {
        face.name: subprocess.Popen(face.command(["--database", url]), env=environment, stderr=subprocess.DEVNULL)
        for face in faces("1", "t1")
    }
    try:
        yield running
        for name, face in running.items():
            if face.poll() is not None:
                raise RuntimeError(f"the {name} ended by itself")
    finally:
        for face in running.values():
            face.terminate()
            face.wait()


if __name__ == "__main__":
    if sys.platform == "win32":
        raise SystemExit("not tried here: it reads /proc")
    main(prove, __doc__)
