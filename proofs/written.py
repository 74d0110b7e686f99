"""What reaches the disk, in order: a VFS that passes on and writes down each write, sync, truncation and deletion."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

NAME = "lobby-written-down"
FORGOTTEN = "-shm"
"""Shared memory: nothing of it outlives a power cut."""


@dataclass(frozen=True, slots=True)
class Act:
    """`what`: write, sync, truncate, delete, or answered, which is not the disk's but the lobby's."""

    what: str
    file: str = ""
    at: int = 0
    data: bytes = b""


class WrittenFile(apsw.VFSFile):
    """A file whose writes are written down."""

    def __init__(self, acts: list[Act], name: Any, flags: list[int]) -> None:
        self._acts = acts
        self._file = Path(str(name.filename() if isinstance(name, apsw.URIFilename) else name)).name
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._acts.append(Act("write", self._file, offset, bytes(data)))
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._acts.append(Act("sync", self._file))

    def xTruncate(self, size: int) -> None:
        self._acts.append(Act("truncate", self._file, size))
        super().xTruncate(size)


class WrittenDown(apsw.VFS):
    """The machine's own way to files, with an ear on it."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        super().__init__(NAME, "")

    def xOpen(self, name: Any, flags: list[int]) -> WrittenFile:
        return WrittenFile(self.acts, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        super().xDelete(name, sync)
        self.acts.append(Act("delete", Path(name).name, int(sync)))
