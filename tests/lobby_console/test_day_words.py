"""What the top bar says of the day (A4)."""

import datetime as dt

import pytest

from lobby.model import Day
from lobby_console.topbar import day_words
from resources.language import catalogue
from tests.lobby_console.halls import NOW, branch, hall

TODAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(("day", "closes_in", "told"), [
    (TODAY, 7, "营业中 · 到 17:00"),
    (TODAY, -3, "营业中"),
    (TODAY - dt.timedelta(days=1), 7, "营业中"),
])  # fmt: skip
def test_a4_only_a_day_within_its_own_hours_says_until_when(day: dt.date, closes_in: int, told: str) -> None:
    snapshot = hall(day=Day(day, NOW), closes_at=NOW + dt.timedelta(hours=closes_in))
    assert day_words(snapshot, branch(), NOW, catalogue("console", "zh")) == told
