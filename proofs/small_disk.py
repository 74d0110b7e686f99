"""A small disk of its own for a proof: it can be filled, emptied and made read-only. Linux, as root."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTES = 16
BALLAST = "ballast"


class NotHere(Exception):
    """This machine does not let us do what the proof needs."""


class SmallDisk:
    """Mounted at `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """Not a byte is left."""
        with (self.folder / BALLAST).open("ab", buffering=0) as ballast:
            try:
                while ballast.write(bytes(4096)):
                    pass
            except OSError:
                return

    def make_room(self) -> None:
        (self.folder / BALLAST).unlink()

    def read_only(self, wanted: bool) -> None:
        _run("mount", "-o", f"remount,{'ro' if wanted else 'rw'}", str(self.folder))


@contextmanager
def small_disk(folder: Path, megabytes: int = MEGABYTES) -> Iterator[SmallDisk]:
    """A disk in memory; raises NotHere where it can't be made."""
    if sys.platform != "linux" or os.geteuid() != 0:
        raise NotHere("a disk of one's own needs Linux and root")
    folder.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(folder))
    try:
        yield SmallDisk(folder)
    finally:
        _run("umount", "-l", str(folder))


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotHere(f"{' '.join(command)}: {done.stderr.strip()}")
