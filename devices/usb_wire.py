"""A printer on USB by its vendor and product number, through python-escpos."""

from functools import partial
from typing import Any
from urllib.parse import SplitResult, parse_qs

from devices.port import Line


class UsbWire:
    """The printer's two endpoints; a read that times out is simply nothing."""

    def __init__(self, vendor: int, product: int, into: int, out: int) -> None:
        from escpos.exceptions import Error
        from escpos.printer import Usb

        if not Usb.is_usable():  # python-escpos would say so only later, and once more when thrown away
            raise ConnectionError("USB printers need pyusb; run script/setup again")
        self._printer: Any = Usb(vendor, product, in_ep=into, out_ep=out)
        try:
            self._printer.open()
        except Error as missing:  # no relative of OSError
            raise ConnectionError(str(missing)) from missing

    def write(self, data: bytes, seconds: float) -> None:
        sent = self._printer.device.write(self._printer.out_ep, data, int(seconds * 1000))
        if sent != len(data):
            raise TimeoutError("the printer took only a part")

    def read(self, seconds: float) -> bytes:
        try:
            return bytes(self._printer.device.read(self._printer.in_ep, 64, max(1, int(seconds * 1000))))
        except TimeoutError:
            return b""
        except OSError as trouble:
            if type(trouble).__name__ == "USBTimeoutError":  # pyusb's own; a plain OSError by birth
                return b""
            raise

    def close(self) -> None:
        self._printer.close()


def line(url: str, parts: SplitResult) -> Line:
    """usb://vendor:product in hexadecimal, as `lsusb` shows them; `?in=0x82&out=0x01` for other endpoints."""
    vendor, _, product = parts.netloc.partition(":")
    options = parse_qs(parts.query)
    into, out = (int(options.get(name, [usual])[0], 16) for name, usual in (("in", "82"), ("out", "01")))
    return Line(url, partial(UsbWire, int(vendor, 16), int(product, 16), into, out))
