"""What the hall display says of a wait."""

import pytest

from counter_display.hall.scene import Wait
from counter_display.hall.words import HallWords
from lobby.model import Text
from resources import brand


@pytest.mark.parametrize(("minutes", "told"), [
    (9, "12 人　约 9 分"),
    (120, "12 人　约 120 分"),
    (221, "12 人　约 4 小时"),
])  # fmt: skip
def test_n11_the_hall_tells_a_wait_of_more_than_two_hours_in_hours(minutes: int, told: str) -> None:
    words = HallWords("zh", brand.load())
    assert words.waits(Wait("A", Text("现金", "Cash"), False, 12, minutes))[0] == told
