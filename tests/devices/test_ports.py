"""A port moves bytes, is bounded in time, reopens itself, and knows one kind of trouble."""

import os
import socket
import sys
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import TracebackType

import pytest

from devices import serial_wire
from devices.escpos import Fault, ending
from devices.file_wire import MemoryWire
from devices.port import BadPortUrl, Line, Port, PortTrouble, Wire, open_port
from devices.printer import Outcome, Printer, printer_at
from devices.profile import profile
from tests.devices.escpos_interpreter import Command, read, split
from tests.devices.tcp_printer import TcpPrinter
from tests.devices.tickets import ZH

needs_pty = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")


class Terminal:
    """Both ends of a pseudo-terminal: a serial line with us as the device."""

    def __enter__(self) -> "Terminal":
        import pty
        import tty

        self.device, self._far = pty.openpty()
        tty.setraw(self.device)
        tty.setraw(self._far)
        self.name = os.ttyname(self._far)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.unplug()

    def unplug(self) -> None:
        """Both ends are gone."""
        for end in (self.device, self._far):
            if end >= 0:
                os.close(end)
        self.device = self._far = -1


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    with Terminal() as both:
        yield both


@needs_pty
def test_a_serial_line_carries_bytes_both_ways(terminal: Terminal) -> None:
    port = open_port(f"{terminal.name}?baud=115200")
    port.write(b"down")
    assert os.read(terminal.device, 10) == b"down"
    os.write(terminal.device, b"up")
    assert port.read(5.0) == b"up"
    assert port.read(0.01) == b""
    port.close()


@needs_pty
def test_a_ticket_on_a_serial_line_is_text(terminal: Terminal) -> None:
    printer = printer_at(f"{terminal.name}?answers=no")
    assert printer.print(ZH).outcome is Outcome.PRINTED
    sent = b""
    while not sent.endswith(ending(profile())):
        sent += os.read(terminal.device, 4000)
    (paper,) = read(sent, 576)
    assert "A038" in paper.lines
    printer.close()


@needs_pty
def test_a_serial_printer_that_answers_confirms_its_ticket(terminal: Terminal) -> None:
    def device() -> None:
        rest, asked_for_paper = b"", 0
        while asked_for_paper < 2:  # once before the ticket, once after it
            commands, rest = split(rest + os.read(terminal.device, 4096))
            for command in commands:
                asked_for_paper += command == Command(b"\x10\x04", b"\x04")
                if command.name in (b"\x10\x04", b"\x1dr"):
                    os.write(terminal.device, b"\x12" if command.name == b"\x10\x04" else b"\x00")

    far_end = threading.Thread(target=device)
    far_end.start()
    printer = Printer(open_port(terminal.name), answer_seconds=0.3)
    result = printer.print(ZH)
    far_end.join(20)
    printer.close()
    assert result.outcome is Outcome.PRINTED


@needs_pty
def test_a_serial_device_that_stops_reading_is_trouble_and_not_for_ever(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serial_wire, "STALL_SECONDS", 0.2)
    port = open_port(f"{terminal.name}?baud=115200")
    with pytest.raises(PortTrouble):
        port.write(bytes(200_000))
    port.close()


@needs_pty
def test_a_silent_serial_printer_is_said_to_be_silent(terminal: Terminal, caplog: pytest.LogCaptureFixture) -> None:
    result = Printer(open_port(terminal.name), answer_seconds=0.05).print(ZH)
    assert (result.outcome, result.fault) == (Outcome.FAILED, Fault.SILENT)


@needs_pty
def test_an_unplugged_serial_device_is_trouble(terminal: Terminal) -> None:
    port = open_port(terminal.name)
    port.write(b"x")
    terminal.unplug()
    with pytest.raises(PortTrouble):
        port.read(1.0)


@needs_pty
def test_a_serial_port_belongs_to_one(terminal: Terminal) -> None:
    first, second = open_port(terminal.name), open_port(terminal.name)
    first.write(b"x")
    with pytest.raises(PortTrouble):
        second.write(b"y")
    first.close()


def test_pyserials_loop_gives_back_what_it_got() -> None:
    port = open_port("loop://?baud=115200")
    port.write(b"there and back")
    assert port.read(1.0).startswith(b"t")
    port.close()


