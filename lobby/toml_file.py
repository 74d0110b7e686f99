"""Reads a TOML file into frozen dataclasses by their type hints; what does not fit is named by file, key and reason."""

from __future__ import annotations

import collections.abc
import dataclasses
import difflib
import re
import tomllib
import types
import typing
from collections.abc import Callable, Collection, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

WORDS = {str: "text in quotes", int: "a whole number", bool: "true or false", float: "a number", dict: "a table"}
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

Readers = Mapping[type, Callable[[object], object]]
"""How types are read that TOML has no shape for; a reader raises ValueError with the reason."""


class Misfit(Exception):
    """A file, or one key in it, is not as it has to be."""

    def __init__(self, key: str, reason: str) -> None:
        self.key = key
        self.reason = reason
        super().__init__(f"{key}: {reason}" if key else reason)

    @property
    def sentence(self) -> str:
        """With a full stop, where it does not end with a question."""
        return f"{self}" if self.reason.endswith("?") else f"{self}."


def read_toml(path: Path) -> dict[str, object]:
    """The file's tables. Raises Misfit when it can't be read, is not UTF-8 or is not TOML."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Misfit("", f"the file can't be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise Misfit("", f"the file is not UTF-8 (byte {error.start}); save it with the encoding UTF-8") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misfit("", f"the file is not valid TOML: {error}") from error


def fit(value: object, kind: Any, key: str = "", readers: Readers = types.MappingProxyType({})) -> Any:
    """`value` as a `kind`. A tuple of things that have a `code` is written as a table by code."""
    if kind in readers:
        try:
            return readers[kind](value)
        except ValueError as error:
            raise Misfit(key, str(error)) from error
    if kind is object:
        return value
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _either(value, tuple(k for k in inner if k is not types.NoneType), key, readers)
    if origin is tuple:
        return _many(value, inner[0], key, readers)
    if origin is collections.abc.Mapping:
        return {k: fit(v, inner[1], _below(key, k), readers) for k, v in _table(value, key).items()}
    if dataclasses.is_dataclass(kind):
        return _record(_table(value, key), kind, key, readers)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _word(value, kind, key)
    return _plain(value, kind, key)


def unknown(word: str, known: Collection[str]) -> str:
    """What to say of a word that is none of the known ones."""
    near = difflib.get_close_matches(word, known, 1)
    return f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known) or 'none'}"


def _record(table: dict[str, object], kind: Any, key: str, readers: Readers) -> Any:
    hints = typing.get_type_hints(kind)
    fields = {f.name: f for f in dataclasses.fields(kind)}
    for name in table:
        if name not in fields:
            raise Misfit(_below(key, name), f"unknown key; {unknown(name, fields)}")
    for name, field in fields.items():
        optional = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
        if name not in table and not optional:
            raise Misfit(_below(key, name), "is missing")
    return kind(**{name: fit(value, hints[name], _below(key, name), readers) for name, value in table.items()})


def _many(value: object, kind: Any, key: str, readers: Readers) -> tuple[Any, ...]:
    if dataclasses.is_dataclass(kind) and any(f.name == "code" for f in dataclasses.fields(kind)):
        return tuple(
            _coded(code, entry, kind, _below(key, code), readers) for code, entry in _table(value, key).items()
        )
    if not isinstance(value, list):
        raise Misfit(key, f"has to be a list in [brackets], not {_what(value)}")
    return tuple(fit(entry, kind, f"{key}[{place}]", readers) for place, entry in enumerate(value, 1))


def _coded(code: str, entry: object, kind: Any, key: str, readers: Readers) -> Any:
    if "code" in (table := _table(entry, key)):
        raise Misfit(_below(key, "code"), "unknown key; the code stands in the heading already")
    return _record({"code": code, **table}, kind, key, readers)


def _table(value: object, key: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise Misfit(key, f"has to be a table, not {_what(value)}")
    return value


def _either(value: object, kinds: tuple[Any, ...], key: str, readers: Readers) -> Any:
    if len(kinds) == 1:
        return fit(value, kinds[0], key, readers)
    if type(value) not in kinds:
        raise Misfit(key, f"has to be {' or '.join(WORDS[k] for k in kinds)}, not {_what(value)}")
    return fit(value, type(value), key, readers)


def _word(value: object, kind: type[Enum], key: str) -> Enum:
    words = [str(member.value) for member in kind]
    if value not in words:
        raise Misfit(key, f"can't be {value!r}; {unknown(str(value), words)}")
    return kind(value)


def _plain(value: object, kind: Any, key: str) -> Any:
    if type(value) is not kind:  # true is an int to Python, never to a person
        raise Misfit(key, f"has to be {WORDS[kind]}, not {_what(value)}")
    if isinstance(value, str) and CONTROL.search(value):
        raise Misfit(key, "contains a line break or another control character")
    return value


def _what(value: object) -> str:
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    return f"{value!r}" if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _below(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
