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
        self.public_halls = Snapshots(self._public_hall)
        self.doorman = Doorman(lobby.caller, self.desk)
        self.feed = Feed(lobby, self._told)

    async def do(self, command: Command[Any], key: str | None, caller: Caller) -> bytes:
        if isinstance(command, SLOW):
            answer = await self.desk.think(self._lobby.do, command, key, caller)
        else:
            answer = await self.desk.do(Errand(command, key, caller))
        self._changed()
        return encoded(answer)

    async def ask(self, query: Query[Any], caller: Caller) -> bytes:
        if isinstance(query, Hall):
            halls = self.public_halls if caller.station_role in public.IN_PUBLIC else self.halls
            return await halls.newest()
        return await self.desk.read(lambda: encoded(self._lobby.ask(query, caller)))

    async def events(self, after: int) -> bytes:
        """What came after this event, from the record itself."""
        return await self.desk.read(lambda: encoded(self._lobby.events(after)))

    def close(self) -> None:
        self.feed.close()
        self.desk.close()

    async def _hall(self) -> bytes:
        return await self.desk.read(lambda: encoded(self._lobby.ask(Hall())))

    async def _public_hall(self) -> bytes:
        """For screens in public: without names (V5)."""
        return await self.desk.read(lambda: encoded(public.hall(self._lobby.ask(Hall()))))

    def _changed(self) -> None:
        self.halls.changed()
        self.public_halls.changed()

    def _told(self, kinds: set[str]) -> None:
        """Something was committed, here or by another program."""
        self._changed()
        if any(kind.startswith(("station.", "staff.", "account.")) for kind in kinds):
            self.doorman.forget()
