"""From links to visits: each is looked up once a day, and a wrong one gets the same answer as an ended one (M3)."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from gateway.limits import Limit
from gateway.phone.sight import Sight
from gateway.phone.watch import Watch
from lobby.errors import Trouble
from lobby.model import OPEN_STATES
from lobby.queries import FindVisit

LONGEST = 64
"""Characters of a link's token, at most."""
MOST_KNOWN = 20_000
LOOK_UPS = (60, 1.0)
"""Links that one address may bring unknown at once, and the seconds after which it may bring one more."""
VISITS = (40, 0.5)
"""The same for the requests of one visit."""


class Unknown(Exception):
    """This link leads to no visit of today."""


class Away(Exception):
    """The record is silent, and nothing is known here of this visit."""


class Links:
    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._look_ups, self._visits = Limit(*LOOK_UPS), Limit(*VISITS)
        self._known: OrderedDict[bytes, int] = OrderedDict()
        self._day = watch.day

    async def sight(self, token: str, address: str) -> Sight:
        """The visit behind this link. Raises Unknown, Away or TooMany."""
        if self._day != self._watch.day:
            self._known.clear()
            self._day = self._watch.day
        mark = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        ticket = self._known.get(mark)
        (self._visits.take(mark.hex()) if ticket is not None else self._look_ups.take(address))
        board = await self._watch.newest()
        if board is None:
            raise Away
        seen = board.sight(ticket, stale=self._watch.stale) if ticket is not None else None
        return seen or await self._looked_up(token, mark)

    async def refresh(self, token: str) -> Sight | None:
        """The same for one who watches and was known before; None where the record is silent."""
        mark = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        ticket, board = self._known.get(mark), self._watch.board
        if ticket is not None and board is not None:
            seen = board.sight(ticket, stale=self._watch.stale)
            if seen is not None:
                return seen
        try:
            return await self._looked_up(token, mark)
        except Away:
            return None

    async def _looked_up(self, token: str, mark: bytes) -> Sight:
        try:
            visit = await self._watch.ask(FindVisit(token if len(token) <= LONGEST and "\0" not in token else ""))
        except Trouble as trouble:
            raise Away from trouble
        if visit is None:
            self._known.pop(mark, None)
            raise Unknown
        ticket = visit.ticket
        self._remember(mark, ticket.id)
        board = await self._watch.newest()
        if board is not None and ticket.state in OPEN_STATES:
            seen = board.sight(ticket.id)
            if seen is None or seen.state is not ticket.state:
                self._watch.hurry()  # more is known here than on the board
                board = await self._watch.newest()
        if board is None:
            raise Away
        seen = board.sight(ticket.id, stale=self._watch.stale) if ticket.state in OPEN_STATES else None
        return seen or board.ended(visit)

    def _remember(self, mark: bytes, ticket: int) -> None:
        self._known[mark] = ticket
        self._known.move_to_end(mark)
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
