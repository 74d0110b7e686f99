"""What can be read and touched on each page, and where, is what somebody looked at when it was committed."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.kiosk import album


@pytest.fixture(scope="module")
def told(qapp: object) -> dict[str, str]:
    return dict(album.golden())


def test_every_page_says_what_it_said_when_it_was_looked_at(qtbot: QtBot, told: dict[str, str]) -> None:
    kept = {path.stem: path.read_text("utf-8") for path in album.GOLDEN.glob("*.txt")}
    assert told.keys() == kept.keys()
    changed = [
        f"{name}: {now!r}, not {before!r}"
        for name in told
        for now, before in zip(told[name].splitlines(), kept[name].splitlines(), strict=False)
        if now != before
    ]
    assert changed == [], "look at the pages, then 'script/screens golden'"
    assert told == kept
