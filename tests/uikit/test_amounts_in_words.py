"""An amount is said by its band, in the unit of the language."""

from __future__ import annotations

import pytest

from lobby.setup_file import read_branch
from resources import icons, sample
from uikit import amounts

SAMPLE = read_branch(sample.branch_file(), icons.names())


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (1_000_000, "2 万元以下", "Under ¥20,000"),
        (3_500_000, "2–5 万元", "¥20,000–50,000"),
        (5_000_000, "5 万元以上", "Over ¥50,000"),
        (None, "", ""),
    ],
)
def test_a3_an_amount_is_said_as_it_was_offered(fen: int | None, zh: str, en: str) -> None:
    assert amounts.said(SAMPLE, "cash-withdraw", fen, "zh") == zh
    assert amounts.said(SAMPLE, "cash-withdraw", fen, "en") == en
