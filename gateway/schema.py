"""JSON schemas of the lobby's dataclasses, from their type hints: what `lobby.wire` reads and writes, and no more."""

from __future__ import annotations

import collections.abc
import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Any

from lobby import wire

Schema = dict[str, Any]
YEARS = r"^(19|[2-8][0-9])[0-9]{2}-"
"""`lobby.wire.YEARS`."""
NO_NUL = r"^[^\u0000]*$"
WHOLE_NUMBER = "^(0|-?[1-9][0-9]{0,17})$"

_PLAIN: Mapping[Any, Schema] = {
    bool: {"type": "boolean"},
    float: {"type": "number"},
    dt.datetime: {"type": "string", "format": "date-time", "pattern": YEARS},
    dt.date: {"type": "string", "format": "date", "pattern": YEARS},
    dt.time: {"type": "string"},
    type(None): {"type": "null"},
    None: {"type": "null"},
    object: {},
}


class Schemas:
    """Gathers the schemas of all dataclasses and enumerations that were met on the way, by name."""

    def __init__(self) -> None:
        self.components: dict[str, Schema] = {}

    def of(self, kind: Any) -> Schema:
        """A reference to it, or itself where it has no name."""
        if kind in _PLAIN:
            return dict(_PLAIN[kind])
        if kind is int:
            return {"type": "integer", "format": "int64", "minimum": wire.INTEGERS[0], "maximum": wire.INTEGERS[-1]}
        if kind is str:
            return {"type": "string", "pattern": NO_NUL}
        origin, inner = typing.get_origin(kind), typing.get_args(kind)
        if origin in (types.UnionType, typing.Union):
            return {"anyOf": [self.of(k) for k in inner]}
        if origin is tuple:
            exactly = {} if Ellipsis in inner else {"minItems": len(inner), "maxItems": len(inner)}
            return {"type": "array", "items": self.of(inner[0]), **exactly}
        if origin is collections.abc.Mapping:
            keys = {"propertyNames": {"pattern": WHOLE_NUMBER}} if inner[0] is int else {}
            return {"type": "object", "additionalProperties": self.of(inner[1]), **keys}
        return self._named(kind)

    def fields(self, kind: Any) -> Schema:
        """A command's or query's own fields, nothing beside them."""
        return {**self._record(kind), "additionalProperties": False}

    def _named(self, kind: type) -> Schema:
        if kind.__name__ not in self.components:
            self.components[kind.__name__] = {}  # a name first: types may hold one another
            made = self._words(kind) if issubclass(kind, Enum) else self._record(kind)
            self.components[kind.__name__] = made
        return {"$ref": f"#/components/schemas/{kind.__name__}"}

    def _words(self, kind: type[Enum]) -> Schema:
        return {"type": "string", "enum": [word.value for word in kind]}

    def _record(self, kind: Any) -> Schema:
        hints = typing.get_type_hints(kind)
        own = dataclasses.fields(kind)
        schema: Schema = {"type": "object", "properties": {field.name: self.of(hints[field.name]) for field in own}}
        needed = [field.name for field in own if not _optional(field)]
        return {**schema, "required": needed} if needed else schema


def _optional(field: dataclasses.Field[Any]) -> bool:
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
