"""The closing slip comes out of the kiosk when somebody closes the day, and never into a customer's hands."""

from io import BytesIO

import zxingcpp
from PIL import Image

from lobby.commands import CloseDay, OpenDay
from lobby.queries import ClosingSlip, VerifyJournal
from tests.kiosk.conftest import Start


def code_on(png: bytes) -> str:
    with Image.open(BytesIO(png)) as picture:
        (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    return code.text


def test_closing_the_day_prints_its_slip_and_the_journal_holds_to_it(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.wake()
    day = kiosk.lobby.do(CloseDay())
    kiosk.until(lambda: len(kiosk.tray.papers) == 1)
    code = code_on(kiosk.tray.papers[0])
    slip = kiosk.lobby.ask(ClosingSlip(day.date))
    assert code == slip.code
    audit = kiosk.lobby.ask(VerifyJournal(day.date, code))
    assert audit.sound
    assert audit.slip_line is not None


def test_a_day_that_went_on_gets_another_slip(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.wake()
    kiosk.lobby.do(CloseDay())
    kiosk.until(lambda: len(kiosk.tray.papers) == 1)
    kiosk.lobby.do(OpenDay())
    kiosk.lobby.do(CloseDay())
    kiosk.until(lambda: len(kiosk.tray.papers) == 2)
    first, second = map(code_on, kiosk.tray.papers)
    assert first != second


def test_a_day_that_ended_by_itself_prints_nothing(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.wake()
    kiosk.lobby.do(CloseDay("day-change"))
    kiosk.lobby.do(OpenDay())
    kiosk.lobby.do(CloseDay())
    kiosk.until(lambda: bool(kiosk.tray.papers))
    assert len(kiosk.tray.papers) == 1
