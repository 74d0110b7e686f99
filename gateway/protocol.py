"""HTTP for a branch: whoever connects and then dawdles is hung up on, and many of those never keep a station out."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gateway.exchange import KNOWN, STREAMS

REQUEST_WITHIN = 10.0
"""Seconds from a request's first byte, or from the connection, to its last byte."""
ANSWER_WITHIN = 60.0
"""Seconds for the answer, its way to the guest included."""
MOST_HEAD = 32 * 1024
"""Bytes of a request before its body."""
MOST_STRANGERS = 128
"""Connections that have not yet asked as a station. One more, and the oldest of them is hung up on."""


class Strangers:
    """The connections of whoever did not ask as a station yet, oldest first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._here: dict[asyncio.Protocol, asyncio.Transport] = {}

    def came(self, protocol: asyncio.Protocol, transport: asyncio.Transport) -> None:
        self._here[protocol] = transport
        if len(self._here) > self._most:
            oldest = next(iter(self._here))
            self._here.pop(oldest).abort()

    def known(self, protocol: asyncio.Protocol) -> None:
        """It is a station's, or has ended."""
        self._here.pop(protocol, None)


class _OneWrite:
    """Sends the head of an answer together with its body: one TLS record and one packet instead of two."""

    __slots__ = ("_head", "_transport")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._head = b""

    def write(self, data: bytes) -> None:
        if not self._head and data.startswith(b"HTTP/1.1 ") and not data.startswith(b"HTTP/1.1 100"):
            self._head = data
        else:
            self._transport.write(self._head + data)
            self._head = b""

    def flush(self) -> None:
        """An answer without a body has ended."""
        if self._head:
            self._transport.write(self._head)
            self._head = b""

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def close(self) -> None:
        self.flush()
        self._transport.close()


class BranchProtocol(HttpToolsProtocol):
    """uvicorn's, with deadlines."""

    strangers: Strangers
    """Set on the subclass of each server."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._answer = _OneWrite(transport)
        self._deadline: asyncio.TimerHandle | None = None
        self._head: int | None = 0
        self._hurry(REQUEST_WITHIN)
        self.strangers.came(self, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._relax()
        self.strangers.known(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._head is not None:
            self._head += len(data)
        if self._deadline is None:
            self._hurry(REQUEST_WITHIN)
        super().data_received(data)
        if self._head is not None and self._head > MOST_HEAD:
            self.transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head = 0

    def on_headers_complete(self) -> None:
        self._head = None
        super().on_headers_complete()
        self.cycle.transport = self._answer  # type: ignore[assignment]  # what a cycle asks of a transport it has

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._head = 0
        self._hurry(ANSWER_WITHIN)

    def on_response_complete(self) -> None:
        self._answer.flush()
        if self.cycle.scope.get(KNOWN):
            self.strangers.known(self)
        if not self.cycle.more_body:
            self._relax()
        super().on_response_complete()

    def _hurry(self, seconds: float) -> None:
        self._relax()
        self._deadline = self.loop.call_later(seconds, self._late)

    def _relax(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _late(self) -> None:
        cycle: Any = self.cycle  # there is none before the first request
        streams = cycle is not None and cycle.scope.get(STREAMS)
        if not streams and not self.transport.is_closing():
            self.transport.abort()


def protocol(most: int = MOST_STRANGERS) -> type[Any]:
    """The protocol of one server, with strangers of its own."""
    return type("Protocol", (BranchProtocol,), {"strangers": Strangers(most)})
