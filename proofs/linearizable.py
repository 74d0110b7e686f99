"""Whether what several hands did at once could have been done one after the other: Wing and Gong's search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from proofs.line import Line, Step


@dataclass(frozen=True, slots=True)
class Done:
    """A step, asked at `began` and answered at `ended`: it took effect at one moment between the two."""

    began: int
    ended: int
    step: Step


def linearizable(history: Sequence[Done], start: Line | None = None) -> bool:
    """Whether some order of all steps keeps to the clock and is what the line would have answered, one by one."""
    steps = sorted(history, key=lambda done: done.began)
    everything = (1 << len(steps)) - 1
    line = start or Line()
    seen: set[tuple[int, Line]] = set()
    path = [(0, line, _next(steps, 0))]
    while path:
        done, line, possible = path[-1]
        if done == everything:
            return True
        chosen = next(possible, None)
        if chosen is None:
            path.pop()
            continue
        after = line.after(steps[chosen].step)
        moment = (done | 1 << chosen, after)
        if after is not None and moment not in seen:
            seen.add((done | 1 << chosen, after))
            path.append((done | 1 << chosen, after, _next(steps, done | 1 << chosen)))
    return False


def _next(steps: Sequence[Done], done: int) -> Iterator[int]:
    """Steps that may come next: not done, and begun before any other that is not done had ended."""
    first = (~done & (done + 1)).bit_length() - 1
    earliest_end = None
    for number in range(first, len(steps)):
        if done >> number & 1:
            continue
        if earliest_end is not None and steps[number].began > earliest_end:
            return
        ended = steps[number].ended
        earliest_end = ended if earliest_end is None else min(earliest_end, ended)
        yield number
