"""How fast the record issues and calls, beside a bare INSERT and commit of the same durability in the same run.

    .venv/bin/python -m benchmarks.record [--rounds 400] [--past 1000000]

Prints commands a second, p50 and p99 in milliseconds with 1 and 8 processes, on a new record and on one with many
past tickets, and the ratios between them. The figures are this machine's; the ratios are what to compare.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import shutil
import sys
import tempfile
from multiprocessing.synchronize import Barrier
from pathlib import Path

from benchmarks.floor import bare
from benchmarks.past import add_past_tickets
from benchmarks.sample import new_record
from benchmarks.timing import Timing, timed
from lobby.api import open_lobby
from lobby.commands import Arrive, CallNext, TakeTicket

PROCESSES = 8
SERVICE = "transfer"
"""What every counter of the sample branch does."""


def issue_and_call(url: str, rounds: int, counter: str = "1") -> tuple[Timing, Timing]:
    """So many tickets taken, then as many called and arrived; each call finishes the one before."""
    door = open_lobby(url)
    issued = timed(lambda _: door.do(TakeTicket(SERVICE)), rounds)

    def call(_: int) -> None:
        door.do(CallNext(counter))
        door.do(Arrive(counter))

    called = timed(call, rounds)
    door.close()
    return issued, called


def _worker(url: str, counter: str, rounds: int, start: Barrier, results: multiprocessing.Queue[object]) -> None:
    door = open_lobby(url)
    start.wait()

    def both(_: int) -> None:
        door.do(TakeTicket(SERVICE))
        door.do(CallNext(counter))
        door.do(Arrive(counter))

    results.put(timed(both, rounds))
    door.close()


def crowd(url: str, rounds: int) -> Timing:
    """Eight processes at once; a step is one ticket, one call and one arrival."""
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(PROCESSES), context.Queue()
    workers = [
        context.Process(target=_worker, args=(url, str(n + 1), rounds // PROCESSES, start, results))
        for n in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    found: list[Timing] = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    return Timing(tuple(sorted(t for timing in found for t in timing.times)), max(t.whole for t in found))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=400)
    arguments.add_argument("--past", type=int, default=1_000_000)
    given = arguments.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="lobby-benchmark-"))
    try:
        return compare(folder, given.rounds, given.past)
    finally:
        shutil.rmtree(folder)


def compare(folder: Path, rounds: int, past: int) -> int:
    new, old = new_record(folder / "new.db"), new_record(folder / "old.db")
    print(f"adding {past:,} past tickets …", flush=True)
    add_past_tickets(old, past, dt.date(2020, 1, 1))
    floor = bare(folder, rounds)
    # The two records take turns, so that a busy moment of the machine hits both.
    turns = [(issue_and_call(new, rounds), issue_and_call(old, rounds)) for _ in range(3)]
    rows: dict[str, list[Timing]] = {"issue": [], "call": []}
    for (issue_new, call_new), (issue_old, call_old) in turns:
        rows["issue"] += [issue_new, issue_old]
        rows["call"] += [call_new, call_old]
    print(f"bare INSERT + commit                {floor}")
    for name, timings in rows.items():
        on_new, on_old = merged(timings[0::2]), merged(timings[1::2])
        print(f"{name:<6} 1 process, no past tickets    {on_new}   {on_new.at(0.5) / floor.at(0.5):5.1f} × bare p50")
        print(
            f"{name:<6} 1 process, {past:>9,} past    {on_old}   {on_old.at(0.5) / on_new.at(0.5):5.2f} × no past p50"
        )
    together = crowd(new, rounds)
    print(f"issue + call, {PROCESSES} processes           {together}")
    return 0


def merged(timings: list[Timing]) -> Timing:
    return Timing(tuple(sorted(t for timing in timings for t in timing.times)), sum(t.whole for t in timings))


if __name__ == "__main__":
    sys.exit(main())
