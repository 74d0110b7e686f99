"""Who asks: the caller behind a request's tokens, as the record knows them a moment ago at the latest."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from gateway.desk import Desk
from gateway.exchange import Exchange
from lobby.access import Caller

Tokens = tuple[str | None, str | None]
Authenticate = Callable[[str | None, str | None], Caller]

REMEMBERED = 1.0
"""Seconds for which a caller is taken to be who he was; what he may do is looked at under the pen again."""
MOST = 1024


class Doorman:
    """Remembers callers for a moment, so that a press costs no look into the record before it is done."""

    def __init__(self, authenticate: Authenticate, desk: Desk) -> None:
        self._authenticate = authenticate
        self._desk = desk
        self._seen: OrderedDict[Tokens, tuple[float, Caller]] = OrderedDict()

    async def caller(self, exchange: Exchange) -> Caller:
        """Raises Refused for a token that no station has, and for a session that has ended."""
        tokens = exchange.tokens()
        at, caller = self._seen.get(tokens, (0.0, None))
        if caller is None or time.monotonic() - at > REMEMBERED:
            caller = await self._desk.read(self._authenticate, *tokens)
            self._remember(tokens, caller)
        exchange.known()
        return caller

    def forget(self) -> None:
        """Stations or people changed."""
        self._seen.clear()

    def _remember(self, tokens: Tokens, caller: Caller) -> None:
        self._seen[tokens] = (time.monotonic(), caller)
        self._seen.move_to_end(tokens)
        while len(self._seen) > MOST:
            self._seen.popitem(last=False)
