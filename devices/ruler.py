"""A ruler across the print head: which dots come out, and whether a millimetre is one."""

from typing import TYPE_CHECKING

from devices import typeface
from devices.typeface import MEDIUM

if TYPE_CHECKING:
    from PIL.Image import Image

ROWS, SIZE = 56, 20


def scale(dots: int, dpi: int) -> "Image":
    """A tick for each millimetre, longer ones for five and ten with their number, a full line at both edges."""
    from PIL import Image, ImageDraw

    strip = Image.new("1", (dots, ROWS), 1)
    draw = ImageDraw.Draw(strip)
    for millimetre in range(int((dots - 1) * 25.4 / dpi) + 1):
        x = round(millimetre * dpi / 25.4)
        draw.line((x, 0, x, 26 if millimetre % 10 == 0 else 18 if millimetre % 5 == 0 else 10), fill=0, width=2)
        if millimetre % 10 == 0 and millimetre:
            text = str(millimetre)
            half = typeface.width(text, MEDIUM, SIZE) // 2
            if x + half < dots:
                typeface.draw(draw, x - half, ROWS - 8, text, MEDIUM, SIZE)
    for x in (0, dots - 2):
        draw.rectangle((x, 0, x + 1, ROWS - 1), fill=0)
    return strip
