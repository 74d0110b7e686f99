"""Rows read again and again, each frozen once: what has not changed since the last look is the same value as then."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import SelectBase
from sqlalchemy.engine import Connection, Dialect

V = TypeVar("V")
Raw = tuple[Any, ...]
Into = Callable[[Any], Any]


class _Words(NamedTuple):
    """A statement as the driver wants it, looked up once."""

    text: str
    given: Callable[[Mapping[str, Any]], Any]


class Sight(Generic[V]):
    """One statement of one record, whose first column tells its rows apart. Safe to use from several threads."""

    def __init__(self, statement: SelectBase, freeze: Callable[[Any], V]) -> None:
        self._statement = statement
        self._freeze = freeze
        self._seen: dict[Any, tuple[Raw, V]] = {}
        self._words: _Words | None = None
        self._rows: dict[tuple[Any, ...], Callable[[Raw], Any]] = {}

    def look(self, connection: Connection, **given: Any) -> tuple[V, ...]:
        """What the rows mean now; `given` as the driver takes it, such as a moment in microseconds."""
        words = self._words = self._words or _words(connection.dialect, self._statement)
        cursor = connection.connection.cursor()
        cursor.execute(words.text, words.given(given))
        rows = cursor.fetchall()
        row = self._row(connection.dialect, tuple(column[1] for column in cursor.description))
        cursor.close()
        before, seen = self._seen, {}
        for raw in rows:
            known = before.get(raw[0])
            seen[raw[0]] = known if known and known[0] == raw else (raw, self._freeze(row(raw)))
        self._seen = seen
        return tuple(value for _, value in seen.values())

    def _row(self, dialect: Dialect, types: tuple[Any, ...]) -> Callable[[Raw], Any]:
        if types not in self._rows:
            self._rows[types] = _row(dialect, self._statement, types)
        return self._rows[types]


def _words(dialect: Dialect, statement: SelectBase) -> _Words:
    compiled = statement.compile(dialect=dialect)
    order = compiled.positiontup if compiled.positional else None

    def arranged(given: Mapping[str, Any]) -> Any:
        values = compiled.construct_params(given)
        return values if order is None else [values[name] for name in order]

    return _Words(compiled.string, arranged)


def _row(dialect: Dialect, statement: SelectBase, types: tuple[Any, ...]) -> Callable[[Raw], Any]:
    """Makes Python's values of a row; `types` are what the driver calls its columns' types."""
    columns = list(statement.selected_columns)
    make: Any = namedtuple("Row", [column.key for column in columns])  # type: ignore[misc]
    into = (
        column.type.dialect_impl(dialect).result_processor(dialect, t) for column, t in zip(columns, types, strict=True)
    )
    todo = [(n, how) for n, how in enumerate(into) if how is not None]

    def row(raw: Raw) -> Any:
        values = list(raw)
        for n, how in todo:
            values[n] = how(values[n])
        return make._make(values)

    return row
