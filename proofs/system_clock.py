"""However the machines' own clocks jump, each by itself, no number repeats and no wait is negative.

    python -m proofs.system_clock [--long] [--rounds JUMPS]

As `proofs.clock`, but with real programs whose system clock is faked by libfaketime (Debian's package `faketime`): a
host, two of its guests over TLS, and two programs beside it on the same record. The second of each pair is ten minutes
ahead of the first. At each jump every clock jumps; then all four go on at once.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

from sqlalchemy import func, select

from lobby.access import Badge
from lobby.api import Lobby, open_lobby
from lobby.commands import TakeTicket
from lobby.remote import RemoteLobby
from lobby.store import Store
from lobby.tables import TicketRow
from proofs import host as hosts
from proofs.branch import CASH, EVERYWHERE, new_branch, sound
from proofs.clock import APART, JUMPS, MONDAY, act, commands, look, move_to_summer_time, no_number_twice
from proofs.promise import Findings, Setting, main

SHORT, LONG = 22, 1000
COMMANDS_EACH = 6
SOON = dt.timedelta(seconds=60)
LIBRARIES = ("faketime/libfaketimeMT.so.1", "*/faketime/libfaketimeMT.so.1")


SLEEP_BY_SELECT = """\
# Python sleeps until a moment of the monotonic clock, which libfaketime takes for one of the faked clock.
import select
import time

time.sleep = lambda seconds: select.select([], [], [], seconds) and None
"""


def library() -> Path:
    """What fakes a program's clock."""
    for place in (Path("/usr/lib"), Path("/usr/local/lib")):
        for name in LIBRARIES:
            for found in place.glob(name):
                return found
    raise SystemExit("not tried here: libfaketime is not installed (Debian: faketime)")


class Machine:
    """A machine's clock, which its programs take for the time; `ahead` of the first one's."""

    def __init__(self, file: Path, ahead: dt.timedelta = dt.timedelta()) -> None:
        self._file, self._ahead = file, ahead
        self._start = file.with_suffix(".start")
        self._start.mkdir()
        (self._start / "sitecustomize.py").write_text(SLEEP_BY_SELECT)
        self.off = dt.timedelta()

    def set_to(self, moment: dt.datetime) -> None:
        self.off = moment + self._ahead - dt.datetime.now(dt.UTC)
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{self.off.total_seconds():+.3f}")
        fresh.replace(self._file)  # never read half

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC) + self.off

    @property
    def surroundings(self) -> Mapping[str, str]:
        """The environment of a program of this machine; what it waits for goes by the real time."""
        faked = {"LD_PRELOAD": str(library()), "FAKETIME_TIMESTAMP_FILE": str(self._file), "FAKETIME_NO_CACHE": "1"}
        real = {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1", "PYTHONPATH": str(self._start)}
        return {**faked, **real, "PYTHONWARNINGS": "ignore"}


class Heard(NamedTuple):
    """What a station says came of its commands; `now` is what it takes for the time."""

    broken: list[str]
    refused: dict[str, int]
    now: str


class Station:
    """A program of a machine that does so many commands each time it is told, and says what came of them."""

    def __init__(self, machine: Machine, *words: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "proofs.system_clock", "station", *words],
            env={**os.environ, **machine.surroundings}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def tell(self, jump: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{jump}\n")
        self._process.stdin.flush()

    def hear(self) -> Heard:
        assert self._process.stdout
        line = self._process.stdout.readline()
        return Heard(**json.loads(line)) if line else Heard(["a station has ended"], {}, "")

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


def prove(setting: Setting, findings: Findings) -> None:
    library()
    random, rounds = setting.random, setting.count(SHORT, LONG)
    url = new_branch(setting.folder)
    move_to_summer_time(url)
    machines = [Machine(setting.folder / "host.time"), Machine(setting.folder / "far.time", APART)]
    for machine in machines:
        machine.set_to(MONDAY)
    host = hosts.Host(url, setting.folder, surroundings=machines[0].surroundings)
    pin = host.with_certificate()
    badges = [hosts.kiosk(url, f"K{n}") for n, _ in enumerate(machines)]
    host.start()
    stations = [Station(machine, str(n), url) for n, machine in enumerate(machines)]
    stations += [Station(machine, str(n + 2), host.at, pin, badge.station_token or "")
                 for n, (machine, badge) in enumerate(zip(machines, badges, strict=True))]  # fmt: skip
    try:
        refused = _play(stations, machines, random, rounds, findings)
    finally:
        for station in stations:
            station.end()
        host.kill()
    no_number_twice(url, findings)
    findings.hold(sound(url) == "ok", f"the record is damaged: {sound(url)}")
    findings.figures |= {"jumps": rounds, "programs": len(stations) + 1, "tickets": _tickets(url)}
    findings.figures |= {"refused by rule": refused.total(), "broken": len(findings.broken)}


def _play(
    stations: list[Station], machines: list[Machine], random: Random, rounds: int, findings: Findings
) -> Counter[str]:
    refused = Counter[str]()
    for number in range(rounds):
        name = list(JUMPS)[number % len(JUMPS)] if number < 2 * len(JUMPS) else random.choice(list(JUMPS))
        there = JUMPS[name](machines[0].now())
        for machine in machines:
            machine.set_to(there)
        for station in stations:
            station.tell(name)
        for n, station in enumerate(stations):
            said = station.hear()
            findings.broken.extend(said.broken)
            refused.update(said.refused)
            _hold_faked(said.now, machines[n % len(machines)], findings, name)
    return refused


def _hold_faked(said: str, machine: Machine, findings: Findings, jump: str) -> None:
    """The station takes its machine's clock for the time; otherwise this would prove nothing."""
    believed = dt.datetime.fromisoformat(said) if said else dt.datetime.min.replace(tzinfo=dt.UTC)
    findings.hold(abs(believed - machine.now()) < SOON, f"{jump}: a station believes it is {said}")


def _tickets(url: str) -> int:
    store = Store(url)
    with store.read() as session:
        found = session.scalar(select(func.count()).select_from(TicketRow)) or 0
    store.close()
    return found


def work(seed: str, where: str, pin: str = "", token: str = "") -> None:
    """What a station does: the record's own programs anything, guests what a kiosk may."""
    logging.disable(logging.CRITICAL)
    random, tickets = Random(seed), list[int]()
    door: Lobby = RemoteLobby(where, Badge(token), pin) if pin else open_lobby(where)
    for line in sys.stdin:
        findings, refused = Findings(), Counter[str]()
        for _ in range(COMMANDS_EACH):
            command = TakeTicket(random.choice((CASH, EVERYWHERE))) if pin else commands(random, tickets)
            act(door, command, tickets, refused, findings, line.strip())
        look(door, findings, line.strip())
        now = dt.datetime.now(dt.UTC).isoformat()
        print(json.dumps(Heard(findings.broken, refused, now)._asdict()), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["station"]:
        work(*sys.argv[2:])
    else:
        main(prove, __doc__)
