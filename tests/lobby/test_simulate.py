"""A simulated day goes through the real commands, and a seed names a day."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from pathlib import Path
from random import Random

import pytest

from lobby.model import Branch
from lobby.setup_file import read_branch
from lobby.simulate import chosen_counters, simulate_day, visitors

TUESDAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def branch() -> Branch:
    return read_branch(Path(str(files("resources") / "sample" / "boutique.toml")))


def test_the_same_seed_gives_the_same_day_and_another_seed_another(branch: Branch) -> None:
    first = simulate_day(branch, TUESDAY, seed=7, customers=40)
    assert simulate_day(branch, TUESDAY, seed=7, customers=40) == first
    assert simulate_day(branch, TUESDAY, seed=8, customers=40) != first


def test_every_customer_of_a_simulated_day_comes_to_an_end(branch: Branch) -> None:
    report = simulate_day(branch, TUESDAY, seed=2, customers=60, counters=4)
    total = report.total
    assert total.issued == total.served + total.abandoned + total.no_show + total.diverted
    assert total.issued + report.offers_accepted - total.diverted == 60
    assert total.served > 20
    assert 0 < total.average_service < 1800


def test_b2_some_customers_take_the_machine_and_the_others_are_counted_too(branch: Branch) -> None:
    report = simulate_day(branch, TUESDAY, seed=5, customers=60)
    assert 0 < report.offers_accepted < report.offers_made


def test_visitors_come_between_opening_and_closing_most_at_the_peak(branch: Branch) -> None:
    start = dt.datetime(2026, 11, 24, 1, tzinfo=dt.UTC)
    end = start + dt.timedelta(hours=8)
    people = visitors(branch, Random(1), start, end, 800)
    assert all(start <= p.at < end for p in people)
    peak = [p for p in people if start + dt.timedelta(hours=2) <= p.at < start + dt.timedelta(hours=3)]
    noon = [p for p in people if start + dt.timedelta(hours=4) <= p.at < start + dt.timedelta(hours=5)]
    assert len(peak) > len(noon)


def test_the_first_counters_to_open_cover_every_zone(branch: Branch) -> None:
    zones = {c.zone for c in branch.counters if c.code in chosen_counters(branch, 3)}
    assert zones == {"cash", "non-cash", "vip"}
