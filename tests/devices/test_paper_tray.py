"""The printer made of memory: a healthy one whose papers are pictures, and any broken one on demand."""

from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from devices import raster
from devices.escpos import Fault
from devices.paper_tray import PaperTray
from devices.port import Port
from devices.printer import Mode, Outcome, Printer, printer_at
from tests.devices.tickets import EN, LINK, ZH, on


def picture(png: bytes) -> Image.Image:
    with Image.open(BytesIO(png)) as image:
        return image.convert("1")


def test_a_ticket_in_the_tray_is_the_ticket_that_was_drawn() -> None:
    shown: list[bytes] = []
    tray = PaperTray(on_paper=shown.append)
    printer = Printer(tray.port())
    for ticket in (ZH, EN):
        result = printer.print(ticket)
        assert (result.outcome, result.fault) == (Outcome.PRINTED, None)
    assert picture(shown[1]).tobytes() == raster.render(EN, 576).tobytes()
    assert zxingcpp.read_barcodes(picture(shown[0]).convert("L"))[0].text == LINK
    assert list(tray.papers) == shown


def test_a_tray_with_a_folder_keeps_each_paper_as_a_file(tmp_path: Path) -> None:
    printer = printer_at(f"tray:{tmp_path / 'papers'}")
    for _ in range(2):
        assert printer.print(ZH).outcome is Outcome.PRINTED
    assert sorted(file.name for file in (tmp_path / "papers").iterdir()) == ["ticket-0001.png", "ticket-0002.png"]


def test_a_folder_is_gone_on_with_after_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        printer_at(f"tray:{tmp_path}").print(ZH)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.NEAR_END])
def test_m4_each_fault_can_be_played_and_ends(fault: Fault, caplog: pytest.LogCaptureFixture) -> None:
    tray = PaperTray()
    printer = Printer(tray.port(), answer_seconds=0.02)
    tray.fault = fault
    result = printer.print(ZH)
    assert (result.outcome, result.fault) == (Outcome.FAILED, fault)
    tray.fault = None
    assert printer.print(ZH).outcome is Outcome.PRINTED
    assert len(tray.papers) == 1


def test_paper_near_its_end_still_prints(caplog: pytest.LogCaptureFixture) -> None:
    tray = PaperTray()
    tray.fault = Fault.NEAR_END
    result = Printer(tray.port()).print(ZH)
    assert (result.outcome, result.fault) == (Outcome.PRINTED, Fault.NEAR_END)


def test_a_printer_that_dies_between_two_tickets_is_noticed(caplog: pytest.LogCaptureFixture) -> None:
    tray = PaperTray()
    printer = Printer(tray.port())
    assert printer.print(ZH).outcome is Outcome.PRINTED
    tray.fault = Fault.REFUSED
    assert printer.print(ZH).fault is Fault.REFUSED


def test_bytes_in_any_pieces_are_the_same_paper() -> None:
    whole, pieces = PaperTray(), PaperTray()
    stream = raster.encode(ZH, on(576)).data
    whole.write(stream, 1.0)
    for at in range(0, len(stream), 977):
        pieces.write(stream[at : at + 977], 1.0)
    assert list(pieces.papers) == list(whole.papers)


def test_text_passes_through_the_tray_and_is_confirmed() -> None:
    tray = PaperTray()
    assert Printer(tray.port(), mode=Mode.TEXT).print(ZH).outcome is Outcome.PRINTED
    assert not tray.papers


def test_the_font_is_ready_before_the_first_customer() -> None:
    port: Port = PaperTray().port()
    for mode in Mode:
        Printer(port, mode=mode).warm_up()
