"""The phone page's sheet, script and worker, as text; `$names` in them are filled by whoever serves them."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
