"""What the `lobby` command prints: JSON for machines, readable lines for people."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
from collections.abc import Iterator, Mapping

from lobby import wire
from lobby.errors import Refused, Trouble
from lobby.model import Text, Ticket


class Say:
    """One voice for answers, refusals and troubles."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def answer(self, value: object) -> None:
        """An answer of the lobby, whole."""
        if self.as_json:
            print(wire.to_json(value), flush=True)
        else:
            print("\n".join(lines(value)), flush=True)

    def done(self, sentence: str, **facts: object) -> None:
        """Something that has no answer of its own: a sentence for people, its facts for machines."""
        print(json.dumps(facts, ensure_ascii=False) if self.as_json else sentence, flush=True)

    def aside(self, sentence: str) -> None:
        """Something worth knowing beside the answer."""
        print(sentence, file=sys.stderr, flush=True)

    def refused(self, refused: Refused) -> None:
        self._failed(f"refused ({refused.reason}): {refused}", refused=refused.reason, message=str(refused))

    def trouble(self, trouble: Trouble) -> None:
        self._failed(str(trouble), trouble=trouble.kind, message=str(trouble))

    def wrong(self, message: str) -> None:
        self._failed(message, usage=message)

    def _failed(self, sentence: str, **facts: str) -> None:
        if self.as_json:
            print(json.dumps(facts, ensure_ascii=False), flush=True)
        else:
            print(f"lobby: {sentence}", file=sys.stderr, flush=True)


def lines(value: object, indent: str = "") -> Iterator[str]:
    """A value for people: one line for each thing said, what is empty left out."""
    if isinstance(value, tuple | list):
        yield from (f"{indent}{_line(entry)}" for entry in value)
        if not value:
            yield f"{indent}nothing"
    elif fields := _fields(value):
        for name, entry in fields.items():
            if _nested(entry):
                yield f"{indent}{name}:"
                yield from lines(entry, f"{indent}  ")
            else:
                yield f"{indent}{name}: {_line(entry)}"
    else:
        yield f"{indent}{_line(value)}"


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


def _line(value: object) -> str:
    match value:
        case None | bool():
            return {None: "nothing", True: "yes", False: "no"}[value]
        case Text():
            return f"{value.zh} {value.en}".strip()
        case Ticket():
            return f"{value.number}  id={value.id}  {value.service}  {value.state}  since={_line(value.since)}"
        case dt.datetime():
            return value.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        case float():
            return f"{value:.1f}"
        case tuple() | list():
            return ", ".join(map(_line, value))
        case _ if fields := _fields(value):
            return "  ".join(f"{name}={_inner(entry)}" for name, entry in fields.items())
        case _:
            return str(value)


def _inner(value: object) -> str:
    return f"({_line(value)})" if _nested(value) else _line(value)
