"""A port moves bytes to a device and back: every call is bounded in time, and every trouble is one `PortTrouble`."""

import queue
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

CONNECT_SECONDS = 2.0
WRITE_SECONDS = 3.0
RETRY_FIRST, RETRY_LAST = 0.25, 4.0

# What drivers raise when a device is unplugged, refused, busy or wrongly described. USB without its library is a
# RuntimeError, a full loop:// a queue.Full, a serial port closed under a reader a TypeError.
TROUBLES: tuple[type[BaseException], ...] = (OSError, EOFError, TypeError, ValueError, RuntimeError, queue.Full)
if sys.platform != "win32":
    import termios

    TROUBLES = (*TROUBLES, termios.error)


class PortTrouble(Exception):
    """The device behind a port cannot be reached or does not take its bytes."""


class BadPortUrl(PortTrouble):
    """The address of a port is written wrongly: a mistake in the settings, not on the wire."""


class Wire(Protocol):
    """One open connection; raises whatever its driver raises."""

    def write(self, data: bytes, seconds: float) -> None: ...
    def read(self, seconds: float) -> bytes: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class Line:
    """How a port is reached and what may be expected of it."""

    url: str
    connect: Callable[[], Wire]
    answers: bool = True
    bytes_per_second: float | None = None  # where the line itself is the slow part


class Port:
    """Opens itself on first use, and again after trouble, waiting a little longer each time (to `RETRY_LAST`)."""

    def __init__(self, line: Line, clock: Callable[[], float] = time.monotonic) -> None:
        self.line = line
        self._clock = clock
        self._wire: Wire | None = None
        self._patience = 0.0
        self._not_before = float("-inf")

    @property
    def answers(self) -> bool:
        """Whether the device can say anything back; a file cannot."""
        return self.line.answers

    def seconds_for(self, size: int) -> float:
        """How long `size` bytes are under way on this line, at best."""
        return size / self.line.bytes_per_second if self.line.bytes_per_second else 0.0

    def write(self, data: bytes) -> None:
        """Hand all of `data` over, within the line's own time for it and a few seconds."""
        with self._opened() as wire:
            wire.write(data, WRITE_SECONDS + 1.5 * self.seconds_for(len(data)))

    def read(self, seconds: float) -> bytes:
        """What has come, as soon as something has; b'' when nothing came in `seconds`."""
        with self._opened() as wire:
            return wire.read(seconds)

    def forget_input(self) -> None:
        """Throw away what the device said before it was asked."""
        until = self._clock() + 0.5  # a line that never stops talking must not hold us
        while self.read(0.0) and self._clock() < until:
            pass

    def try_now(self) -> None:
        """Somebody is waiting: the next use tries to open the device even if that failed a moment ago."""
        self._not_before = float("-inf")

    def close(self) -> None:
        """Let go of the device; the next use opens it again."""
        wire, self._wire = self._wire, None
        if wire is not None:
            with suppress(*TROUBLES):  # it is gone either way
                wire.close()

    @contextmanager
    def _opened(self) -> Iterator[Wire]:
        try:
            if self._wire is None:
                self._wire = self._open()
            yield self._wire
        except TROUBLES as trouble:
            self.close()
            raise PortTrouble(f"{self.line.url}: {str(trouble) or type(trouble).__name__}") from trouble

    def _open(self) -> Wire:
        now = self._clock()
        if now < self._not_before:
            raise ConnectionError("not reachable a moment ago, not tried again yet")
        try:
            wire = self.line.connect()
        except TROUBLES:
            self._patience = min(RETRY_LAST, max(RETRY_FIRST, 2 * self._patience))
            self._not_before = self._clock() + self._patience
            raise
        self._patience = 0.0
        return wire


def open_port(url: str) -> Port:
    """The port that `url` names, not yet connected; `BadPortUrl` if it names none.

    tcp://host:9100 · /dev/ttyUSB0?baud=115200 · COM3 · socket:// · rfc2217:// · loop:// · usb://04b8:0e15 ·
    file:PATH (everything sent is appended to PATH; a device file such as /dev/usb/lp0 does as well) ·
    memory: · tray: or tray:FOLDER (a printer made of memory, see `paper_tray`).
    """
    from devices.lines import line_for

    return Port(line_for(url))
