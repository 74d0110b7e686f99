"""Which kind of line an address names: the one list of all kinds."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import SplitResult, parse_qs, urlsplit

from devices import file_wire, paper_tray, serial_wire, tcp_wire, usb_wire
from devices.port import BadPortUrl, Line

_KINDS: dict[str, Callable[[str, SplitResult], Line]] = {
    "tcp": tcp_wire.line,
    "socket": tcp_wire.line,  # pyserial's word for the same bytes; ours gives up after two seconds, not five
    "usb": usb_wire.line,
    "file": file_wire.line,
    "memory": file_wire.memory_line,
    "tray": paper_tray.line,
    "rfc2217": serial_wire.line,
    "loop": serial_wire.line,
    "spy": serial_wire.line,
    "hwgrep": serial_wire.line,
    "alt": serial_wire.line,
}


def line_for(url: str) -> Line:
    """The line behind `url`; what has no scheme is the name of a serial port.

    `?answers=no` on any of them says that the device never says anything back.
    """
    try:
        parts = urlsplit(url.strip())
        kind = _KINDS.get(parts.scheme)
        if kind is None and ":" in url.partition("?")[0]:
            raise ValueError(f"'{parts.scheme}:' is no kind of port")
        line = (kind or serial_wire.line)(url.strip(), parts)
    except ValueError as wrong:
        raise BadPortUrl(
            f"The port address '{url}' cannot be used: {wrong}. "
            "Write it as tcp://host:9100, /dev/ttyUSB0?baud=9600, COM3, usb://04b8:0e15 or file:path."
        ) from wrong
    return replace(line, answers=False) if "no" in parse_qs(parts.query).get("answers", ()) else line
