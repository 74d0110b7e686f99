"""Commands, queries, events and answers as JSON and back, from their type hints alone."""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from lobby import commands, queries
from lobby.commands import Command
from lobby.queries import Query


def _by_name(module: Any, base: type) -> dict[str, type]:
    return {n: c for n, c in vars(module).items() if isinstance(c, type) and issubclass(c, base) and c is not base}


W = TypeVar("W")

INTEGERS = range(-(2**63), 2**63)
"""What a whole number can be in both databases."""
YEARS = range(1900, 9000)
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])

COMMANDS: Mapping[str, type[Command[Any]]] = _by_name(commands, Command)
QUERIES: Mapping[str, type[Query[Any]]] = _by_name(queries, Query)


_ANSWERS: dict[type, Any] = {}


def answer_type(kind: type) -> Any:
    """The `A` of a `Command[A]` or `Query[A]`."""
    if kind not in _ANSWERS:
        _ANSWERS[kind] = _answer_type(kind)
    return _ANSWERS[kind]


def _answer_type(kind: type) -> Any:
    (base,) = (b for b in vars(kind)["__orig_bases__"] if typing.get_origin(b) in (Command, Query))
    (answer,) = typing.get_args(base)
    if isinstance(answer, typing.ForwardRef):
        module = commands if typing.get_origin(base) is Command else queries
        return eval(answer.__forward_arg__, vars(module))  # our own source text, never input
    return answer


_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}
_learning = threading.Lock()


def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    """msgspec learns a dataclass at its first use, and crashes the process when a second thread uses it half learnt."""
    with _learning:
        if kind not in _DECODERS:
            _DECODERS[kind] = msgspec.json.Decoder(kind)
        return _DECODERS[kind]


def to_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def from_json(text: str | bytes, kind: Any) -> Any:
    return _decoder(kind).decode(text)


def command(name: str, fields: Mapping[str, object]) -> Command[Any]:
    """The command of that name; field values may be text. Raises LookupError or ValueError with what is wrong."""
    return _build(COMMANDS, "command", name, fields)  # type: ignore[no-any-return]


def query(name: str, fields: Mapping[str, object]) -> Query[Any]:
    """The query of that name; field values may be text. Raises LookupError or ValueError with what is wrong."""
    return _build(QUERIES, "query", name, fields)  # type: ignore[no-any-return]


def wish(text: bytes, kind: type[W]) -> W:
    """A command or query as another machine wrote it, nothing guessed. Raises ValueError with what is wrong."""
    try:
        made: W = from_json(text or b"{}", kind)
        strange = set(_fields.decode(text or b"{}")) - set(made.__dataclass_fields__)  # type: ignore[attr-defined]
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{kind.__name__}: {error}.") from error
    if strange:
        raise ValueError(f"{kind.__name__} has no field {', '.join(sorted(strange))}.")
    _keepable(made, kind.__name__)
    return made


def _keepable(value: object, where: str) -> None:
    """Raises ValueError for what no database could keep, though its type is right."""
    match value:
        case str() if "\0" in value:
            raise ValueError(f"{where} contains a NUL character.")
        case int() if value not in INTEGERS:
            raise ValueError(f"{where} is larger than any number here.")
        case dt.date() if value.year not in YEARS:
            raise ValueError(f"{where} is in no year that concerns a lobby.")
        case tuple():
            for entry in value:
                _keepable(entry, where)
        case _ if dataclasses.is_dataclass(value):
            for field in value.__dataclass_fields__:
                _keepable(getattr(value, field), f"{where}.{field}")


def _build(kinds: Mapping[str, Any], word: str, name: str, fields: Mapping[str, object]) -> Any:
    kind = kinds.get(name)
    if kind is None:
        raise LookupError(f"There is no {word} {name!r}. There are: {', '.join(sorted(kinds))}.")
    known = set(kind.__dataclass_fields__)
    if strange := set(fields) - known:
        raise ValueError(f"{name} has no field {', '.join(sorted(strange))}. It has: {', '.join(sorted(known))}.")
    _decoder(kind)  # convert as well needs it learnt
    try:
        made = msgspec.convert(dict(fields), kind, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"{name}: {error}.") from error
    _keepable(made, name)
    return made
