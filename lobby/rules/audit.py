"""Reads the journal in its order and tells where the chain through it breaks, and what was done there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from lobby.chain import Chain, Line, link
from lobby.model import Finding, FindingKind

TOOK_OVER = "host.took-over"
"""Leaves ids out that the lost host may have given out; it follows the line before all the same."""
NEAR = 100
"""So many lines before and behind a break are looked at for the one that belongs there."""
LOOKS = 1000
"""So many breaks are looked into, and no more than NEAR one after the other in vain: where a journal was changed
throughout, the others are just changed lines."""


def findings(lines: Iterable[Line], chain: Chain, after: int = 0) -> Iterator[Finding]:
    """What is wrong with the lines that follow the one with the id `after`, where `chain` ends."""
    last: Finding | None = None
    for found in _Reading(chain, after).through(lines):
        if last and (last.kind, last.day, last.last + 1) == (found.kind, found.day, found.first):
            last = replace(last, last=found.last)
            continue
        if last:
            yield last
        last = found
    if last:
        yield last


class _Reading:
    def __init__(self, chain: Chain, after: int) -> None:
        self._chain = chain
        self._id = after
        self._shift = 0
        """How much larger ids are than they were, since lines were put in or taken out and the rest numbered anew."""
        self._torn: set[bool] = set()
        """The chains, outside any day or not, that lines missing just before may have belonged to."""
        self._looks = self._in_vain = 0
        self._behind: deque[Line] = deque(maxlen=NEAR)
        self._ahead: deque[Line] = deque()
        """Lines read already, because one before them was looked into."""
        self._rest: Iterator[Line] = iter(())

    def through(self, lines: Iterable[Line]) -> Iterator[Finding]:
        self._rest = iter(lines)
        for line in self._coming():
            id, day = line["id"], line["day"]
            if not self._torn and id == self._id + 1 and self._follows(self._chain.previous(day), line, id):
                self._chain.end(day, line["hash"])
                self._in_vain = 0
            else:
                yield from self._look_at(line)
            self._behind.append(line)
            self._id = id

    def _coming(self) -> Iterator[Line]:
        for line in self._rest:
            yield line
            while self._ahead:
                yield self._ahead.popleft()

    def _look_at(self, line: Line) -> Iterator[Finding]:
        id, day = line["id"], line["day"]
        previous = self._chain.previous(day)
        if id > self._id + 1 and not (line["kind"] == TOOK_OVER and self._follows(previous, line, id)):
            self._torn = {True, False}
            yield Finding(FindingKind.MISSING, day, self._id + 1, id - 1)
        # A day that begins follows the ends of both chains.
        explained = (day is None) in self._torn or (day not in (None, self._chain.day) and bool(self._torn))
        self._torn.discard(day is None)
        if explained or self._follows(previous, line, id):
            self._chain.end(day, line["hash"])
        else:
            yield Finding(self._told(line, previous), day, id, id)

    def _told(self, line: Line, previous: str) -> FindingKind:
        """What was done where `line` does not follow `previous`; afterwards the reading goes on behind it."""
        id, day = line["id"], line["day"]
        self._looks += 1
        if self._looks > LOOKS or self._in_vain > NEAR:
            self._chain.end(day, line["hash"])
            return FindingKind.CHANGED
        vain, self._in_vain = self._in_vain, 0
        self._ahead.extend(islice(self._rest, NEAR - len(self._ahead)))
        after = next((other for other in self._ahead if other["day"] == day), None)
        if after and any(self._follows(previous, after, place) for place in (id, after["id"])):
            if not self._follows(after["hash"], line, after["id"]):
                self._shift += self._follows(previous, after, id)
                return FindingKind.INSERTED
        elif after and (taken := self._taken_out(line, after)):
            self._shift -= taken
            self._chain.end(day, line["hash"])
            return FindingKind.MISSING
        for other in (*self._ahead, *self._behind):
            if self._follows(previous, other, id):
                self._chain.end(day, other["hash"])
                return FindingKind.REORDERED
        self._in_vain = vain + 1
        self._chain.end(day, line["hash"])
        return FindingKind.CHANGED

    def _taken_out(self, line: Line, after: Line) -> int:
        """How many lines are gone before this one, where the rest was numbered anew to hide the gap."""
        if self._follows(line["hash"], after, after["id"]):
            return 0
        return next((n for n in range(1, NEAR) if self._follows(line["hash"], after, after["id"] + n)), 0)

    def _follows(self, previous: str, line: Line, id: int) -> bool:
        """Whether `line` was written after `previous`, with this id."""
        here = id - self._shift
        hash: str = line["hash"]
        return link(previous, line if here == line["id"] else {**line, "id": here}) == hash
