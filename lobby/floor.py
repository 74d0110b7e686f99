"""The hall as it stands, as rows in memory: who waits in which order, who is at which counter, who is aside.

Read once, it stays true while nobody else writes to the record; whoever changes a visit tells it by `put`.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from lobby.model import AT_A_COUNTER, TicketState
from lobby.rules.calling import Waiting
from lobby.tables import ASIDE, AT_COUNTER, WAITING, CounterRow, PaceRow, TicketRow, micros

COUNTERS, PACES = select(CounterRow), select(PaceRow)
VISITS = tuple(select(TicketRow).where(place) for place in (WAITING, AT_COUNTER, ASIDE))
"""Each place has an index of its own, however many visits are past."""


class Floor:
    def __init__(self, session: Session) -> None:
        self.counters = {row.code: row for row in session.scalars(COUNTERS)}
        self.paces = {row.service: row for row in session.scalars(PACES)}
        self.visits: dict[int, TicketRow] = {}
        """Every open visit by its id."""
        self._line: list[tuple[int, int]] = []
        self._waiting: dict[int, Waiting] = {}
        self._at: dict[str, TicketRow] = {}
        self.left: dict[str, int] = {}
        """The visit that the record still has at a counter, though it has left since the last flush."""
        for visits in VISITS:
            for row in session.scalars(visits):
                self.put(row)

    def put(self, row: TicketRow) -> None:
        """The visit stands where its row says now."""
        self._take_up(row)
        state = row.state
        if state == TicketState.WAITING:
            self._waiting[row.id] = _as_waiting(row)
            insort(self._line, (row.rank, row.id))
        elif state in AT_A_COUNTER:
            self._at[str(row.counter)] = row
        elif state not in (TicketState.HELD, TicketState.MISSED):
            self.visits.pop(row.id, None)
            return
        self.visits[row.id] = row

    def _take_up(self, row: TicketRow) -> None:
        before = self._waiting.pop(row.id, None)
        if before is not None:
            del self._line[bisect_left(self._line, (before.rank, before.id))]
        for code in [code for code, there in self._at.items() if there is row]:
            del self._at[code]
            self.left.setdefault(code, row.id)

    def at(self, counter: str) -> TicketRow | None:
        """The visit that is called to or served at a counter."""
        return self._at.get(counter)

    def busy(self) -> Iterable[TicketRow]:
        """The visits at all counters."""
        return self._at.values()

    def waiting(self) -> list[Waiting]:
        """Everybody who waits, in the order of rank."""
        return [self._waiting[id] for _, id in self._line]

    def ahead(self, rank: int, id: int = 2**63) -> list[Waiting]:
        """Everybody who waits before this rank; of the same rank, those with a smaller id."""
        return [self._waiting[other] for _, other in self._line[: bisect_left(self._line, (rank, id))]]

    def came_last(self) -> int:
        """When the last of those who wait came."""
        return max((waiting.arrival for waiting in self._waiting.values()), default=0)

    def line(self) -> Iterator[TicketRow]:
        """The rows of all who wait, in the order of rank."""
        return (self.visits[id] for _, id in self._line)

    def aside(self, state: TicketState) -> list[TicketRow]:
        """Those on hold, or missed, in the order of rank."""
        return sorted((row for row in self.visits.values() if row.state == state), key=lambda row: (row.rank, row.id))

    def open_visits(self) -> list[TicketRow]:
        """Every visit that has not ended, as a list of its own: visits may end while one goes through it."""
        return list(self.visits.values())

    def working(self) -> list[CounterRow]:
        """Counters with a teller who does not pause."""
        return [row for row in self.counters.values() if row.staff is not None and not row.paused]


def _as_waiting(row: TicketRow) -> Waiting:
    return Waiting(
        row.id,
        row.number,
        row.service,
        row.segment,
        row.rank,
        row.arrival,
        row.overtaken,
        row.only_counter,
        row.dropped_by,
        micros(row.issued_at),
    )
