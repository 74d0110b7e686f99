"""A small paper printer: reads ESC/POS back to text and picture, and refuses every byte that it does not know."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import qrcode
from PIL import Image, ImageChops, ImageDraw, ImageFont

from resources import fonts

CELL_WIDTH, CELL_HEIGHT = 12, 24
_ARGUMENTS = {b"\x1b@": 0, b"\x1c&": 0, b"\x1bE": 1, b"\x1ba": 1, b"\x1bd": 1, b"\x1d!": 1, b"\x1dr": 1, b"\x10\x04": 1}


class UnknownBytes(AssertionError):
    """Something that no printer should be sent."""


@dataclass(frozen=True)
class Command:
    """One command and what it carries; `text` for what is simply printed."""

    name: bytes
    data: bytes = b""


def split(stream: bytes) -> tuple[list[Command], bytes]:
    """The whole commands at the beginning of `stream`, and what is left of it."""
    found: list[Command] = []
    while stream:
        size = _size(stream)
        if size is None or size > len(stream):
            break
        head = stream[:2] if stream[0] in b"\x10\x1b\x1c\x1d" else b"text"
        found.append(Command(head, stream[2:size] if head != b"text" else stream[:size]))
        stream = stream[size:]
    return found, stream


def _size(stream: bytes) -> int | None:
    if stream[0] >= 0x20 or stream[0] == 0x0A:
        return next((at for at, byte in enumerate(stream) if byte < 0x20 and byte != 0x0A), len(stream))
    head = stream[:2]
    if len(head) < 2:
        return None
    if head in _ARGUMENTS:
        return 2 + _ARGUMENTS[head]
    if head == b"\x1dV":
        return None if len(stream) < 3 else 4 if stream[2] in (65, 66) else 3
    if head == b"\x1de":  # presenter
        return None if len(stream) < 3 else {3: 4, 32: 5}.get(stream[2], 3)
    if head == b"\x1dv":
        return None if len(stream) < 8 else 8 + _word(stream, 4) * _word(stream, 6)
    if head == b"\x1d(":
        return None if len(stream) < 5 else 5 + _word(stream, 3)
    raise UnknownBytes(f"no printer knows {stream[:8]!r}")


def _word(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


@dataclass
class Paper:
    """One paper up to its cut: its lines, the links in its codes, and how it looks."""

    lines: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    strips: list[Image.Image] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its lines."""
        return "\n".join(self.lines)

    def picture(self) -> Image.Image:
        """How it looks."""
        whole = Image.new("1", (max(s.width for s in self.strips), sum(s.height for s in self.strips)), 1)
        top = 0
        for strip in self.strips:
            whole.paste(strip, (0, top))
            top += strip.height
        return whole


class Interpreter:
    """Prints on papers of `dots` width."""

    def __init__(self, dots: int) -> None:
        self.papers: list[Paper] = []
        self.cuts: list[int] = []
        self.presented = 0
        self._dots = dots
        self._paper = Paper()
        self._line: list[tuple[str, int, int]] = []
        self._reset()

    def _reset(self) -> None:
        self._align, self._wide, self._tall = 0, 1, 1
        self._chinese = False
        self._module, self._link, self._level = 3, "", 48

    def obey(self, command: Command) -> None:
        """Do as `command` says."""
        name, data = command.name, command.data
        if name == b"text":
            self._print(data)
        elif name == b"\x1b@":
            self._reset()
        elif name == b"\x1c&":
            self._chinese = True
        elif name == b"\x1ba":
            assert not self._line, "alignment is only heard at the beginning of a line"
            self._align = data[0]
        elif name == b"\x1d!":
            self._wide, self._tall = (data[0] >> 4) + 1, (data[0] & 15) + 1
        elif name == b"\x1dv":
            self._raster(data)
        elif name == b"\x1d(":
            self._code(data)
        else:
            self._part(name, data)

    def _part(self, name: bytes, data: bytes) -> None:
        """What ends a paper."""
        if name == b"\x1bd":
            self._paper.strips.append(Image.new("1", (self._dots, data[0] * 30), 1))
        elif name == b"\x1de":
            self.presented += 1
        elif name == b"\x1dV":
            self.cuts.append(data[0])
            assert not self._line, "the last line was never ended"
            self.papers.append(self._paper)
            self._paper = Paper()

    def torn_off(self) -> list[Paper]:
        """All papers, with the one that nothing has cut off."""
        return [*self.papers, self._paper] if self._paper.strips else self.papers

    def _print(self, data: bytes) -> None:
        for char in data.decode("gb18030" if self._chinese else "ascii"):
            if char == "\n":
                self._end_line()
            else:
                self._line.append((char, self._wide, self._tall))

    def _end_line(self) -> None:
        line, self._line = self._line, []
        self._paper.lines.append("".join(char for char, _, _ in line))
        tall = max((tall for _, _, tall in line), default=1)
        cells = [_glyph(char, wide, high) for char, wide, high in line]
        width = sum(cell.width for cell in cells)
        assert width <= self._dots, f"{self._paper.lines[-1]!r} does not fit on the paper"
        strip = Image.new("1", (self._dots, max(30, tall * CELL_HEIGHT)), 1)
        x = (self._dots - width) * self._align // 2
        for cell in cells:
            strip.paste(cell, (x, tall * CELL_HEIGHT - cell.height))
            x += cell.width
        self._paper.strips.append(strip)

    def _raster(self, data: bytes) -> None:
        across, rows = _word(data, 2), _word(data, 4)
        assert across * 8 <= self._dots, "the picture is wider than the paper"
        black = Image.frombytes("1", (across * 8, rows), data[6:])
        strip = Image.new("1", (self._dots, rows), 1)
        strip.paste(ImageChops.invert(black), ((self._dots - across * 8) * self._align // 2, 0))
        self._paper.strips.append(strip)

    def _code(self, data: bytes) -> None:
        assert data[:1] == b"k", "only QR codes are known"
        function, rest = data[4], data[5:]
        if function == 67:
            self._module = rest[0]
        elif function == 69:
            self._level = rest[0]
        elif function == 80:
            self._link = rest[1:].decode("ascii")
        elif function == 81:
            self._draw_code()

    def _draw_code(self) -> None:
        level = (1, 0, 3, 2)[self._level - 48]  # qrcode's own numbers for L, M, Q, H
        code = qrcode.QRCode(error_correction=level, box_size=self._module, border=4)
        code.add_data(self._link)
        code.make(fit=True)
        square = code.make_image().get_image().convert("1")
        strip = Image.new("1", (self._dots, square.height), 1)
        strip.paste(square, ((self._dots - square.width) * self._align // 2, 0))
        self._paper.codes.append(self._link)
        self._paper.strips.append(strip)


@cache
def _glyph(char: str, wide: int, tall: int) -> Image.Image:
    width = CELL_WIDTH * (1 if char.isascii() else 2)
    cell = Image.new("1", (width, CELL_HEIGHT), 1)
    ImageDraw.Draw(cell).text((width // 2, 20), char, fill=0, font=_font(), anchor="ms")
    return cell.resize((width * wide, CELL_HEIGHT * tall), Image.Resampling.NEAREST)


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.path(400)), 22, layout_engine=ImageFont.Layout.BASIC)


def read(stream: bytes, dots: int) -> Iterator[Paper]:
    """The papers that `stream` prints; all of it must be understood."""
    commands, rest = split(stream)
    assert not rest, f"the stream ends within a command: {rest[:20]!r}"
    interpreter = Interpreter(dots)
    for command in commands:
        interpreter.obey(command)
    return iter(interpreter.torn_off())
