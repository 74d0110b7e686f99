"""How long each face takes from the start of its process to its first frame, and how much memory it then holds.

    .venv/bin/python -m benchmarks.start [--rounds 5] [--settle 3]

Beside a Python that only imports Qt's widgets and shows an empty window, in the same run: everything above that is
ours. The first start follows upon dropping the installed files from the system's memory, where the system lets us;
the others are warm. CPU is what the process computed until its first frame: it stays the same on a busy machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.memory import megabytes
from benchmarks.sample import new_record
from benchmarks.stopwatch import EMPTY, FIRST, FULL

FRAME_SECONDS, MEGABYTES = 1.0, 130
PATIENCE = 60.0
FACES = {
    "empty window": (EMPTY,),
    "kiosk": ("kiosk.app", "--size", "1080x1920"),
    "teller panel": ("counter_display.panel.app", "--counter", "1", "--staff", "t1"),
    "hall display": ("counter_display.hall.app", "--size", "1920x1080"),
    "console": ("lobby_console.app", "--size", "1920x1080"),
}


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds to the first frame and to the first that shows the record, CPU seconds to the first, memory held."""

    first: float
    full: float
    cpu: float
    held: float


def start(words: tuple[str, ...], url: str, settle: float) -> Start:
    """Start a face, wait for its frames, let it settle, end it."""
    arguments = words if words == (EMPTY,) else (*words, "--database", url)
    began = time.monotonic_ns()
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.stopwatch", *arguments], stdout=subprocess.PIPE, text=True
    )
    # A face that never paints ends here, and the reading below with it.
    overdue = threading.Timer(PATIENCE, process.kill)
    overdue.start()
    told: dict[str, tuple[int, int]] = {}
    assert process.stdout is not None
    while FULL not in told and (line := process.stdout.readline()):
        frame, at, cpu = line.split()
        told[frame] = (int(at), int(cpu))
    overdue.cancel()
    time.sleep(settle)
    held = megabytes(process.pid)
    process.kill()
    process.communicate()
    return Start((told[FIRST][0] - began) / 1e9, (told[FULL][0] - began) / 1e9, told[FIRST][1] / 1e9, held)


def cool() -> None:
    """Ask the system to forget the installed files; those that other programs have open stay."""
    if not hasattr(os, "posix_fadvise"):
        return
    for file in Path(sysconfig.get_path("purelib")).rglob("*"):
        if file.is_file():
            with file.open("rb") as opened:
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def compare(folder: Path, rounds: int, settle: float) -> None:
    url = new_record(folder / "lobby.db", counters=4)
    starts: dict[str, list[Start]] = {name: [] for name in FACES}
    for number in range(rounds + 1):
        for name, words in FACES.items():
            if number == 0:
                cool()
            starts[name].append(start(words, url, settle))
    floor = statistics.median(one.cpu for one in starts["empty window"][1:])
    for name, (cold, *warm) in starts.items():
        firsts = [one.first for one in warm]
        cpu = statistics.median(one.cpu for one in warm)
        print(
            f"{name:<13} first frame: cold {cold.first:5.2f}   warm, least {min(firsts):5.2f}, "
            f"median {statistics.median(firsts):5.2f} s (CPU {cpu:5.2f} s, {cpu / floor:4.1f} × floor)   "
            f"with the record {statistics.median(one.full for one in warm):5.2f} s   "
            f"memory {statistics.median(one.held for one in warm):4.0f} MB"
        )
    print(f"targets: first frame ≤ {FRAME_SECONDS} s, memory ≤ {MEGABYTES} MB")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--settle", type=float, default=3.0, help="seconds before memory is looked at")
    given = arguments.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(tempfile.mkdtemp(prefix="lobby-benchmark-"))
    try:
        compare(folder, given.rounds, given.settle)
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
