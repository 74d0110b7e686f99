"""Lines that only take: a file that everything is appended to, and memory."""

import os
import time
from functools import partial
from pathlib import Path
from urllib.parse import SplitResult
from urllib.request import url2pathname

from devices.port import Line


class FileWire:
    """Appends to one file. A device file (/dev/usb/lp0) is opened so that a printer that is out cannot hold us."""

    def __init__(self, path: Path) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        self._file = os.open(path, flags, 0o600)

    def write(self, data: bytes, seconds: float) -> None:
        until = time.monotonic() + seconds
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(self._file, rest) :]
            except BlockingIOError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)

    def read(self, seconds: float) -> bytes:
        return b""

    def close(self) -> None:
        os.close(self._file)


class MemoryWire:
    """Keeps what was sent, for tests and for looking at it."""

    def __init__(self) -> None:
        self.sent = bytearray()

    def write(self, data: bytes, seconds: float) -> None:
        self.sent += data

    def read(self, seconds: float) -> bytes:
        return b""

    def close(self) -> None:
        return


def line(url: str, _: SplitResult) -> Line:
    """file:PATH or file:///PATH."""
    rest = url.partition("?")[0].removeprefix("file:")
    path = url2pathname(rest[2:]) if rest.startswith("//") else rest
    if not path:
        raise ValueError("it names no file")
    return Line(url, partial(FileWire, Path(path).expanduser()), answers=False)


def memory_line(url: str, _: SplitResult) -> Line:
    """memory: keeps everything for as long as the port lives."""
    wire = MemoryWire()
    return Line(url, lambda: wire, answers=False)
