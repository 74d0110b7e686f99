"""A guest's own small file: what it knew last of its host and what it owes it, on disk before anybody acts on it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from lobby import wire
from lobby.commands import Command
from lobby.errors import Refused
from lobby.sqlite import connect, create, dbapi, trouble

_TABLES = (
    "CREATE TABLE IF NOT EXISTS known (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS numbers (series TEXT PRIMARY KEY, last INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS owed (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, "
    "command TEXT NOT NULL, fields TEXT NOT NULL, at INTEGER NOT NULL, answer TEXT, refusal TEXT)",
    "CREATE INDEX IF NOT EXISTS owed_due ON owed (id) WHERE answer IS NULL AND refusal IS NULL",
)
_KEPT_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Owed:
    """A command that the host has yet to be told, with the key that makes it one however often it is told."""

    id: int
    key: str
    command: Command[Any]


class Outbox:
    """Safe to use from several threads; what a method has answered survives a power cut. Raises Trouble."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        if not path.exists():
            create(path)
        with self._plain_words():
            self._sql = connect(path)
            for table in _TABLES:
                self._sql.execute(table)
            old = int(time.time()) - _KEPT_SECONDS
            self._sql.execute("DELETE FROM owed WHERE at < ? AND (answer IS NOT NULL OR refusal IS NOT NULL)", (old,))

    def remember(self, name: str, value: object) -> None:
        self._write("INSERT OR REPLACE INTO known VALUES (?, ?)", name, wire.to_json(value))

    def recall(self, name: str, kind: Any) -> Any:
        """What was remembered under this name; None where nothing was, or nothing that this version understands."""
        row = self._read("SELECT value FROM known WHERE name = ?", name)
        try:
            return wire.from_json(row[0], kind) if row else None
        except msgspec.MsgspecError:
            return None

    def number(self, series: str) -> int:
        """The next number of a series: given once, whatever happens."""
        with self._lock, self._plain_words():
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                found = self._sql.execute("SELECT last FROM numbers WHERE series = ?", (series,)).fetchone()
                number = (found[0] if found else 0) + 1
                self._sql.execute("INSERT OR REPLACE INTO numbers VALUES (?, ?)", (series, number))
                self._sql.execute("COMMIT")
            except dbapi.Error:
                self._sql.rollback()
                raise
        return int(number)

    def owe(self, key: str, command: Command[Any]) -> Owed:
        """Keep a command for the host. The same key twice is the first command."""
        name, fields = type(command).__name__, wire.to_json(command)
        self._write(
            "INSERT INTO owed (key, command, fields, at) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
            *(key, name, fields, int(time.time())),
        )
        kept = self.find(key)
        assert kept is not None
        return kept

    def find(self, key: str) -> Owed | None:
        """What is or was owed under this key."""
        row = self._read("SELECT id, key, command, fields FROM owed WHERE key = ?", key)
        return _owed(row) if row else None

    def due(self) -> list[Owed]:
        """What the host has to be told, in the order in which it was done."""
        return [_owed(row) for row in self._rows(
            "SELECT id, key, command, fields FROM owed WHERE answer IS NULL AND refusal IS NULL ORDER BY id"
        )]  # fmt: skip

    def told(self, id: int, answer: object) -> None:
        self._write("UPDATE owed SET answer = ? WHERE id = ?", wire.to_json(answer), id)

    def refused(self, id: int, refusal: Refused) -> None:
        self._write("UPDATE owed SET refusal = ? WHERE id = ?", refusal.reason, id)

    def answer(self, id: int, kind: Any) -> Any:
        """The host's answer to what was owed; None while there is none."""
        row = self._read("SELECT answer FROM owed WHERE id = ?", id)
        return wire.from_json(row[0], kind) if row and row[0] else None

    def close(self) -> None:
        with self._lock:
            self._sql.close()

    def _read(self, sql: str, *values: object) -> Any:
        return next(iter(self._rows(sql, *values)), None)

    def _rows(self, sql: str, *values: object) -> list[Any]:
        with self._lock, self._plain_words():
            return list(self._sql.execute(sql, values).fetchall())

    def _write(self, sql: str, *values: object) -> None:
        """One statement is one commit."""
        with self._lock, self._plain_words():
            self._sql.execute(sql, values)

    @contextmanager
    def _plain_words(self) -> Iterator[None]:
        try:
            yield
        except dbapi.Error as error:
            raise trouble(self._path, str(error)) from error


def _owed(row: Any) -> Owed:
    id, key, name, fields = row
    return Owed(id, key, wire.from_json(fields, wire.COMMANDS[name]))
