"""The journal as it grows, followed once for everybody: whoever waits is told at the commit."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Awaitable, Callable

from gateway.exchange import encoded
from lobby.api import Lobby
from lobby.errors import Trouble
from lobby.queries import Hall

log = logging.getLogger(__name__)

KEPT = 4096
"""Events at hand; who comes from further back is told from the record."""
MOST = 1000
"""Events in one answer."""
LOOK = 0.4
"""Seconds after which the watcher looks whether it is to end."""
REST = 0.02
"""Seconds between two looks while much happens: the watcher's reading is not to take the machine from the tellers."""
AGAIN_AFTER = 1.0


class Feed:
    """The newest events, encoded, and those who wait for the next. All but `_follow` runs on the loop's thread."""

    def __init__(self, lobby: Lobby, told: Callable[[set[str]], None]) -> None:
        self._lobby = lobby
        self._told = told
        self._loop = asyncio.get_running_loop()
        self._waiters: set[asyncio.Future[None]] = set()
        self._closing = threading.Event()
        self.trouble: Trouble | None = None
        """Why the record can't be followed at the moment."""
        self.head = lobby.ask(Hall()).event
        """The newest event that is known here."""
        self._from = self.head
        self._kept: deque[tuple[int, bytes]] = deque()
        self._thread = threading.Thread(target=self._follow, name="gateway-feed", daemon=True)
        self._thread.start()

    def reaches(self, after: int) -> bool:
        """Whether all that came after this event is at hand."""
        return after >= self._from

    def since(self, after: int) -> list[bytes]:
        """What came after this event, as far as one answer goes."""
        found: list[bytes] = []
        for number, line in reversed(self._kept):
            if number <= after:
                break
            found.append(line)
        found.reverse()
        return found[:MOST]

    async def wait(self, seconds: float, gone: Awaitable[None]) -> None:
        """Until something happened, the time is over, or whoever waits has `gone`."""
        waiter = self._loop.create_future()
        self._waiters.add(waiter)
        timer = self._loop.call_later(seconds, _wake, waiter)
        leaving = asyncio.ensure_future(gone)
        leaving.add_done_callback(lambda _: _wake(waiter))
        try:
            await waiter
        finally:
            self._waiters.discard(waiter)
            timer.cancel()
            leaving.cancel()

    def wake(self) -> None:
        """Everybody who waits gets his answer now."""
        waiters, self._waiters = self._waiters, set()
        for waiter in waiters:
            _wake(waiter)

    def close(self) -> None:
        self._closing.set()
        self.wake()
        self._thread.join()

    def _follow(self) -> None:
        after = self.head
        while not self._closing.is_set():
            try:
                events = self._lobby.events(after, LOOK)
            except Exception as error:  # noqa: BLE001 - whatever it is, the watcher must live on
                self._failed(error)
                self._closing.wait(AGAIN_AFTER)
                continue
            self._worked()
            if events:
                after = events[-1].id
                lines = [(event.id, encoded(event)) for event in events]
                self._call(self._tell, lines, {event.kind for event in events})
                self._closing.wait(REST)

    def _call(self, what: Callable[..., None], *with_: object) -> None:
        if not self._closing.is_set():
            self._loop.call_soon_threadsafe(what, *with_)

    def _tell(self, lines: list[tuple[int, bytes]], kinds: set[str]) -> None:
        self._kept.extend(lines)
        while len(self._kept) > KEPT:
            self._from, _ = self._kept.popleft()
        self.head = lines[-1][0]
        self._told(kinds)
        self.wake()

    def _failed(self, error: Exception) -> None:
        if self.trouble is None:
            log.warning("the record can't be followed: %s", error)
        self.trouble = error if isinstance(error, Trouble) else Trouble("unforeseen", str(error))

    def _worked(self) -> None:
        if self.trouble is not None:
            log.warning("the record is followed again")
        self.trouble = None


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


def joined(lines: list[bytes]) -> bytes:
    return b"[%s]" % b",".join(lines)
