"""New rows as the driver wants them: each table's statement and its types are looked up once, not for every commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Insert, Update, insert
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.types import TypeEngine

from lobby.tables import Base

Into = Callable[[Any], Any]


class Prepared(NamedTuple):
    """A statement that writes many rows, and how each of its values becomes the driver's."""

    words: str
    names: tuple[str, ...]
    values: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    into: tuple[tuple[int, Into], ...]
    by_position: bool

    @classmethod
    def of(
        cls, statement: Insert | Update, dialect: Dialect, types: Mapping[str, TypeEngine[Any]], names: Sequence[str]
    ) -> Prepared:
        """`names`: the columns that it writes; `types`: of all values that it is given."""
        compiled = statement.compile(dialect=dialect, column_keys=list(names))
        order = tuple(compiled.positiontup or ()) if compiled.positional else tuple(types)
        into = ((n, types[name].dialect_impl(dialect).bind_processor(dialect)) for n, name in enumerate(order))
        todo = tuple((n, how) for n, how in into if how is not None)
        return cls(compiled.string, order, itemgetter(*order), todo, compiled.positional)

    def execute(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        cursor = connection.connection.cursor()
        cursor.executemany(self.words, [self._row(values) for values in rows])
        cursor.close()

    def _row(self, values: Mapping[str, Any]) -> Any:
        row = list(self.values(values))
        for n, into in self.into:
            row[n] = into(row[n])
        return row if self.by_position else dict(zip(self.names, row, strict=True))


def write(
    connection: Connection, table: type[Base], rows: Sequence[Mapping[str, Any]], names: Sequence[str] | None = None
) -> None:
    """Add these rows with these columns, else with those that the first names; all others are empty."""
    _statement(connection.dialect, table, tuple(names or rows[0])).execute(connection, rows)


@lru_cache(maxsize=256)  # some doors' worth; with @cache a closed door's would stay for ever
def _statement(dialect: Dialect, table: type[Base], names: tuple[str, ...]) -> Prepared:
    columns = table.__table__.c
    return Prepared.of(insert(table), dialect, {name: columns[name].type for name in names}, names)
