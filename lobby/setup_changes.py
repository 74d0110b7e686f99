"""What is different between two set-ups of a branch, key by key, for people and for the journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from lobby.model import Branch

NOT_SET_UP = "version"
"""Counted by the lobby itself."""


def changes(before: Branch, after: Branch) -> dict[str, tuple[object, object]]:
    """Each key that differs with what it was and is; None where there is none. An order of its own has the key
    of what is in order."""
    old, new = (_keyed(msgspec.to_builtins(branch)) for branch in (before, after))
    return dict(_differences("", old, new))


def _keyed(value: Any) -> Any:
    """Lists of things with a code as mappings by code."""
    if isinstance(value, dict):
        return {key: _keyed(inner) for key, inner in value.items() if key != NOT_SET_UP}
    if isinstance(value, list | tuple) and value and isinstance(value[0], dict) and "code" in value[0]:
        return {entry["code"]: _keyed(entry) for entry in value}
    return value


def _differences(key: str, old: Any, new: Any) -> Iterator[tuple[str, tuple[object, object]]]:
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        if old != new:
            yield key, (old, new)
        return
    for name in [*old, *(name for name in new if name not in old)]:
        yield from _differences(f"{key}.{name}" if key else str(name), old.get(name), new.get(name))
    stayed = [name for name in old if name in new]
    if key and stayed != [name for name in new if name in old]:
        yield key, (tuple(old), tuple(new))
