"""The names in a machine's [brand] block stand before those of the record, for every face of this machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from lobby.api import Lobby
from lobby.commands import Command
from lobby.model import Branch, Event, Text
from lobby.queries import Query

A = TypeVar("A")


def renaming(open_door: Callable[[], Lobby], block: Mapping[str, object]) -> Callable[[], Lobby]:
    """How to open the same door where branches are called as the block says; the door itself where it says nothing."""
    return (lambda: _Renaming(open_door(), block)) if block else open_door


def named(branch: Branch, block: Mapping[str, object]) -> Branch:
    """The branch with every name that the block gives; the others stay the record's."""

    def words(key: str, own: Text) -> Text:
        return Text(str(block.get(f"{key}_zh", own.zh)), str(block.get(f"{key}_en", own.en)))

    return replace(
        branch,
        bank=words("name", branch.bank),
        name=words("branch", branch.name),
        hotline=str(block.get("hotline", branch.hotline)),
    )


@dataclass(frozen=True, slots=True)
class _Renaming:
    lobby: Lobby
    block: Mapping[str, object]

    def do(self, command: Command[A], key: str | None = None) -> A:
        return self.lobby.do(command, key)

    def ask(self, query: Query[A]) -> A:
        answer = self.lobby.ask(query)
        return cast(A, named(answer, self.block)) if isinstance(answer, Branch) else answer

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        return self.lobby.events(after, timeout)

    def close(self) -> None:
        self.lobby.close()
