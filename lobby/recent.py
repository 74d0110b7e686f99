"""The newest events that this very process committed, so that whoever follows them here need not read them again."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from lobby import frozen
from lobby.model import Event

KEPT = 2048
_event = itemgetter(*(column.key for column in frozen.EVENT))


class Recent:
    """Filled by the writer at each commit. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lines: deque[Mapping[str, Any]] = deque(maxlen=KEPT)

    def add(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Journal lines just committed, by their columns' names."""
        self._lines.extend(lines)

    def after(self, event: int, most: int) -> tuple[Event, ...]:
        """What followed this event, without a gap, as far as it is known here. Ids are given out one after the other:
        where one is missing another process wrote, and only the record knows more."""
        found: list[Mapping[str, Any]] = []
        for line in reversed(self._lines.copy()):
            if line["id"] <= event:
                break
            if found and found[-1]["id"] != line["id"] + 1:
                found.clear()
            found.append(line)
        if not found or found[-1]["id"] != event + 1:
            return ()
        found.reverse()
        return tuple(Event(*_event(line)) for line in found[:most])
