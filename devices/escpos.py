"""The bytes of ESC/POS: pictures, cuts and questions as bytes, and a printer's answers as words."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from devices.profile import Cutter, Profile

if TYPE_CHECKING:
    from PIL.Image import Image

INITIALISE = b"\x1b@"
CHINESE = b"\x1c&"  # FS &: two-byte characters from here on; python-escpos never sends it
CENTRED, LEFT = b"\x1ba\x01", b"\x1ba\x00"
_CUTS = {Cutter.FULL: b"\x1dVA\x00", Cutter.PARTIAL: b"\x1dVB\x00", Cutter.NONE: b""}  # GS V: to the cutter, and cut
ASK_DONE = b"\x1dr\x01"  # GS r 1 waits its turn behind the data, so its answer tells that they are done
BAND = 256  # rows per GS v 0: small printers hold no whole ticket

ONLINE, OFFLINE_CAUSE, ERRORS, PAPER = 1, 2, 3, 4  # the questions of DLE EOT
IS_OFFLINE = 0x08


class Fault(StrEnum):
    """What a printer can suffer from; the worst one is the one to tell."""

    REFUSED = "refused"  # cannot be reached
    SILENT = "silent"  # reached, but does not answer
    PAPER_END = "paper-end"
    COVER = "cover"
    ERROR = "error"  # cutter, jam, heat
    OFFLINE = "offline"
    NEAR_END = "near-end"  # still prints


@dataclass(frozen=True)
class Job:
    """What is sent for one paper, and how many rows of dots it prints up to its end."""

    data: bytes
    rows: int


@dataclass(frozen=True)
class Answers:
    """What the four real-time questions brought back; an unasked or unanswered one is zero."""

    online: int = 0
    cause: int = 0
    errors: int = 0
    paper: int = 0

    @property
    def cover_open(self) -> bool:
        """What then is said of the paper may be what was before."""
        return bool(self.cause & 0x04)

    @property
    def fault(self) -> Fault | None:
        """The worst thing these answers tell, or None when all is well."""
        if self.paper & 0x60 or self.cause & 0x20:
            return Fault.PAPER_END
        if self.cause & 0x04:
            return Fault.COVER
        if self.errors & 0x6C or self.cause & 0x40:
            return Fault.ERROR
        if self.online & IS_OFFLINE:
            return Fault.OFFLINE
        return Fault.NEAR_END if self.paper & 0x0C else None


def ask(question: int) -> bytes:
    """DLE EOT n: answered at once, past everything that still waits to be printed."""
    return bytes((0x10, 0x04, question))


def status_byte(data: bytes) -> int | None:
    """The last byte in `data` that can be an answer to DLE EOT: those have four fixed bits, noise rarely has."""
    return next((byte for byte in reversed(data) if byte & 0x93 == 0x12), None)


def says_done(data: bytes) -> bool:
    """Whether an answer to GS r 1 is among `data`: fixed zeros, and both sensors' bits in pairs."""
    return any(byte in (0x00, 0x03, 0x0C, 0x0F) for byte in (byte & 0x9F for byte in data))


def ending(profile: Profile) -> bytes:
    """Feeds, cuts and hands out as this printer does."""
    feed = b"\x1bd" + bytes((profile.feed_lines,)) if profile.feed_lines else b""
    return feed + _CUTS[profile.cutter] + bytes.fromhex(profile.present)


def raster(picture: "Image") -> bytes:
    """A one-bit picture as bands of GS v 0; its width is cut to whole bytes."""
    return b"".join(_bands(picture))


def _bands(picture: "Image") -> Iterator[bytes]:
    columns = picture.width // 8
    for top in range(0, picture.height, BAND):
        rows = min(BAND, picture.height - top)
        band = picture.crop((0, top, columns * 8, top + rows)).tobytes()
        yield b"\x1dv0\x00" + columns.to_bytes(2, "little") + rows.to_bytes(2, "little") + _dots(band)


def _dots(bits: bytes) -> bytes:
    """Pillow's 1 is white, the print head's 1 is black.

    A printer obeys real-time commands even inside a picture, one of which empties its buffer: where dots happen
    to spell one, a single dot more keeps them a picture.
    """
    dots = bits.translate(_FLIP)
    for second in _OBEYED_ANYWHERE:
        dots = dots.replace(b"\x10" + second, b"\x18" + second)
    return dots


_FLIP = bytes(255 - value for value in range(256))
_OBEYED_ANYWHERE = (b"\x04", b"\x05", b"\x14")  # DLE EOT, DLE ENQ, DLE DC4
