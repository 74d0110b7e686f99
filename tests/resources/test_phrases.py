"""Times, days, waits and amounts as people read them."""

import datetime as dt

import pytest

from resources import phrases

MONDAY = dt.date(2025, 11, 24)


def test_dates_as_the_headers_show_them() -> None:
    assert phrases.date_line(MONDAY, "zh") == "11月24日 星期一"
    assert phrases.date_line(MONDAY, "en") == "Mon 24 Nov"
    assert phrases.clock(dt.datetime(2025, 11, 24, 9, 7, tzinfo=dt.UTC)) == "09:07"
    assert phrases.clock(dt.time(13, 30)) == "13:30"


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [(0, "今天", "today"), (1, "明天", "tomorrow"), (3, "星期四", "Thursday"), (7, "12月1日 星期一", "Mon 1 Dec")],
)
def test_a_coming_day_is_said_without_doubt(days: int, zh: str, en: str) -> None:
    day = MONDAY + dt.timedelta(days)
    assert phrases.day_ahead(day, MONDAY, "zh") == zh
    assert phrases.day_ahead(day, MONDAY, "en") == en


@pytest.mark.parametrize(
    ("low", "high", "zh", "en"),
    [
        (15, 20, "15–20 分", "15–20 min"),
        (5, 5, "5 分", "5 min"),
        (100, 120, "100–120 分", "100–120 min"),
        (100, 121, "2–2.5 小时", "2–2.5 h"),
        (180, 180, "3 小时", "3 h"),
    ],
)
def test_n11_waits_up_to_two_hours_in_minutes_above_in_hours(low: int, high: int, zh: str, en: str) -> None:
    assert phrases.wait(low, high, "zh") == zh
    assert phrases.wait(low, high, "en") == en


def test_n11_a_single_wait() -> None:
    assert phrases.minutes(9, "zh") == "9 分"
    assert phrases.minutes(150, "en") == "2.5 h"


@pytest.mark.parametrize(("seconds", "text"), [(-3, "0:00"), (464.9, "7:44"), (3599, "59:59"), (3725, "1:02:05")])
def test_a_running_time(seconds: float, text: str) -> None:
    assert phrases.stopwatch(seconds) == text


@pytest.mark.parametrize(("fen", "text"), [(2_000_000, "¥20,000"), (0, "¥0"), (12_345, "¥123.45"), (5, "¥0.05")])
def test_amounts_are_exact(fen: int, text: str) -> None:
    assert phrases.yuan(fen) == text


def test_shares() -> None:
    assert phrases.percent(0.958) == "96%"
