"""`lobby do`, `lobby ask`, `lobby events`: the door's three verbs from the shell."""

from __future__ import annotations

import argparse
import json
import re
import typing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NoReturn

from lobby import config, wire
from lobby.api import Lobby, open_lobby
from lobby.cli.say import Say

FOLLOW_SECONDS = 60.0


def url(arguments: argparse.Namespace) -> str:
    """The record that this command line means."""
    return config.database_url(arguments.database, config.load(arguments.config))


def told(url: str) -> str:
    """A URL as it may be shown: without its password."""
    return re.sub(r"(://[^:/@]*):[^@/]*@", r"\1:***@", url)


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Lobby]:
    """The door to the record that this command line means."""
    lobby = open_lobby(url(arguments))
    try:
        yield lobby
    finally:
        lobby.close()


def do(arguments: argparse.Namespace, say: Say) -> None:
    if arguments.name is None:
        say.answer(_shapes(wire.COMMANDS))
        return
    command = wire.command(arguments.name, _fields(wire.COMMANDS, arguments))
    with opened(arguments) as lobby:
        say.answer(lobby.do(command, key=arguments.key))


def ask(arguments: argparse.Namespace, say: Say) -> None:
    if arguments.name is None:
        say.answer(_shapes(wire.QUERIES))
        return
    query = wire.query(arguments.name, _fields(wire.QUERIES, arguments))
    with opened(arguments) as lobby:
        say.answer(lobby.ask(query))


def events(arguments: argparse.Namespace, say: Say) -> None:
    with opened(arguments) as lobby:
        if arguments.follow:
            _follow(lobby, arguments.after, say)
        found = lobby.events(arguments.after, arguments.timeout)
        last = found
        while last:  # the door tells a long story in pieces
            last = lobby.events(last[-1].id)
            found += last
        say.answer(found)


def _follow(lobby: Lobby, after: int, say: Say) -> NoReturn:
    while True:
        for event in lobby.events(after, FOLLOW_SECONDS):
            say.answer(event if say.as_json else (event,))
            after = event.id


def _fields(kinds: Mapping[str, type], arguments: argparse.Namespace) -> dict[str, object]:
    """`field=value …` as fields. A field that holds more than one value takes JSON."""
    fields: dict[str, object] = {}
    hints = typing.get_type_hints(kinds[arguments.name]) if arguments.name in kinds else {}
    for word in arguments.fields:
        name, equals, value = word.partition("=")
        if not equals:
            raise ValueError(f"{word!r} has to be field=value.")
        if name in fields:
            raise ValueError(f"The field {name} is given twice.")
        if any("\ud800" <= sign <= "\udfff" for sign in value):
            raise ValueError(f"{name} is not valid text in this system's encoding.")
        fields[name] = _parsed(name, value) if typing.get_origin(hints.get(name)) is tuple else value
    return fields


def _parsed(name: str, value: str) -> object:
    try:
        return json.loads(value)
    except json.JSONDecodeError as error:
        raise ValueError(f"{name} has to be JSON ({error}).") from error


def _shapes(kinds: Mapping[str, type]) -> dict[str, str]:
    return {name: _shape(kind) for name, kind in sorted(kinds.items())}


def _shape(kind: type) -> str:
    summary = (kind.__doc__ or "").strip().splitlines()[0]
    return " ".join([*(f"{name}=…" for name in kind.__annotations__), "-", summary])
