"""A branch flat out through its host: 8 tellers, 2 kiosks and 4 watchers, each a process with its own paired station.

    .venv/bin/python -m benchmarks.branch [--seconds 10] [--presses 20] [--past 0]

Prints commands a second beside a bare INSERT and commit of the same run, how long a press took, how long it took when
all tellers press in the same instant, how old an event was when a watcher heard of it, and what committing together
gains.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from multiprocessing.context import SpawnProcess
from pathlib import Path

from benchmarks.floor import bare
from benchmarks.guests import COUNTERS, Guest, Rounds, invited, press_together, serve, take_numbers, watch
from benchmarks.past import add_past_tickets
from benchmarks.sample import new_record
from benchmarks.timing import Timing, ordered, row, timed
from gateway.machine import take_turns
from gateway.routes import application
from gateway.serving import Host, listen, tls
from lobby import certificate
from lobby.clock import Clock
from lobby.commands import TakeTicket
from lobby.local import LocalLobby
from lobby.writer import Errand

KIOSKS, WATCHERS = 2, 4
TOGETHER = 8


def host(url: str, certificate_file: Path, ready: Rounds) -> None:
    """The branch's host in a process of its own, until it is told to end."""
    take_turns()
    lobby = LocalLobby(url, Clock())
    serving = Host(application(lobby), listen("127.0.0.1", 0), tls(certificate_file))
    thread = serving.start()
    ready.put(serving.port)
    ready.ended.wait()
    serving.should_exit = True
    thread.join()
    lobby.close()


def started(
    work: Callable[..., None], guests: Sequence[Guest], address: str, pin: str, rounds: Rounds
) -> list[SpawnProcess]:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=work, args=(address, pin, guest, rounds)) for guest in guests]
    for process in processes:
        process.start()
    return processes


def told(rounds: Rounds, processes: Sequence[SpawnProcess]) -> list[float]:
    """What all of them measured, seconds."""
    times = [seconds for _ in processes for seconds in rounds.get()]
    for process in processes:
        process.join()
    return times


def flat_out(address: str, pin: str, guests: dict[str, list[Guest]], seconds: float) -> tuple[Timing, Timing]:
    """Presses of tellers and kiosks, and the age of events at the watchers."""
    working, watching = Rounds(COUNTERS + KIOSKS), Rounds(WATCHERS)
    watchers = started(watch, guests["display"], address, pin, watching)
    watching.all_here()
    workers = started(serve, guests["counter"], address, pin, working)
    workers += started(take_numbers, guests["kiosk"], address, pin, working)
    working.all_here()
    time.sleep(seconds)
    working.ended.set()
    presses = told(working, workers)
    watching.ended.set()
    ages = told(watching, watchers)
    return Timing(tuple(sorted(presses)), seconds), ordered(ages)


def in_one_instant(address: str, pin: str, guests: Sequence[Guest], presses: int) -> Timing:
    """All tellers press at the same moment, again and again."""
    rounds = Rounds(len(guests), presses)
    processes = started(press_together, guests, address, pin, rounds)
    return ordered(told(rounds, processes))


def committed_together(url: str, rounds: int) -> tuple[Timing, Timing]:
    """Numbers given out one by one, and eight in one commit."""
    lobby = LocalLobby(url, Clock())
    alone = timed(lambda _: lobby.do(TakeTicket("transfer")), rounds)
    eight = [Errand(TakeTicket("transfer"))] * TOGETHER
    together = timed(lambda _: lobby.do_together(eight), rounds // TOGETHER)
    lobby.close()
    return alone, together


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=10.0)
    arguments.add_argument("--presses", type=int, default=20)
    arguments.add_argument("--past", type=int, default=0)
    given = arguments.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="lobby-benchmark-"))
    try:
        return measure(folder, given.seconds, given.presses, given.past)
    finally:
        shutil.rmtree(folder)


def measure(folder: Path, seconds: float, presses: int, past: int) -> int:
    url = new_record(folder / "branch.db", counters=0)
    if past:
        add_past_tickets(url, past, dt.date(2020, 1, 1))
    guests = invited(url, KIOSKS, WATCHERS)
    certificate_file = folder / "host.crt"
    certificate.make(certificate_file, ["127.0.0.1"])
    pin = certificate.fingerprint(certificate_file)
    floor = bare(folder, 1000)
    ready = Rounds(1)
    serving = multiprocessing.get_context("spawn").Process(target=host, args=(url, certificate_file, ready))
    serving.start()
    address = f"https://127.0.0.1:{ready.get()}"
    pressed, ages = flat_out(address, pin, guests, seconds)
    instant = in_one_instant(address, pin, guests["counter"], presses)
    ready.ended.set()
    serving.join()
    alone, together = committed_together(url, 400)
    rate, bare_rate = len(pressed.times) / pressed.whole, len(floor.times) / floor.whole
    print(f"bare INSERT + commit               {floor}")
    print(f"flat out through the host          {pressed}   {rate / bare_rate:.2f} × bare")
    print(f"{'':<34} slowest {pressed.at(1.0):.0f} ms")
    print(f"{'':<34} target: ≥ 900/s, p99 ≤ 60 ms, slowest ≤ 200 ms, ≥ 0.20 × bare")
    print(row("all tellers in one instant", instant) + "   target: slowest ≤ 200 ms")
    print(row("an event's age at the watcher", ages, target=50))
    each = together.at(0.5) / TOGETHER
    print(f"a number alone {alone.at(0.5):.2f} ms, of {TOGETHER} committed together {each:.2f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
