"""However a printer misbehaves, printing ends by itself with an outcome that is true, and nothing is raised."""

import logging
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from devices.escpos import Fault
from devices.port import Port
from devices.printer import Mode, Outcome, Printer, printer_at
from devices.profile import changed, profile
from tests.devices import tcp_printer
from tests.devices.escpos_interpreter import read
from tests.devices.tcp_printer import TcpPrinter
from tests.devices.tickets import ZH

FAR_TOO_LONG = 30  # seconds; everything here ends within a few


@pytest.fixture(autouse=True)
def trouble_is_logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """A broken printer is a warning in the log, and these tests mean it."""
    return caplog


def impatient(url: str) -> Printer:
    slow = printer_at(url)
    return Printer(slow.port, answer_seconds=0.25, done_seconds=0.6)


def outcome_of(printer: Printer) -> tuple[Outcome, Fault | None]:
    """What printing ends with; it runs beside the test so that a printer that hangs for ever fails it."""
    pool = ThreadPoolExecutor(1)
    try:
        result = pool.submit(printer.print, ZH).result(FAR_TOO_LONG)
        return result.outcome, result.fault
    finally:
        pool.shutdown(wait=False)
        printer.close()


def test_m4_a_healthy_printer_prints_all_of_it() -> None:
    with TcpPrinter().running() as device:
        assert outcome_of(impatient(device.url)) == (Outcome.PRINTED, None)
        (paper,) = read(bytes(device.received), 576)
        assert paper.picture().height > 800


def test_a_second_ticket_follows_on_the_same_connection() -> None:
    with TcpPrinter().running() as device:
        printer = impatient(device.url)
        assert printer.print(ZH).outcome is Outcome.PRINTED
        assert outcome_of(printer) == (Outcome.PRINTED, None)
        assert len(list(read(bytes(device.received), 576))) == 2


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (tcp_printer.PAPER_END, Fault.PAPER_END),
        (tcp_printer.COVER, Fault.COVER),
        (tcp_printer.CUTTER, Fault.ERROR),
        (tcp_printer.OFFLINE, Fault.OFFLINE),
    ],
)
def test_m4_a_printer_that_cannot_print_is_not_sent_a_ticket(status: tuple[int, int, int, int], fault: Fault) -> None:
    with TcpPrinter(status=status).running() as device:
        assert outcome_of(impatient(device.url)) == (Outcome.FAILED, fault)
        assert list(read(bytes(device.received), 576)) == []


def test_m4_paper_near_its_end_prints_and_warns() -> None:
    with TcpPrinter(status=tcp_printer.NEAR_END).running() as device:
        assert outcome_of(impatient(device.url)) == (Outcome.PRINTED, Fault.NEAR_END)


def test_m4_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        address = unused.getsockname()
    assert outcome_of(impatient(f"tcp://127.0.0.1:{address[1]}")) == (Outcome.FAILED, Fault.REFUSED)


def test_m4_a_printer_that_accepts_and_never_reads() -> None:
    with TcpPrinter(reads=False).running() as device:
        assert outcome_of(impatient(device.url)) == (Outcome.FAILED, Fault.SILENT)


def test_m4_a_printer_that_never_answers() -> None:
    with TcpPrinter(answers=False).running() as device:
        assert outcome_of(impatient(device.url)) == (Outcome.FAILED, Fault.SILENT)


def test_a_printer_known_never_to_answer_is_simply_handed_the_bytes() -> None:
    with TcpPrinter(answers=False).running() as device:
        printer = impatient(f"{device.url}?answers=no")
        assert not printer.status().known
        assert outcome_of(printer) == (Outcome.PRINTED, None)


@pytest.mark.parametrize("size", [100, 20_000])
def test_m4_a_printer_that_resets_while_printing_leaves_it_uncertain(size: int) -> None:
    with TcpPrinter(resets_after=size).running() as device:
        outcome, fault = outcome_of(impatient(device.url))
        assert outcome is Outcome.UNCERTAIN
        assert fault is not None


def test_m4_a_printer_that_resets_at_once_is_refused() -> None:
    with TcpPrinter(resets_after=1).running() as device:
        assert outcome_of(impatient(device.url)) == (Outcome.FAILED, Fault.REFUSED)


def test_m4_paper_that_runs_out_in_the_middle() -> None:
    with TcpPrinter(out_after=30_000).running() as device:
        assert outcome_of(impatient(device.url)) == (Outcome.UNCERTAIN, Fault.PAPER_END)


def test_m4_a_printer_that_does_not_confirm_is_not_believed() -> None:
    with TcpPrinter(confirms=False).running() as device:
        assert outcome_of(impatient(device.url)) == (Outcome.UNCERTAIN, Fault.SILENT)


def test_m4_answers_that_come_late_but_in_time() -> None:
    with TcpPrinter(late=0.05).running() as device:
        assert outcome_of(impatient(device.url)) == (Outcome.PRINTED, None)


def test_m4_answers_that_come_too_late_are_none() -> None:
    with TcpPrinter(late=1.0).running() as device:
        assert outcome_of(impatient(device.url)) == (Outcome.FAILED, Fault.SILENT)


def test_a_printer_that_was_switched_off_and_on_is_found_again() -> None:
    with TcpPrinter().running() as device:
        printer = impatient(device.url)
        assert printer.status().can_print
        device.resets_after = 1  # the next byte finds the old connection dead
        assert printer.status().fault is Fault.REFUSED
        device.resets_after = None
        assert outcome_of(printer) == (Outcome.PRINTED, None)


def test_trouble_is_logged_once_when_it_begins_and_once_when_it_ends(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "devices.printer")
    with TcpPrinter(status=tcp_printer.COVER).running() as device:
        printer = impatient(device.url)
        for _ in range(3):
            printer.status()
        device.status = tcp_printer.WELL
        for _ in range(3):
            printer.status()
        printer.close()
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


def test_a_font_that_is_missing_is_a_fault_and_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Printer, paper: object) -> bytes:
        raise FileNotFoundError("NotoSansSC-Bold.ttf")

    monkeypatch.setattr(Printer, "_encode", broken)
    assert outcome_of(printer_at("memory:")) == (Outcome.FAILED, Fault.ERROR)


def test_a_slow_line_gets_text_and_a_fast_one_pictures() -> None:
    modes = {url: printer_at(url).mode for url in ("/dev/ttyS9", "COM3?baud=115200", "tcp://host", "memory:")}
    assert modes == {
        "/dev/ttyS9": Mode.TEXT,
        "COM3?baud=115200": Mode.TEXT,
        "tcp://host": Mode.RASTER,
        "memory:": Mode.RASTER,
    }


def test_a_head_too_narrow_for_any_ticket_is_refused_at_once() -> None:
    port: Port = printer_at("memory:").port
    with pytest.raises(ValueError, match="384"):
        Printer(port, changed(profile(), dots=200))
