"""A device on a serial line, a USB-serial adapter or one of pyserial's URLs, written in small bounded pieces."""

import time
from dataclasses import dataclass
from functools import partial
from urllib.parse import SplitResult, parse_qsl, urlencode

from devices.port import Line

STALL_SECONDS = 2.0  # how long one small piece may hang, as with a device that holds its handshake line
_BITS_PER_BYTE = 10  # start, eight, stop


@dataclass(frozen=True)
class SerialSettings:
    """What stands behind the `?` of a serial address."""

    baud: int = 9600
    bytesize: int = 8
    parity: str = "N"
    stopbits: float = 1
    rtscts: bool = False
    xonxoff: bool = False
    dsrdtr: bool = False


SETTINGS = frozenset(SerialSettings.__dataclass_fields__)
_FLAGS = frozenset({"rtscts", "xonxoff", "dsrdtr"})


class SerialWire:
    """One open serial port, held for ourselves alone where the system can do that."""

    def __init__(self, address: str, settings: SerialSettings) -> None:
        import serial

        port = serial.serial_for_url(
            address,
            do_not_open=True,
            baudrate=settings.baud,
            bytesize=settings.bytesize,
            parity=settings.parity,
            stopbits=settings.stopbits,
            rtscts=settings.rtscts,
            xonxoff=settings.xonxoff,
            dsrdtr=settings.dsrdtr,
            timeout=0,
            write_timeout=STALL_SECONDS,
        )
        if "://" not in address:
            port.exclusive = True
        port.open()
        self._port = port
        self._piece = max(16, settings.baud // _BITS_PER_BYTE // 4)  # a quarter of a second's worth

    def write(self, data: bytes, seconds: float) -> None:
        until = time.monotonic() + seconds
        for start in range(0, len(data), self._piece):
            if time.monotonic() > until:
                raise TimeoutError("the device takes its bytes too slowly")
            self._port.write(data[start : start + self._piece])

    def read(self, seconds: float) -> bytes:
        self._port.timeout = seconds
        first = self._port.read(1)
        if not first:
            return b""
        self._port.timeout = 0
        return bytes(first + self._port.read(4096))

    def close(self) -> None:
        self._port.close()


def line(url: str, parts: SplitResult) -> Line:
    """Our own settings are taken off the address; what else stands behind the `?` is pyserial's."""
    address = url.partition("?")[0]
    if not address:
        raise ValueError("it is empty")
    pairs = dict(parse_qsl(parts.query))
    settings = _settings({name: pairs.pop(name) for name in SETTINGS & pairs.keys()})
    pairs.pop("answers", None)  # said of every kind of line, see `lines`
    if pairs and "://" not in address:
        raise ValueError(f"'{min(pairs)}' is no setting of a serial port; {', '.join(sorted(SETTINGS))} are")
    full = f"{address}?{urlencode(pairs)}" if pairs else address
    return Line(url, partial(SerialWire, full, settings), bytes_per_second=settings.baud / _BITS_PER_BYTE)


def _settings(words: dict[str, str]) -> SerialSettings:
    flags = {name: words.pop(name) in ("1", "yes", "true", "on") for name in _FLAGS & words.keys()}
    settings = SerialSettings(
        baud=int(words.get("baud", 9600)),
        bytesize=int(words.get("bytesize", 8)),
        parity=words.get("parity", "N").upper(),
        stopbits=float(words.get("stopbits", 1)),
        **flags,
    )
    if settings.baud < 50 or settings.bytesize not in (5, 6, 7, 8) or settings.parity not in tuple("NEOMS"):
        raise ValueError("baud, bytesize or parity is not one that serial lines have")
    return settings


def present() -> tuple[str, ...]:
    """The serial ports that this machine has."""
    from serial.tools import list_ports

    return tuple(sorted(str(port.device) for port in list_ports.comports()))