def test_a_line_that_only_echoes_is_not_taken_for_a_printer(caplog: pytest.LogCaptureFixture) -> None:
    result = Printer(open_port("loop://"), answer_seconds=0.05).print(ZH)
    assert (result.outcome, result.fault) == (Outcome.FAILED, Fault.SILENT)


def test_pyserials_socket_is_a_plain_connection() -> None:
    with TcpPrinter().running() as device:
        printer = printer_at(device.url.replace("tcp:", "socket:"))
        assert printer.print(ZH).outcome is Outcome.PRINTED
        printer.close()


def test_a_file_gets_one_ticket_after_the_other(tmp_path: Path) -> None:
    spool = tmp_path / "tickets of today.bin"
    for url in (f"file:{spool}", spool.as_uri().replace("%20", " ")):
        printer = printer_at(url)
        assert printer.print(ZH).outcome is Outcome.PRINTED
        printer.close()
    assert len(list(read(spool.read_bytes(), 576))) == 2


def test_a_file_that_cannot_be_written_is_no_crash(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    result = printer_at(f"file:{tmp_path}").print(ZH)
    assert result.outcome is Outcome.UNCERTAIN
    assert result.fault


def test_memory_keeps_what_was_sent() -> None:
    wire = MemoryWire()
    port = Port(Line("memory:", lambda: wire, answers=False))
    port.write(b"a")
    port.write(b"b")
    assert bytes(wire.sent) == b"ab"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "?baud=9600",
        "tcp://",
        "tcp://host:high",
        "tcp://host:99999",
        "lpt:1",
        "usb://",
        "usb://04b8",
        "usb://printer:one",
        "file:",
        "COM3?baud=fast",
        "COM3?baud=1",
        "COM3?parity=maybe",
        "COM3?speed=9600",
    ],
)
def test_an_address_that_names_no_port_is_said_to_be_wrong(url: str) -> None:
    with pytest.raises(BadPortUrl, match=r"cannot be used: .+ Write it as"):
        open_port(url)


def test_opening_an_address_touches_no_device() -> None:
    for url in ("COM77", "/dev/ttyNONE", "tcp://printer.invalid", "usb://04b8:0e15", "rfc2217://printer.invalid:1"):
        open_port(url).close()


def test_a_device_that_is_not_there_is_trouble() -> None:
    for url in ("COM77", "/dev/ttyNONE", "usb://04b8:0e15"):
        with pytest.raises(PortTrouble):
            open_port(url).write(b"x")


def test_a_port_waits_longer_each_time_before_it_tries_again_and_recovers() -> None:
    now = 0.0
    tries: list[float] = []
    wire = MemoryWire()

    def connect() -> Wire:
        tries.append(now)
        if len(tries) < 7:
            raise ConnectionRefusedError("nobody there")
        return wire

    port = Port(Line("test:", connect), clock=lambda: now)
    while not wire.sent and now < 60:
        try:
            port.write(b"x")
        except PortTrouble:
            now += 0.25
    gaps = [later - earlier for earlier, later in pairwise(tries)]
    assert gaps == [0.25, 0.5, 1.0, 2.0, 4.0, 4.0]


def test_someone_who_waits_is_not_kept_by_an_earlier_failure() -> None:
    tries: list[int] = []

    def connect() -> Wire:
        tries.append(1)
        raise ConnectionRefusedError

    port = Port(Line("test:", connect))
    for _ in range(2):
        port.try_now()
        with pytest.raises(PortTrouble):
            port.write(b"x")
    assert len(tries) == 2


def test_a_device_that_never_stops_talking_is_not_listened_to_for_ever() -> None:
    class Chatterbox(MemoryWire):
        def read(self, seconds: float) -> bytes:
            return b"bla"

    ticks = iter(range(1000))
    port = Port(Line("test:", Chatterbox), clock=lambda: float(next(ticks)))
    port.forget_input()


def test_the_closed_connection_is_opened_again() -> None:
    with TcpPrinter(resets_after=1).running() as device:
        port = open_port(device.url)
        port.write(b"\x1b@")
        with pytest.raises(PortTrouble):
            port.read(5.0)
        device.resets_after = None
        port.write(b"\x10\x04\x01")
        assert port.read(5.0) == b"\x12"
        port.close()


def test_a_name_that_nobody_knows_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> socket.socket:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "create_connection", unknown)
    with pytest.raises(PortTrouble, match="not known"):
        open_port("tcp://printer.invalid").write(b"x")
