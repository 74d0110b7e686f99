"""How much of a printer's paper roll is used: counted on disk, begun anew with a new roll, told in tickets left."""

import json
import logging
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from devices.escpos import Answers, Fault

log = logging.getLogger(__name__)

USUAL_MM = 140.0  # of one ticket, until enough were printed to know
SLOWNESS = 20  # tickets over which the usual length is taken


@dataclass(frozen=True)
class Count:
    """What is on disk. The last three tell a new roll from a cover that was only opened."""

    used_mm: float = 0.0
    papers: int = 0
    usual_mm: float = USUAL_MM
    rolls: int = 0  # changed so far
    out: bool = False
    near: bool = False
    opened: bool = False


class Roll:
    """The roll in one printer, `metres` long when new. Trouble with the file never keeps a ticket from printing."""

    def __init__(self, file: Path, metres: float, warn: int = 60) -> None:
        self.file = file
        self.metres = metres
        self.warn = warn
        self._unwritten: Count | None = None

    @property
    def count(self) -> Count:
        """As it is on disk, where another program may have begun a new roll."""
        if self._unwritten is not None:
            return self._unwritten
        with suppress(OSError, ValueError, TypeError, AttributeError, LookupError):  # none yet, or not ours any more
            found = json.loads(self.file.read_text(encoding="utf-8"))
            kinds = {key: type(value) for key, value in asdict(Count()).items()}
            return Count(**{key: kinds[key](value) for key, value in found.items()})
        return Count()

    @property
    def left(self) -> int:
        """About how many tickets still fit on it; 0 when it is longer than it should be."""
        count = self.count
        return max(0, int((1000 * self.metres - count.used_mm) / count.usual_mm))

    @property
    def low(self) -> int | None:
        """About how many are left, in few steps so that staff hear of it few times; None while there are plenty."""
        left = self.left
        if left > self.warn:
            return None
        return next((step for step in (5, 10, *range(20, self.warn, 20)) if left <= step), self.warn)

    def used(self, millimetres: float) -> None:
        """Another paper of this length."""
        count = self.count
        part = SLOWNESS if count.papers + count.rolls >= SLOWNESS else count.papers + 1
        usual = count.usual_mm + (millimetres - count.usual_mm) / max(2, part)
        used = count.used_mm + millimetres
        self._keep(replace(count, used_mm=round(used, 1), papers=count.papers + 1, usual_mm=round(usual, 1)))

    def changed(self) -> None:
        """There is a new roll in it."""
        count = self.count
        self._keep(Count(usual_mm=count.usual_mm, rolls=count.rolls + 1))

    def seen(self, answers: Answers) -> None:
        """What the printer answered: paper after none is a new roll, and so is plenty after near its end.

        An open cover says nothing of the paper: whoever clears a jam lifts the roll out and puts it back.
        """
        count = self.count
        fault = answers.fault
        if answers.cover_open:
            now = replace(count, opened=count.near)
        elif fault is Fault.PAPER_END:
            now = replace(count, out=True)
        elif count.out or (count.near and count.opened and fault is None):
            self.changed()
            return
        else:
            now = replace(count, near=fault is Fault.NEAR_END, opened=False)
        if now != count:
            self._keep(now)

    def _keep(self, count: Count) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            new = self.file.with_suffix(".new")
            with new.open("w", encoding="utf-8") as stream:
                json.dump(asdict(count), stream)
                stream.flush()
                os.fsync(stream.fileno())
            new.replace(self.file)
        except OSError as trouble:
            if self._unwritten is None:
                log.warning("the paper count %s can't be kept on disk: %s", self.file, trouble)
            self._unwritten = count
        else:
            self._unwritten = None
