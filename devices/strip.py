"""Dots within a text paper: a line that the printer has no characters for, drawn where its characters would stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices import typeface
from devices.typeface import BOLD, REGULAR

if TYPE_CHECKING:
    from PIL.Image import Image

CELL, HEIGHT = 12, 24  # dots of one column: a Latin character of font A; a hanzi takes two
SPACING = 30  # rows from one line of plain size to the next


@dataclass(frozen=True)
class Piece:
    """A part of a line in one style."""

    text: str
    align: str = "left"
    bold: bool = False
    width: int = 1
    height: int = 1

    @property
    def dots(self) -> int:
        """How wide a printer sets it."""
        return sum(map(cell, self.text)) * self.width


def cell(char: str) -> int:
    """Dots across of one character at plain width."""
    return CELL if char.isascii() else 2 * CELL


def rows(pieces: Sequence[Piece]) -> int:
    """Rows of dots that a line takes."""
    return max([SPACING, *(HEIGHT * piece.height for piece in pieces)])


def picture(pieces: Sequence[Piece], dots: int) -> "Image":
    """The line across a paper of `dots`, each character in the cell that a printer would give it."""
    from PIL import Image

    height = rows(pieces)
    strip = Image.new("1", (dots, height), 1)
    room = dots - sum(piece.dots for piece in pieces)
    x = {"left": 0, "center": room // 2, "right": room}[pieces[0].align] if pieces else 0
    for piece in pieces:
        for char in piece.text:
            drawn = _drawn(char, piece)
            strip.paste(drawn, (x, height - drawn.height))
            x += drawn.width
    return strip


def inked(line: "Image", align: str) -> "Image":
    """`line` without the white at its right or at both sides, in whole bytes: less for a slow wire."""
    from PIL import ImageChops

    left, _, right, _ = ImageChops.invert(line.convert("L")).getbbox() or (0, 0, 8, 0)
    if align == "left":
        return line.crop((0, 0, min(line.width, -(-right // 8) * 8), line.height))
    spare = min(left, line.width - right) // 8 * 8
    return line.crop((spare, 0, line.width - spare, line.height))


def _drawn(char: str, piece: Piece) -> "Image":
    """Drawn as high as the line, and pressed into its cell where it is wider, as printers' own letters are."""
    from PIL import Image, ImageDraw

    tall, weight = HEIGHT * piece.height, BOLD if piece.bold else REGULAR
    size = tall - 2 * piece.height
    natural = typeface.width(char, weight, size)
    wide = max(natural, cell(char) * piece.height)
    box = Image.new("1", (wide, tall), 1)
    typeface.draw(ImageDraw.Draw(box), (wide - natural) // 2, round(0.86 * tall), char, weight, size)
    return box.resize((cell(char) * piece.width, tall), Image.Resampling.NEAREST)
