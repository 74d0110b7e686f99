"""apsw dressed as the database driver that SQLAlchemy expects, so that the lobby itself runs on a VFS of ours.

It takes the place of `pysqlite3` in a process that has loaded no other SQLite; see `install`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any

import apsw

paramstyle, apilevel, threadsafety = "qmark", "2.0", 1
sqlite_version = apsw.sqlite_lib_version()
sqlite_version_info = tuple(int(part) for part in sqlite_version.split("."))
version = apsw.apsw_version()
PARSE_DECLTYPES, PARSE_COLNAMES = 1, 2
Binary = bytes
Error = DatabaseError = OperationalError = IntegrityError = apsw.Error
InterfaceError = InternalError = ProgrammingError = NotSupportedError = DataError = apsw.Error
Warning = UserWarning
VFS = ""


class Cursor:
    """A cursor as PEP 249 wants it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.arraysize = 1
        self.description: tuple[Any, ...] | None = None
        self.rowcount = -1
        self._cursor = connection.raw.cursor()
        self._rows: list[Any] = []

    @property
    def lastrowid(self) -> int:
        return self.connection.raw.last_insert_rowid()

    def execute(self, words: str, values: Sequence[Any] = ()) -> Cursor:
        self.description = None
        self._cursor.exec_trace = self._look
        self._rows = list(self._cursor.execute(words, tuple(values)))
        self.rowcount = self._changed()
        return self

    def _changed(self) -> int:
        return self.connection.raw.changes() if self.description is None else -1

    def _look(self, cursor: Any, _: str, __: Any) -> bool:
        names = [name for name, *_ in cursor.get_description()]
        self.description = tuple((name, *[None] * 6) for name in names) or None
        return True

    def executemany(self, words: str, many: Iterable[Sequence[Any]]) -> Cursor:
        done = 0
        for values in many:
            self.execute(words, values)
            done += max(0, self.rowcount)
        self.rowcount = done
        return self

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        found, self._rows = self._rows[: size or self.arraysize], self._rows[size or self.arraysize :]
        return found

    def fetchall(self) -> list[Any]:
        found, self._rows = self._rows, []
        return found

    def __iter__(self) -> Any:
        while self._rows:
            yield self._rows.pop(0)

    def close(self) -> None:
        self._rows = []


class Connection:
    """A connection that begins no transaction by itself."""

    def __init__(self, raw: apsw.Connection) -> None:
        self.raw = raw
        self.isolation_level = None

    def cursor(self, *_: Any) -> Cursor:
        return Cursor(self)

    def execute(self, words: str, values: Sequence[Any] = ()) -> Cursor:
        return self.cursor().execute(words, values)

    def commit(self) -> None:
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")

    @property
    def in_transaction(self) -> bool:
        return self.raw.in_transaction

    def create_function(self, name: str, count: int, function: Any, *, deterministic: bool = False) -> None:
        self.raw.create_scalar_function(name, function, count, deterministic=deterministic)

    def close(self) -> None:
        self.raw.close()


def connect(path: str, *, timeout: float = 5.0, **_: Any) -> Connection:
    """A connection on the VFS chosen by `install`."""
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
    raw = apsw.Connection(path, flags=flags, vfs=VFS or None)
    raw.set_busy_timeout(int(timeout * 1000))
    return Connection(raw)


def install(vfs: str) -> None:
    """From now on the lobby's driver is this one, on that VFS. Before anything of the lobby's is imported."""
    if "lobby.sqlite" in sys.modules:
        raise RuntimeError("the lobby has loaded its own driver already")
    this: ModuleType = sys.modules[__name__]
    this.VFS = vfs  # type: ignore[attr-defined]
    package = ModuleType("pysqlite3")
    package.dbapi2 = this  # type: ignore[attr-defined]
    sys.modules["pysqlite3"], sys.modules["pysqlite3.dbapi2"] = package, this
