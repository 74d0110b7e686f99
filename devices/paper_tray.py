"""A printer made of memory: on the wire it behaves like a healthy one or a broken one, its papers are pictures."""

import time
from collections import deque
from collections.abc import Callable
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult

from devices.escpos import Fault
from devices.port import Line, Port

if TYPE_CHECKING:
    from PIL.Image import Image

KEPT = 50  # papers; the tray is emptied from below
_LENGTHS = {b"\x1b@": 2, b"\x1c&": 2, b"\x1dV": 4} | dict.fromkeys(
    (b"\x1bE", b"\x1ba", b"\x1bd", b"\x1d!", b"\x1dr", b"\x10\x04"), 3
)
_ANSWERS = {  # to DLE EOT 1, 2, 3, 4
    None: (0x12, 0x12, 0x12, 0x12),
    Fault.NEAR_END: (0x12, 0x12, 0x12, 0x1E),
    Fault.PAPER_END: (0x1A, 0x32, 0x12, 0x7E),
    Fault.COVER: (0x1A, 0x16, 0x12, 0x12),
    Fault.ERROR: (0x1A, 0x52, 0x1A, 0x12),
    Fault.OFFLINE: (0x1A, 0x12, 0x12, 0x12),
}


class PaperTray:
    """Takes ESC/POS and keeps each paper that was cut off as a PNG. A paper with printers' own text it can't draw.

    `fault` may be set at any time: the tray then answers and prints as a printer in that state does.
    """

    def __init__(self, folder: Path | None = None, on_paper: Callable[[bytes], None] | None = None) -> None:
        self.papers: deque[bytes] = deque(maxlen=KEPT)
        self.fault: Fault | None = None
        self._folder = folder
        self._on_paper = on_paper
        self._received = bytearray()
        self._answers = bytearray()
        self._bands: list[Image] = []
        self._has_text = False

    def port(self) -> Port:
        """A port that leads here."""
        return Port(Line("tray:", self.connect))

    def connect(self) -> "PaperTray":
        """Opens the wire to the tray, if it lets itself be reached."""
        if self.fault is Fault.REFUSED:
            raise ConnectionRefusedError("the paper tray plays a printer that refuses")
        self._received.clear()
        self._answers.clear()
        return self

    def write(self, data: bytes, seconds: float) -> None:
        """Take what was sent, as far as whole commands go."""
        if self.fault is Fault.REFUSED:
            raise ConnectionResetError("the paper tray plays a printer that went away")
        if self.fault is Fault.SILENT:
            return
        self._received += data
        while size := self._command():
            del self._received[:size]

    def read(self, seconds: float) -> bytes:
        """What the tray has answered; with nothing to say it keeps its asker waiting, as a wire does."""
        said = bytes(self._answers)
        self._answers.clear()
        if not said:
            time.sleep(seconds)
        return said

    def close(self) -> None:
        """The tray stays."""

    def _command(self) -> int:
        """Obey the first command received and tell its length; 0 when it is not complete."""
        head = bytes(self._received[:2])
        if head == b"\x1dv":
            return self._band()
        if head == b"\x1d(":
            size = 5 + int.from_bytes(self._received[3:5], "little") if len(self._received) >= 5 else 5
        else:
            size = _LENGTHS.get(head, 1)
        if not head or len(self._received) < size or (len(head) < 2 and head in b"\x10\x1b\x1c\x1d"):
            return 0
        if head == b"\x10\x04":
            self._answers.append(_ANSWERS[self.fault][(self._received[2] - 1) % 4])
        elif head == b"\x1dr" and self._prints:
            self._answers.append(0x03 if self.fault is Fault.NEAR_END else 0x00)
        elif head == b"\x1dV":
            self._cut()
        elif head == b"\x1b@":
            self._bands.clear()
            self._has_text = False
        elif size == 1:
            self._has_text = True
        return size

    @property
    def _prints(self) -> bool:
        return self.fault in (None, Fault.NEAR_END)

    def _band(self) -> int:
        if len(self._received) < 8:
            return 0
        from PIL import Image

        across, rows = (int.from_bytes(self._received[at : at + 2], "little") for at in (4, 6))
        size = 8 + across * rows
        if len(self._received) < size:
            return 0
        white = bytes(255 - value for value in self._received[8:size])
        self._bands.append(Image.frombytes("1", (across * 8, rows), white))
        return size

    def _cut(self) -> None:
        bands, self._bands = self._bands, []
        if not bands or self._has_text or not self._prints:
            return
        png = _png(bands)
        self.papers.append(png)
        if self._folder is not None:
            _keep(png, self._folder)
        if self._on_paper is not None:
            self._on_paper(png)


def _png(bands: "list[Image]") -> bytes:
    from PIL import Image

    paper = Image.new("1", (max(band.width for band in bands), sum(band.height for band in bands)), 1)
    top = 0
    for band in bands:
        paper.paste(band, (0, top))
        top += band.height
    stream = BytesIO()
    paper.save(stream, "PNG")
    return stream.getvalue()


def _keep(png: bytes, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    taken = {file.name for file in folder.glob("ticket-*.png")}
    name = next(name for name in (f"ticket-{number:04}.png" for number in count(1)) if name not in taken)
    (folder / name).write_bytes(png)


def line(url: str, _: SplitResult) -> Line:
    """tray: or tray:FOLDER, which then gets a PNG of each paper."""
    folder = url.partition("?")[0].removeprefix("tray:")
    tray = PaperTray(Path(folder).expanduser() if folder else None)
    return Line(url, tray.connect)
