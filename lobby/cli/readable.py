"""Answers as people read them in a shell: one line for each thing said, what is empty left out."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping

from lobby.model import Figures, Text, Ticket


def lines(value: object, zone: dt.tzinfo | None = None, indent: str = "") -> Iterator[str]:
    """A value for people: one line for each thing said, what is empty left out; times of `zone`, or of this machine."""
    if isinstance(value, tuple | list):
        yield from (f"{indent}{_line(entry, zone)}" for entry in value)
        if not value:
            yield f"{indent}nothing"
    elif isinstance(value, Mapping) and value and all(isinstance(entry, Figures) for entry in value.values()):
        yield from _table(value, zone, indent)
    elif fields := _fields(value):
        for name, entry in fields.items():
            if _nested(entry):
                yield f"{indent}{name}:"
                yield from lines(entry, zone, f"{indent}  ")
            else:
                yield f"{indent}{name}: {_line(entry, zone)}"
    else:
        yield f"{indent}{_line(value, zone)}"


def _table(figures: Mapping[str, Figures], zone: dt.tzinfo | None, indent: str) -> Iterator[str]:
    """Figures side by side, one line for each of their subjects."""
    rows = [["", *(f.name.replace("_", " ") for f in dataclasses.fields(Figures))]]
    rows += [
        [str(name), *(_line(figure, zone) for figure in dataclasses.astuple(entry))] for name, entry in figures.items()
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        numbers = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        yield f"{indent}{name.ljust(widths[0])}  {numbers}"


def _nested(value: object) -> bool:
    return not isinstance(value, Text) and bool(_fields(value) or (isinstance(value, tuple) and _fields(value[0])))


def _fields(value: object) -> Mapping[str, object]:
    """The parts of a value that say something."""
    if isinstance(value, Mapping):
        parts = {str(name): entry for name, entry in value.items()}
    elif dataclasses.is_dataclass(value):
        parts = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    else:
        return {}
    return {name: entry for name, entry in parts.items() if entry not in (None, "", (), {})}


def _line(value: object, zone: dt.tzinfo | None) -> str:
    match value:
        case None | bool():
            return {None: "nothing", True: "yes", False: "no"}[value]
        case Text():
            return f"{value.zh} {value.en}".strip()
        case Ticket():
            return f"{value.number}  id={value.id}  {value.service}  {value.state}  since={_line(value.since, zone)}"
        case dt.datetime():
            return value.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S%z")
        case float():
            return f"{value:.1f}"
        case tuple() | list():
            return ", ".join(_line(entry, zone) for entry in value)
        case _ if fields := _fields(value):
            return "  ".join(f"{name}={_inner(entry, zone)}" for name, entry in fields.items())
        case _:
            return str(value)


def _inner(value: object, zone: dt.tzinfo | None) -> str:
    return f"({_line(value, zone)})" if _nested(value) else _line(value, zone)
