"""Who asks: the caller behind a request's tokens, as the record knows them a moment ago at the latest."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from gateway.desk import Desk
from gateway.exchange import Exchange
from gateway.limits import Limit
from lobby.access import Caller, Guarded
from lobby.commands import SignIn
from lobby.errors import Refused
from lobby.model import StationRole

Tokens = tuple[str | None, str | None]

REMEMBERED = 1.0
"""Seconds for which a caller is taken to be who he was. Whoever changes something is looked at under the pen again."""
MOST = 1024
SIGN_INS = (10, 6.0)
"""A station's tries at once, and the seconds after which it gets one more."""
ASKINGS = (6, 20.0)
"""The same for a machine that asks to be a station."""


class Doorman:
    """Remembers callers for a moment, so that a press costs no look into the record before it is done."""

    def __init__(self, look: Callable[[str | None, str | None], Caller], desk: Desk) -> None:
        self._look = look
        self._desk = desk
        self._sign_ins = Limit(*SIGN_INS)
        self._askings = Limit(*ASKINGS)
        self._seen: OrderedDict[Tokens, tuple[float, Caller]] = OrderedDict()

    async def caller(self, exchange: Exchange) -> Caller:
        """Raises Refused for a token that no station has, and for a session that has ended."""
        tokens = exchange.tokens()
        at, caller = self._seen.get(tokens, (0.0, None))
        if caller is None or time.monotonic() - at > REMEMBERED:
            caller = await self._desk.read(self._look, *tokens)
            self._remember(tokens, caller)
        if caller.station_role is not StationRole.STRANGER:
            exchange.known()
        return caller

    async def caller_for(self, kind: type[Guarded], exchange: Exchange) -> Caller:
        """Who asks for such a thing, if he may ask for it as often as he does."""
        if StationRole.STRANGER in kind.may:
            self._askings.take(exchange.address)
            return await self.caller(exchange)
        caller = await self.station(exchange)
        if kind is SignIn:
            self._sign_ins.take(caller.station)
        return caller

    async def station(self, exchange: Exchange) -> Caller:
        """The same, and Refused for a stranger as well."""
        caller = await self.caller(exchange)
        if caller.station_role is StationRole.STRANGER:
            raise Refused("station-unknown")
        return caller

    def forget(self) -> None:
        """Stations or people changed."""
        self._seen.clear()

    def _remember(self, tokens: Tokens, caller: Caller) -> None:
        self._seen[tokens] = (time.monotonic(), caller)
        self._seen.move_to_end(tokens)
        while len(self._seen) > MOST:
            self._seen.popitem(last=False)
