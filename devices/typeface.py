"""Text as dots: the bundled face in its weights, without grey, a mark where a glyph is missing, smaller to fit."""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from devices.paper import MISSING
from resources.fonts import SPARES, path

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

REGULAR, MEDIUM, BOLD = 400, 500, 700


@lru_cache(maxsize=2)
def font(weight: int, size: int) -> "FreeTypeFont":
    """The bundled face; the plain layout engine, so that every machine draws the same dots.

    Few are kept: each holds its whole file in memory, 2 to 5 MB, and is opened again within 0.1 to 0.4 ms.
    """
    from PIL import ImageFont

    return ImageFont.truetype(str(path(weight)), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _no_glyph(weight: int) -> bytes:
    return bytes(font(weight, 24).getmask("\U0010ffff", mode="1"))


@lru_cache(maxsize=8192)
def weight_with(char: str, weight: int) -> int | None:
    """The weight that can draw `char`: the wanted one, else Regular, else one of the spares; None when none can."""
    for candidate in dict.fromkeys((weight, REGULAR, *SPARES)):
        if char.isspace() or bytes(font(candidate, 24).getmask(char, mode="1")) != _no_glyph(candidate):
            return candidate
    return None


def _drawn(char: str, weight: int) -> tuple[str, int]:
    """What is drawn for `char`, and in which weight."""
    found = weight_with(char, weight)
    return (char, found) if found else (MISSING, weight_with(MISSING, weight) or REGULAR)


def _runs(text: str, weight: int) -> Iterator[tuple[str, int]]:
    for found, group in groupby((_drawn(char, weight) for char in text), key=itemgetter(1)):
        yield "".join(char for char, _ in group), found


@lru_cache(maxsize=8192)
def _advance(char: str, weight: int, size: int) -> int:
    shown, found = _drawn(char, weight)
    return round(font(found, size).getlength(shown))


def width(text: str, weight: int, size: int) -> int:
    """How many dots `text` takes at most; drawn, some pairs stand a dot closer."""
    return sum(_advance(char, weight, size) for char in text)


@lru_cache(maxsize=512)
def _stamp(run: str, weight: int, size: int) -> "tuple[Image, int, int, int]":
    """The dots of `run`, where they begin and where the next run does; most of a ticket is on the next one as well."""
    from PIL import Image, ImageDraw

    face = font(weight, size)
    left, top, right, bottom = (round(edge) for edge in face.getbbox(run, anchor="ls", mode="1"))
    stamp = Image.new("1", (max(1, right - left), max(1, bottom - top)), 0)
    ImageDraw.Draw(stamp).text((-left, -top), run, fill=1, font=face, anchor="ls")
    return stamp, left, top, round(face.getlength(run))


def draw(canvas: "ImageDraw", x: int, baseline: int, text: str, weight: int, size: int) -> int:
    """Draws `text` on its baseline and answers where it ends."""
    for run, found in _runs(text, weight):
        stamp, left, top, advance = _stamp(run, found, size)
        canvas.bitmap((x + left, baseline + top), stamp, fill=0)
        x += advance
    return x


def fitting(text: str, weight: int, size: int, room: int, least: int = 16) -> int:
    """The largest size up to `size` at which `text` fits into `room`, but not below `least`."""
    taken = width(text, weight, size)
    while taken > room and size > least:
        size = max(least, min(size - 1, size * room // taken))
        taken = width(text, weight, size)
    return size
