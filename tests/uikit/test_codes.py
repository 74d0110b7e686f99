"""What the record keeps as a code has words for the staff."""

from __future__ import annotations

import pytest

from counter_display.panel import menus
from kiosk.pages.green import CONDITIONS
from lobby.model import HoldKind
from lobby_console.drawer_acts import GRANT, REVOKE
from uikit import codes


@pytest.mark.parametrize("code", sorted({*(code for code, _, _ in CONDITIONS), *GRANT, *REVOKE}))
def test_b6_every_reason_that_a_face_gives_for_the_green_channel_has_words(code: str) -> None:
    assert code in codes.GREEN


def test_k6_k9_k11_every_reason_that_a_teller_can_choose_has_words() -> None:
    assert set(HoldKind) == set(codes.HOLDS)
    assert set(menus._PICKS) == set(codes.PICKS)
    assert {code for code, _, _ in menus._PAUSES} <= set(codes.PAUSES)


def test_words_stand_inside_a_sentence_or_begin_a_line_and_a_written_reason_stays() -> None:
    assert codes.said(codes.PAUSES, "break", "en") == "short break"
    assert codes.headed(codes.PAUSES, "break", "en") == "Short break"
    assert codes.said(codes.PICKS, "frail", "zh") == "行动不便或身体不适"
    assert codes.said(codes.GREEN, "his own words", "zh") == "his own words"
    assert codes.said(codes.GREEN, None, "zh") == ""
