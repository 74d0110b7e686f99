"""Where an exception came from, for the log: kind and places, never its words, which a customer may have typed."""

from __future__ import annotations

import traceback
from pathlib import Path


def place(error: BaseException) -> str:
    """`ValueError in flow.py:12`."""
    frames = traceback.extract_tb(error.__traceback__)
    last = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} in {last}"


def way(error: BaseException) -> str:
    """All places from the outermost to the one that failed, on lines of their own."""
    return "".join(traceback.format_tb(error.__traceback__)).rstrip()
