"""What a kiosk says of waits, in the words of the visit's language."""

from __future__ import annotations

import pytest

from kiosk import wording
from tests.kiosk import scenes


@pytest.mark.parametrize(("low", "high", "words"), [(100, 120, "**100–120** min"), (100, 121, "**2–2.5** h")])
def test_n11_a_wait_over_two_hours_is_told_in_hours_as_on_paper(low: int, high: int, words: str) -> None:
    assert wording.wait_words(scenes.scene(scenes.states()["home"], "en"), low, high) == words
