"""Where requests leave the event loop: one thread writes, a few read, and answers come back to the loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from lobby.errors import Trouble
from lobby.local import LocalLobby
from lobby.writer import Errand

T = TypeVar("T")

MOST_WAITING = 2000
"""More than that would wait longer than anybody waits for an answer."""
TOGETHER = 64
"""Commands in one commit, at most: the first of them waits for the last."""
READERS = 2

Waiting = tuple[Errand, "asyncio.Future[Any]"]


class Desk:
    """Hands commands to the record, those that wait together in one commit, and questions beside them."""

    def __init__(self, lobby: LocalLobby) -> None:
        self._lobby = lobby
        self._loop = asyncio.get_running_loop()
        self._waiting: SimpleQueue[Waiting | None] = SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="gateway-write", daemon=True)
        self._readers = ThreadPoolExecutor(READERS, "gateway-read")
        self._thinker = ThreadPoolExecutor(1, "gateway-think")
        self._writer.start()

    async def do(self, errand: Errand) -> Any:
        """What became of it. Raises what it ended with."""
        if self._waiting.qsize() >= MOST_WAITING:
            raise Trouble("host-busy", "More is asked of the host than it can do. Nothing was changed. Try again soon.")
        future = self._loop.create_future()
        self._waiting.put((errand, future))
        return await future

    async def think(self, what: Callable[..., T], *with_: object) -> T:
        """The answer of something that computes for long, such as a password: one such thing at a time."""
        return await self._loop.run_in_executor(self._thinker, what, *with_)

    async def read(self, what: Callable[..., T], *with_: object) -> T:
        """The answer of something that only reads."""
        return await self._loop.run_in_executor(self._readers, what, *with_)

    def close(self) -> None:
        """What waits is still done."""
        self._thinker.shutdown()
        self._waiting.put(None)
        self._writer.join()
        self._readers.shutdown()

    def _write(self) -> None:
        while (first := self._waiting.get()) is not None:
            waiting = [first, *self._more()]
            try:
                answers = self._lobby.do_together([errand for errand, _ in waiting])
            except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to those who asked
                answers = [error] * len(waiting)
            self._deliver([(future, answer) for (_, future), answer in zip(waiting, answers, strict=True)])

    def _more(self) -> list[Waiting]:
        """What waits beside the first. The sign to end stays for later."""
        more: list[Waiting] = []
        while len(more) < TOGETHER - 1:
            try:
                found = self._waiting.get_nowait()
            except Empty:
                break
            if found is None:
                self._waiting.put(None)
                break
            more.append(found)
        return more

    def _deliver(self, settled: list[tuple[asyncio.Future[Any], Any]]) -> None:
        try:
            self._loop.call_soon_threadsafe(_settle, settled)
        except RuntimeError:  # the loop has ended; what was done is in the record, under its key
            return


def _settle(settled: list[tuple[asyncio.Future[Any], Any]]) -> None:
    for future, answer in settled:
        if future.done():
            continue
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)
