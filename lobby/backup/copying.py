"""Which database a copy is of, and who knows how to make, examine and load one."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from lobby.backup.manifest import Contents, Kind
from lobby.record_file import on_server


class Copying(Protocol):
    """The modules `sqlite_copy` and `postgres_copy`."""

    def snapshot(self, url: str, target: Path) -> Contents: ...
    def head(self, url: str) -> int: ...
    def examine(self, copy: Path) -> Contents: ...
    def load(self, copy: Path, url: str) -> str: ...


def kind_of(url: str) -> Kind:
    return Kind.POSTGRESQL if on_server(url) else Kind.SQLITE


def copying(kind: Kind) -> Copying:
    if kind is Kind.POSTGRESQL:
        from lobby.backup import postgres_copy  # never on a machine whose record is a file

        return postgres_copy
    from lobby.backup import sqlite_copy

    return sqlite_copy
