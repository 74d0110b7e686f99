"""A busy quarter of an hour in simulated time: more customers than the open counters can take."""

from __future__ import annotations

import datetime as dt
from random import Random
from zoneinfo import ZoneInfo

from demo.glass import Glass
from demo.stage import Stage, cards
from lobby.clock import SimulatedClock
from lobby.model import Branch, Hall
from lobby.queries import Hall as AskHall
from lobby.rules.waits import waited
from lobby.simulate import Simulation, visitors

QUARTER = dt.timedelta(minutes=15)
MINUTE = dt.timedelta(minutes=1)
CUSTOMERS = 60
COUNTERS = ("1", "2", "5", "6", "8")
"""The first teller of the list sits at the panel's counter."""


def quarter(glass: Glass, stage: Stage, clock: SimulatedClock, seed: int) -> None:
    """Play it; one line for each minute that went by. Whoever waits at the end goes on waiting."""
    start = clock.now()
    end = start + QUARTER
    door = stage.door()
    people = visitors(stage.branch, Random(seed), start, end, CUSTOMERS, cards()[1:])
    day = Simulation(door, people, COUNTERS, seed)
    day.open_counters(start)
    day.look_after(start, end)
    told = start + MINUTE
    for at, action in day.steps():
        while told <= min(at, end):
            clock.move_to(told)
            glass.step(_line(door.ask(AskHall()), stage.branch, told))
            glass.breathe()
            told += MINUTE
        if at >= end:
            break
        clock.move_to(at)
        action()
    clock.move_to(end)
    door.close()


def _line(hall: Hall, branch: Branch, at: dt.datetime) -> str:
    longest = max((waited(ticket, at) for ticket in hall.waiting), default=dt.timedelta()) / MINUTE
    return (
        f"  {local(at, branch):%H:%M}  {len(hall.waiting):2} wait, the longest {longest:4.1f} min; "
        f"{hall.figures.issued} issued, {hall.figures.served} served, {hall.figures.past_ten} past ten minutes"
    )


def local(at: dt.datetime, branch: Branch) -> dt.datetime:
    return at.astimezone(ZoneInfo(branch.timezone))
