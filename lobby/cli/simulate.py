"""`lobby simulate`: a seeded day on a throw-away record, and its figures."""

from __future__ import annotations

import argparse
import datetime as dt
import time

from lobby.cli.say import Say
from lobby.setup_file import read_branch
from resources import icons, sample

MONDAY = dt.date(2026, 1, 5)
"""An ordinary working day, so that a seed gives the same day on every date."""


def simulate(arguments: argparse.Namespace, say: Say) -> None:
    from lobby.simulate import simulate_day  # brings the record's own imports

    branch = read_branch(arguments.file or sample.branch_file(), icons.names())
    started = time.monotonic()
    report = simulate_day(branch, arguments.day, arguments.seed, arguments.customers, arguments.counters)
    say.answer(report)
    if not say.as_json:
        say.aside(f"Seed {arguments.seed}: {arguments.customers} customers in {time.monotonic() - started:.1f} s.")
