"""A link as a square of modules: QR, level M."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

QUIET = 2  # modules left white around it; the paper itself gives the rest
MASK = 2  # any of the eight is read as well; to find the prettiest takes 8 ms while the customer waits


@lru_cache(maxsize=8)
def modules(link: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of modules, true for black, without the quiet zone."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    code.add_data(link)
    code.make(fit=True)
    return tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())


def picture(link: str, module: int) -> "Image":
    """The square with its quiet zone, `module` dots to a module."""
    from PIL import Image

    rows = modules(link)
    count = len(rows)
    dots = Image.frombytes("L", (count, count), bytes(0 if black else 255 for row in rows for black in row))
    code = dots.resize((count * module, count * module), Image.Resampling.NEAREST).convert("1")
    whole = Image.new("1", (code.width + 2 * QUIET * module, code.height + 2 * QUIET * module), 1)
    whole.paste(code, (QUIET * module, QUIET * module))
    return whole
