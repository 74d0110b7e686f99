"""The doctor as a program, started by `lobby doctor`. Exit code 0: well, or only warnings; 1: a fault."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from doctor.round import CHECKS, findings, worst
from lobby import config, wire
from lobby.checks.finding import Case, Finding, Level
from lobby.clock import Clock
from lobby.errors import Trouble

MARKS = {Level.OK: "ok     ", Level.WARNING: "WARNING", Level.FAULT: "FAULT  "}
WIDTH = max(map(len, CHECKS))


def main(argv: Sequence[str] | None = None) -> int:
    said = _arguments(argv)
    logging.getLogger().addHandler(logging.NullHandler())  # what matters is in the findings
    case = _case(said)
    found: list[Finding] = []
    for finding in findings(case, said.only or ()):
        found.append(finding)
        if not said.json:
            print(_line(finding), flush=True)
    level = worst(found)
    if said.json:
        print(wire.to_json({"level": level, "findings": found}))
    return 1 if level is Level.FAULT else 0


def _case(said: argparse.Namespace) -> Case:
    try:
        wiring, trouble = config.load(said.config), None
    except Trouble as error:
        wiring, trouble = config.Config(), error
    return Case(config.database_url(said.database, wiring), wiring, Clock(), trouble)


def _line(finding: Finding) -> str:
    first = f"{MARKS[finding.level]}  {finding.subject:{WIDTH}}  {finding.message}"
    return f"{first}\n{'':{WIDTH + 9}}  → {finding.advice}" if finding.advice else first


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lobby doctor", description=__doc__)
    parser.add_argument("--database", metavar="URL")
    parser.add_argument("--config", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", action="append", choices=list(CHECKS))
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
