"""Where a customer stands who lets a few others go first."""

from __future__ import annotations

from collections.abc import Sequence

from lobby.model import Counter
from lobby.rules.calling import Waiting
from lobby.rules.routing import may_call


def place(mine: Waiting, queue: Sequence[Waiting], own: Sequence[Counter], let: int) -> int | None:
    """The rank right after the next `let` of those who wait for his own counters behind him; None where nobody does."""
    behind = [w for w in queue if (w.rank, w.id) > (mine.rank, mine.id) and any(may_call(c, w) for c in own)]
    passed = sorted(behind, key=lambda w: (w.rank, w.id))[:let]
    return passed[-1].rank + 1 if passed else None
