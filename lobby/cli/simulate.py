"""`lobby simulate`: a seeded day on a throw-away record, and its figures."""

from __future__ import annotations

import argparse
import datetime as dt
import time
from zoneinfo import ZoneInfo

from lobby.cli.say import Say
from lobby.customer_list import read_customers
from lobby.setup_file import read_branch
from resources import icons, sample

MONDAY = dt.date(2026, 1, 5)
"""An ordinary working day, so that a seed gives the same day on every date."""


def simulate(arguments: argparse.Namespace, say: Say) -> None:
    from lobby.simulate import simulate_day  # brings the record's own imports

    branch = read_branch(arguments.file or sample.branch_file(), icons.names())
    known = () if arguments.file else read_customers(sample.customers_file(), branch, str).customers
    started = time.monotonic()
    if not say.as_json:
        say.aside(f"Simulating {arguments.day} with {arguments.customers} customers …")
    report = simulate_day(branch, arguments.day, arguments.seed, arguments.customers, arguments.counters, known)
    say.answer(report, ZoneInfo(branch.timezone))
    if not say.as_json:
        say.aside(f"Seed {arguments.seed}: the day took {time.monotonic() - started:.1f} s.")
