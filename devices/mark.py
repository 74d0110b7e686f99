"""The bank's mark in black and white, in the size that a paper asks for."""

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import resources

if TYPE_CHECKING:
    from PIL.Image import Image

HOUSE = Path(resources.__file__).parent / "brand" / "logo_mono.png"


@cache
def mark(own: Path | None, size: int) -> "Image":
    """The bank's own mark, or the house's where that cannot be read; `size` dots square."""
    from PIL import Image

    with suppress(OSError), Image.open(own or HOUSE) as picture:
        return picture.convert("L").resize((size, size)).convert("1", dither=Image.Dither.NONE)
    return Image.new("1", (size, size), 1) if own is None else mark(None, size)
