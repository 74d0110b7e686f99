"""How every proof is run: short or `--long`, in a folder of its own, ending in one line and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from proofs.ways import SQLITE, WAYS, Places, places

SHOWN = 10
"""Broken promises that are printed one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a proof is to be run; the same seed makes the same choices."""

    folder: Path
    long: bool
    seed: int
    rounds: int | None
    way: str
    place: Places
    """Where a record of a name goes, on the way that the proof is run."""

    def count(self, short: int, long: int) -> int:
        """How many rounds, calls or cuts: as given on the command line, else by length."""
        return self.rounds or (long if self.long else short)

    @property
    def random(self) -> Random:
        return Random(self.seed)


@dataclass(slots=True)
class Findings:
    """What a proof has seen: its figures, and each time that the promise was broken."""

    figures: dict[str, object] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def hold(self, kept: bool, otherwise: str) -> bool:
        """The promise is kept here, or this is how it is broken."""
        if not kept:
            self.broken.append(otherwise)
        return kept

    @property
    def line(self) -> str:
        return ", ".join(f"{value:,} {name}" if isinstance(value, int) else f"{name} {value}" for name, value in
                         self.figures.items())  # fmt: skip


Proof = Callable[[Setting, Findings], None]


def run(proof: Proof, promise: str | None, arguments: list[str] | None = None) -> int:
    """The command line of a proof: 0 when its promise holds, 1 when it does not."""
    parser = argparse.ArgumentParser(description=promise, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true", help="as often as docs/reliability.md says, not as in CI")
    parser.add_argument("--rounds", type=int, help="how often, instead of what the length says")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--way", choices=WAYS, default=SQLITE, help="where the record is kept, where it matters")
    given = parser.parse_args(arguments)
    if hasattr(os, "nice"):
        os.nice(5)
    findings, began = Findings(), time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="lobby-proof-", ignore_cleanup_errors=True) as folder,
        places(given.way, Path(folder)) as place,
    ):
        proof(Setting(Path(folder), given.long, given.seed, given.rounds, given.way, place), findings)
    for words in findings.broken[:SHOWN]:
        print(f"BROKEN: {words}")
    findings.figures.setdefault("way", given.way)
    verdict = "holds" if not findings.broken else f"BROKEN {len(findings.broken)} times"
    print(f"{verdict}: {findings.line} ({time.monotonic() - began:.0f} s)", flush=True)
    return 1 if findings.broken else 0


def main(proof: Proof, promise: str | None) -> None:
    """What `python -m proofs.<name>` does."""
    sys.exit(run(proof, promise))
