"""A new record of the sample branch, open for business."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from lobby.api import open_lobby
from lobby.commands import OpenCounter, OpenDay
from lobby.local import found
from lobby.setup_file import read_branch


def new_record(path: Path, counters: int = 8) -> str:
    """The URL of a new record at `path`, its day open and so many counters held."""
    url = f"sqlite:///{path}"
    found(url, read_branch(Path(str(files("resources") / "sample" / "boutique.toml"))))
    door = open_lobby(url)
    door.do(OpenDay())
    for number in range(1, counters + 1):
        door.do(OpenCounter(str(number), f"t{number}"))
    door.close()
    return url
