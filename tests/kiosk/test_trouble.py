"""The kiosk while the record can't be reached: it says so, tries again, and is back by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import inputs as on
from kiosk.state import Page
from tests.kiosk.conftest import Start


def moved_away(url: str) -> tuple[Path, Path]:
    file = Path(url.removeprefix("sqlite:///"))
    return file, file.with_name("away.db")


def test_no_record_is_an_outage_that_ends_by_itself(
    start: Start, open_record: str, caplog: pytest.LogCaptureFixture
) -> None:
    file, away = moved_away(open_record)
    kiosk = start(open_record, missing=True)
    kiosk.at(Page.OUTAGE)
    assert file.is_file() is False
    away.rename(file)
    kiosk.until(lambda: kiosk.page is Page.ATTRACT)


def test_a_customer_who_waits_through_an_outage_gets_his_one_ticket(
    start: Start, open_record: str, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = start(open_record)
    kiosk.to_confirm()
    kiosk.touch("打印号票")
    kiosk.at(Page.TICKET)
    first = kiosk.ticket
    kiosk.touch("完成")
    kiosk.at(Page.ATTRACT)
    kiosk.face.kiosk.feed(on.LinkLost())
    kiosk.until(lambda: kiosk.page is Page.ATTRACT)
    assert kiosk.lobby is not None
    assert first.number
