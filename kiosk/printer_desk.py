"""What staff do at the kiosk's printer, started by `lobby printer`: a test print, what paper is left, a new roll."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from devices.printer import Mode, Outcome
from devices.profile import codes, profile
from devices.trial import trial
from kiosk.printer import kind_of, printer, roll
from lobby import config
from lobby.config import ON_SCREEN, Config
from lobby.errors import Trouble

Told = tuple[str, dict[str, Any]]
"""A sentence for people, its facts for machines."""


def main(argv: Sequence[str] | None = None) -> int:
    said = _arguments(argv)
    try:
        sentence, facts = _VERBS[said.verb](config.load(said.config), said)
    except Trouble as trouble:
        told = json.dumps({"trouble": trouble.kind, "message": str(trouble)}, ensure_ascii=False)
        print(told if said.json else f"lobby: {trouble}", file=sys.stdout if said.json else sys.stderr)
        return 1
    print(json.dumps(facts, ensure_ascii=False) if said.json else sentence)
    return 0 if facts.get("outcome", Outcome.PRINTED) == Outcome.PRINTED else 1


def _test(wiring: Config, said: argparse.Namespace) -> Told:
    if wiring.kiosk.printer == ON_SCREEN:
        raise Trouble("no-printer", "This kiosk has no printer ([kiosk] printer), so there is nothing to test.")
    if said.mode:
        wiring = replace(wiring, kiosk=replace(wiring.kiosk, mode=config.Mode(said.mode)))
    device = printer(wiring)
    result = device.print(trial(device, dt.datetime.now().astimezone(), wiring.kiosk.language))
    device.close()
    facts = {"outcome": result.outcome, "fault": result.fault, "detail": result.detail, "mode": device.mode}
    sentence = f"{wiring.kiosk.printer} ({device.profile.name}, {device.mode}): {result.outcome}"
    if result.fault:
        sentence += f", {result.fault}. A kiosk that runs may hold the printer; lobby doctor --only printer says more."
    return sentence, facts


def _paper(wiring: Config, _: argparse.Namespace) -> Told:
    counted = roll(wiring)
    if counted is None:
        raise Trouble("not-counted", "Nobody counts the paper: say in [printer] roll how many metres a new roll has.")
    count = counted.count
    sentence = (
        f"{count.used_mm / 1000:.1f} of {counted.metres} m used by {count.papers} papers, about {counted.left} are left"
    )
    return sentence, {**asdict(count), "left": counted.left, "metres": counted.metres}


def _new_roll(wiring: Config, said: argparse.Namespace) -> Told:
    counted = roll(wiring)
    if counted is not None:
        counted.changed()
    return _paper(wiring, said)


def _profiles(wiring: Config, _: argparse.Namespace) -> Told:
    own = kind_of(wiring)
    lines = [f"{code:20} {profile(code).name}" for code in codes()]
    sentence = "\n".join([*lines, f"This kiosk's: {wiring.printer.profile} ({own.dots} dots, cutter {own.cutter})"])
    return sentence, {"profiles": {code: asdict(profile(code)) for code in codes()}, "own": asdict(own)}


_VERBS: dict[str, Callable[[Config, argparse.Namespace], Told]] = {
    "test": _test,
    "paper": _paper,
    "new-roll": _new_roll,
    "profiles": _profiles,
}


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lobby printer", description=__doc__)
    parser.add_argument("verb", choices=list(_VERBS))
    parser.add_argument("--config", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--mode", choices=[mode.value for mode in Mode])
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
