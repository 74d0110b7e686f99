"""The key files without which a record is only half restored: which there are, and where each belongs.

They go into a backup only when it is sealed; else they have to be kept by hand, and whoever takes it is told so.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lobby.local import key_path


def places(url: str) -> Mapping[str, Path]:
    """Where the keys of the record at `url` lie on this machine, by their names inside a backup."""
    return {"identity": key_path(url)}


def present(url: str) -> Mapping[str, Path]:
    """Those of them that this machine has."""
    return {name: path for name, path in places(url).items() if path.is_file()}
