"""One request and its one answer, with nothing between them and the server: a press at a counter waits for this."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.types import Receive, Scope, Send

from lobby.known_term import HEADER
from lobby.model.term import FIRST_TERM

KNOWN = "lobby.known"
"""The mark on a request's scope that says it came from a paired station; the server keeps such connections longer."""
STREAMS = "lobby.streams"
"""The mark on a request's scope that says that its answer goes on until one of both hangs up."""
BEARER = b"Bearer "
PLAIN_FIELD = re.compile("[a-z]+=[A-Za-z0-9_-]+")
TERM = HEADER.encode()


class TooLarge(Exception):
    """The body is larger than this request may bring."""


class Away(Exception):
    """Whoever asked has gone."""


class Exchange:
    """A request as the endpoints see it."""

    __slots__ = ("_receive", "_send", "_term", "scope")

    def __init__(self, scope: Scope, receive: Receive, send: Send, term: int) -> None:
        self.scope = scope
        self._term = b"%d" % term
        self._receive = receive
        self._send = send

    @property
    def name(self) -> str:
        """What the path names: a command, a query, a pairing."""
        return str(self.scope["path_params"]["name"])

    @property
    def address(self) -> str:
        """The machine that asks."""
        client = self.scope.get("client")
        return client[0] if client else ""

    def tokens(self) -> tuple[str | None, str | None]:
        """The station's and the session's token."""
        station = session = None
        for name, value in self.scope["headers"]:
            if name == b"authorization" and value.startswith(BEARER):
                station = value[len(BEARER) :].decode("latin-1").strip()
            elif name == b"lobby-session":
                session = value.decode("latin-1").strip()
        return station or None, session or None

    def term(self) -> int:
        """The term of the newest host that whoever asks has seen. Raises ValueError."""
        for name, value in self.scope["headers"]:
            if name == TERM:
                if not (value.isdigit() and len(value) < 10):
                    raise ValueError(f"{HEADER} has to be a whole number.")
                return int(value)
        return FIRST_TERM

    def known(self) -> None:
        """Whoever asks is a station of this branch."""
        self.scope[KNOWN] = True

    def said(self) -> dict[str, str]:
        """The query string's fields."""
        text = self.scope["query_string"].decode("latin-1")
        if PLAIN_FIELD.fullmatch(text):  # what guests send with each press
            name, _, value = text.partition("=")
            return {name: value}
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=8)) if text else {}

    async def body(self, most: int) -> bytes:
        """The whole body, if it is no larger than `most` bytes."""
        parts: list[bytes] = []
        left = most
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise Away
            part = message.get("body", b"")
            left -= len(part)
            if left < 0:
                raise TooLarge
            if not message.get("more_body", False):
                return b"".join([*parts, part]) if parts else part
            parts.append(part)

    async def gone(self) -> None:
        """Until whoever asked has hung up."""
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def answer(self, body: bytes, status: int = 200, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
        length = b"%d" % len(body)
        lines = [(b"content-type", b"application/json"), (b"content-length", length), (TERM, self._term), *headers]
        await self._send({"type": "http.response.start", "status": status, "headers": lines})
        await self._send({"type": "http.response.body", "body": body})


_encoder = msgspec.json.Encoder()


def encoded(value: Any) -> bytes:
    return _encoder.encode(value)
