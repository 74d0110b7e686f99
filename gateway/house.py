"""What every endpoint needs: the record, the desk before it, the feed of its journal, and who asks."""

from __future__ import annotations

import logging
from typing import Any

from gateway.desk import Desk
from gateway.doorman import Doorman
from gateway.exchange import encoded
from gateway.feed import Feed
from gateway.snapshots import Snapshots
from lobby.access import Caller
from lobby.commands import SLOW, Command
from lobby.known_term import replaced
from lobby.local import LocalLobby
from lobby.queries import Hall, HostTerm, Query
from lobby.rules import public
from lobby.writer import Errand

log = logging.getLogger(__name__)


class House:
    """Belongs to the event loop that it is made on."""

    def __init__(self, lobby: LocalLobby) -> None:
        self._lobby = lobby
        self.term = lobby.ask(HostTerm()).number
        """Whose turn it is: of two hosts the one of the higher term is right."""
        self._later = self.term
        self.desk = Desk(lobby)
        self.halls = Snapshots(self._hall)
        self.doorman = Doorman(lobby.caller, self.desk)
        self.feed = Feed(lobby, self._told)

    def refuse_if_replaced(self, term: int) -> None:
        """Raises Trouble where whoever asks has seen a host that took this one's place (N3)."""
        if term <= self.term:
            return
        if term > self._later:
            self._later = term
            log.error("guests have seen a host of term %d; this one, of term %d, serves them no more", term, self.term)
        raise replaced("This host", self.term, term)

    async def do(self, command: Command[Any], key: str | None, caller: Caller) -> bytes:
        if isinstance(command, SLOW):
            answer = await self.desk.think(self._lobby.do, command, key, caller)
        else:
            answer = await self.desk.do(Errand(command, key, caller))
        self.halls.changed()
        return encoded(answer)

    async def ask(self, query: Query[Any], caller: Caller) -> bytes:
        if isinstance(query, Hall):
            whole, in_public = await self.halls.newest()
            return in_public if caller.station_role in public.IN_PUBLIC else whole
        return await self.desk.read(lambda: encoded(self._lobby.ask(query, caller)))

    async def events(self, after: int) -> bytes:
        """What came after this event, from the record itself."""
        return await self.desk.read(lambda: encoded(self._lobby.events(after)))

    def close(self) -> None:
        self.feed.close()
        self.desk.close()

    async def _hall(self) -> tuple[bytes, bytes]:
        return await self.desk.read(self._twice)

    def _twice(self) -> tuple[bytes, bytes]:
        """The hall for staff, and for screens in public (V5), of one look into the record."""
        hall = self._lobby.ask(Hall())
        return encoded(hall), encoded(public.hall(hall))

    def _told(self, kinds: set[str]) -> None:
        """Something was committed, here or by another program."""
        self.halls.changed()
        if "host.took-over" in kinds:
            self.term = self._lobby.ask(HostTerm()).number
        if any(kind.startswith(("station.", "staff.", "account.")) for kind in kinds):
            self.doorman.forget()
