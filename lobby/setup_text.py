"""A branch's set-up as the TOML file that `read_branch` reads: to be changed by people and given back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from enum import Enum
from itertools import groupby
from typing import Any

import tomlkit

from lobby.model import Branch, Hours
from lobby.setup_file import WEEKDAYS

HEAD = (
    "The branch as it is set up: version {version}. How to change it: docs/branch-file.md.",
    "Money is in fen (100 fen are one yuan), times are minutes.",
)


def branch_text(branch: Branch) -> str:
    """The whole file; what has its default is left out."""
    document = tomlkit.document()
    for line in HEAD:
        document.add(tomlkit.comment(line.format(version=branch.version)))
    document.add(tomlkit.nl())
    tables = []
    for name, value in _fields(branch):
        if name == "version":
            continue
        if name == "settings" or _coded(value):
            tables.append((name, value))
        else:
            document.add(name, _inline(value))
    for name, value in tables:
        if _coded(value):
            entries = tomlkit.table(is_super_table=True)
            for entry in value:
                entries.add(entry.code, _entry(entry))
            document.add(name, entries)
        else:
            document.add(name, tomlkit.item(dict(value)))
    return tomlkit.dumps(document)


def _coded(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and hasattr(value[0], "code")


def _entry(entry: Any) -> Any:
    table = tomlkit.table()
    for name, value in _fields(entry):
        if name != "code":
            table.add(name, _inline(value))
    return table


def _fields(record: Any) -> Iterator[tuple[str, Any]]:
    """The fields that say something of their own."""
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if value is not None and value != field.default:
            yield field.name, value


def _inline(value: Any) -> Any:
    if isinstance(value, Hours):
        return _table({days: ", ".join(f"{start}-{end}" for start, end in spans) for days, spans in _days(value)})
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return tomlkit.item([_inline(inner) for inner in value])
    if dataclasses.is_dataclass(value):
        return _table({name: _inline(inner) for name, inner in _fields(value)})
    return value


def _table(fields: dict[str, Any]) -> Any:
    table = tomlkit.inline_table()
    table.update(fields)
    return table


def _days(hours: Hours) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Days in a row with the same hours go together."""
    open_days = [(number, hours.spans[number]) for number in sorted(hours.spans)]
    for spans, run in groupby(_runs(open_days), key=lambda each: each[1:]):
        days = [number for number, *_ in run]
        first, last = WEEKDAYS[days[0] - 1], WEEKDAYS[days[-1] - 1]
        yield first if first == last else f"{first}-{last}", spans[0]


def _runs(days: list[tuple[int, Any]]) -> Iterator[tuple[int, Any, int]]:
    """Each day with its hours and a mark that moves on where a day is left out."""
    return ((number, spans, number - place) for place, (number, spans) in enumerate(days))
