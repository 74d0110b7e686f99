"""A visit's page as it changes: server-sent events, one message only where something on this page is new."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

from gateway.phone.acts import buttons
from gateway.phone.cards import card
from gateway.phone.links import Links, Unknown
from gateway.phone.pages import LASTING, House
from gateway.phone.sight import Sight
from gateway.phone.watch import Watch
from gateway.phone.words import headline
from resources import phrases

SILENCE = 20.0
"""Seconds after which a stream says that it is still there."""
MOST = 4000
MOST_OF_ONE = 4
AGAIN = b"retry: 3000\n\n"
STILL_THERE = b":\n\n"


class Streams:
    """How many watch, in all and each visit."""

    def __init__(self) -> None:
        self._of: Counter[str] = Counter()

    def full(self, token: str) -> bool:
        return self._of[token] >= MOST_OF_ONE or self._of.total() >= MOST

    @contextmanager
    def one_more(self, token: str) -> Iterator[None]:
        self._of[token] += 1
        try:
            yield
        finally:
            self._of[token] -= 1
            if not self._of[token]:
                del self._of[token]


async def told(house: House, links: Links, watch: Watch, token: str, language: str) -> AsyncIterator[bytes]:
    """Ends with the visit, its link, or the program."""
    yield AGAIN
    before = b""
    while not watch.closing:
        try:
            seen = await links.refresh(token)
        except Unknown:
            return
        if seen is not None:
            now = message(house, seen, token, language)
            if now != before:
                before = now
                yield now
            if seen.stage in LASTING:
                return
        if not await watch.rings(SILENCE):
            yield STILL_THERE


def message(house: House, seen: Sight, token: str, language: str) -> bytes:
    """What the page shows now, ready to be put in its place."""
    body = {
        "stage": seen.stage,
        "said": headline(seen, language),
        "stale": seen.stale,
        "at": phrases.clock(seen.at),
        "calls": seen.calls,
        "now": card(seen, language),
        "acts": buttons(seen, language, f"{house.prefix}/{token}") or "",
    }
    return b"data: %s\n\n" % json.dumps(body, ensure_ascii=False).encode()
