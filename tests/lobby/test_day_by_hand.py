"""A day opened by hand issues tickets at any hour, also after the opening hours of the same day (A4, N3)."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lobby.api import Lobby, open_lobby
from lobby.clock import SimulatedClock
from lobby.commands import OpenDay, TakeTicket
from lobby.errors import Refused
from lobby.local import found
from lobby.model import Phase
from lobby.queries import Hall
from lobby.setup_file import read_branch
from resources import sample

MORNING = dt.datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(MORNING)


@pytest.fixture
def lobby(tmp_path: Path, clock: SimulatedClock) -> Iterator[Lobby]:
    url = f"sqlite:///{tmp_path / 'lobby.db'}"
    found(url, read_branch(sample.branch_file()), clock)
    opened = open_lobby(url, clock)
    yield opened
    opened.close()


def test_a4_opening_by_hand_after_the_hours_opens_the_same_day_again(lobby: Lobby, clock: SimulatedClock) -> None:
    assert not lobby.do(OpenDay()).regardless_of_hours
    assert lobby.do(TakeTicket("transfer")).number == "B001"
    clock.move_to(MORNING.replace(hour=20))
    assert lobby.ask(Hall()).phase is Phase.CLOSING
    with pytest.raises(Refused):
        lobby.do(TakeTicket("transfer"))
    assert lobby.do(OpenDay()).regardless_of_hours
    assert lobby.do(TakeTicket("transfer")).number == "B002"
    assert len(lobby.ask(Hall()).waiting) == 2


def test_a4_opening_an_open_day_again_changes_nothing(lobby: Lobby, clock: SimulatedClock) -> None:
    first = lobby.do(OpenDay())
    clock.forward(60)
    assert lobby.do(OpenDay()) == first
    assert [event.kind for event in lobby.events()] == ["branch.founded", "day.opened"]
