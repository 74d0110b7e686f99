"""What every endpoint needs: the record, the desk before it, the feed of its journal, and who asks."""

from __future__ import annotations

from typing import Any

from gateway.desk import Desk
from gateway.doorman import Doorman
from gateway.exchange import encoded
from gateway.feed import Feed
from gateway.snapshots import Snapshots
from lobby.access import Caller
from lobby.commands import SLOW, Command
from lobby.local import LocalLobby
from lobby.queries import Hall, Query
from lobby.rules import public
from lobby.writer import Errand


class House:
    """Belongs to the event loop that it is made on."""

    def __init__(self, lobby: LocalLobby) -> None:
        self._lobby = lobby
        self.desk = Desk(lobby)
        self.halls = Snapshots(self._hall)
        self.doorman = Doorman(lobby.caller, self.desk)
        self.feed = Feed(lobby, self._told)

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
        if any(kind.startswith(("station.", "staff.", "account.")) for kind in kinds):
            self.doorman.forget()
