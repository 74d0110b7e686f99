"""Puts a file under its name: whole, on the disk, and never over one that is there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from lobby.errors import Trouble


def put(source: Path, target: Path) -> None:
    """Move `source` to `target` on the same disk. Raises Trouble when something is there."""
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.touch(mode=0o600, exist_ok=False)
    except FileExistsError as error:
        raise Trouble(
            "database-exists", f"Somebody else made {target} meanwhile; it was left alone. Try again elsewhere."
        ) from error
    try:
        source.replace(target)
    except OSError:
        with suppress(OSError):
            target.unlink()
        raise
