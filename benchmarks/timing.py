"""Times of single steps: their percentiles, and how a figure stands beside its floor and its target."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Sorted times of single steps, seconds, and how long all of them took."""

    times: tuple[float, ...]
    whole: float

    def at(self, share: float) -> float:
        """The time that so many of the steps keep within, in milliseconds."""
        return self.times[min(len(self.times) - 1, int(len(self.times) * share))] * 1000

    def __str__(self) -> str:
        rate = len(self.times) / self.whole
        return f"{rate:8.0f}/s   p50 {self.at(0.5):7.2f} ms   p99 {self.at(0.99):7.2f} ms"


def timed(step: Callable[[int], object], rounds: int) -> Timing:
    """Do `step` so many times, one after the other."""
    times = []
    began = time.perf_counter()
    for number in range(rounds):
        before = time.perf_counter()
        step(number)
        times.append(time.perf_counter() - before)
    return Timing(tuple(sorted(times)), time.perf_counter() - began)


def ordered(times: Iterable[float]) -> Timing:
    """Of times that came in any order."""
    found = tuple(sorted(times))
    return Timing(found, sum(found))


def between(stamps: Iterable[tuple[int, int]]) -> Timing:
    """From pairs of moments in nanoseconds."""
    return ordered((end - start) / 1e9 for start, end in stamps)


def row(name: str, timing: Timing, floor: Timing | None = None, target: float | None = None) -> str:
    """One line of a table: median, p95, worst; how often the floor's median; the target that p95 is held to."""
    line = f"{name:<34} p50 {timing.at(0.5):7.1f}   p95 {timing.at(0.95):7.1f}   worst {timing.at(1.0):7.1f} ms"
    if floor is not None:
        line += f"   {timing.at(0.5) / floor.at(0.5):5.1f} × floor"
    return line if target is None else f"{line}   target: p95 ≤ {target:.0f} ms"
