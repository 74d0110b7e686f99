"""A link as a square of modules: QR, level M."""

from functools import lru_cache

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
