"""What every endpoint needs: the record, the desk before it, the feed of its journal, and who asks."""

from __future__ import annotations

from typing import Any

from gateway.desk import Desk
from gateway.doorman import Authenticate, Doorman
from gateway.exchange import encoded
from gateway.feed import Feed, told
from gateway.snapshots import Snapshots
from lobby.access import Caller
from lobby.commands import Command
from lobby.local import LocalLobby
from lobby.queries import Hall, Query
from lobby.writer import Errand


class House:
    """Belongs to the event loop that it is made on."""

    def __init__(self, lobby: LocalLobby, authenticate: Authenticate) -> None:
        self.lobby = lobby
        self.desk = Desk(lobby)
        self.halls = Snapshots(self._hall)
        self.feed = Feed(lobby, self.halls.changed)
        self.doorman = Doorman(authenticate, self.desk)

    async def do(self, command: Command[Any], key: str | None, caller: Caller) -> bytes:
        answer = await self.desk.do(Errand(command, key, caller))
        self.halls.changed()
        return encoded(answer)

    async def ask(self, query: Query[Any], caller: Caller) -> bytes:
        if isinstance(query, Hall):
            return await self.halls.newest()
        return await self.desk.read(self._answer, query, caller)

    async def events(self, after: int) -> bytes:
        """What came after this event, from the record itself."""
        return await self.desk.read(lambda: told(self.lobby.events(after)))

    async def _hall(self) -> bytes:
        return await self.desk.read(lambda: encoded(self.lobby.ask(Hall())))

    def _answer(self, query: Query[Any], caller: Caller) -> bytes:
        return encoded(self.lobby.ask(query, caller))

    def close(self) -> None:
        self.feed.close()
        self.desk.close()
