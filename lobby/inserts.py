"""New rows as the driver wants them: each table's statement and its types are looked up once, not for every commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import insert
from sqlalchemy.engine import Connection, Dialect

from lobby.tables import Base

Into = Callable[[Any], Any]


class _Insert(NamedTuple):
    words: str
    columns: tuple[tuple[str, Into | None], ...]
    by_position: bool

    def row(self, values: dict[str, Any]) -> Any:
        ready = [(name, values[name] if into is None else into(values[name])) for name, into in self.columns]
        return tuple(value for _, value in ready) if self.by_position else dict(ready)


def write(connection: Connection, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Add these rows, all with the same columns; columns that they don't name are empty."""
    statement = _statement(connection.dialect, table, tuple(rows[0]))
    connection.exec_driver_sql(statement.words, [statement.row(values) for values in rows])


@cache
def _statement(dialect: Dialect, table: type[Base], names: tuple[str, ...]) -> _Insert:
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    order = compiled.positiontup if compiled.positional else list(names)
    columns = table.__table__.c
    into = {name: columns[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names}
    return _Insert(compiled.string, tuple((name, into[name]) for name in order or ()), compiled.positional)
