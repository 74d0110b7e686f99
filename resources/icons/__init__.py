"""The icons by name, as SVG text drawn in `currentColor` on a 24 grid (Lucide, ISC; Tabler, MIT; three of our own)."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def svg(name: str) -> str:
    """The drawing of this icon. Raises FileNotFoundError for a name that is not in `names()`."""
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def names() -> list[str]:
    return sorted(path.stem for path in _FOLDER.glob("*.svg"))
