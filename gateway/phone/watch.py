"""The record as all phones see it: one board for everybody, made anew at a change, and a bell that rings for it."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from gateway.phone.board import Board
from gateway.phone.names import named
from lobby.api import Lobby
from lobby.commands import Command
from lobby.errors import Trouble
from lobby.model import Branch
from lobby.queries import Hall, Query, Setup

log = logging.getLogger(__name__)
A = TypeVar("A")

REST = 0.25
"""Seconds between two boards: 500 phones and a busy hall are not to take the host from its tellers."""
OLD = 30.0
"""Seconds after which a board is made anew though nothing happened: waits grow shorter by themselves."""
LOOK = 0.5
AGAIN_AFTER = 1.0
HANDS = 4


class Watch:
    """Belongs to the event loop that it is made on; the record is asked from threads of its own."""

    def __init__(self, door: Lobby, names: Mapping[str, object]) -> None:
        self._door, self._names = door, names
        self._loop = asyncio.get_running_loop()
        self._hands = ThreadPoolExecutor(HANDS, "phone")
        self._closing = threading.Event()
        self._dirty = asyncio.Event()
        self._bell = asyncio.Event()
        self._branch: Branch | None = None
        self._wanted = 0
        self.board: Board | None = None
        self.stale = False
        """Whether the record is silent at the moment."""
        self.day = 0
        """Grows when links begin or end: a business day was opened or closed."""
        self._task = self._loop.create_task(self._keep())
        self._thread = threading.Thread(target=self._follow, name="phone-feed", daemon=True)
        self._thread.start()

    @property
    def closing(self) -> bool:
        return self._closing.is_set()

    async def ask(self, query: Query[A]) -> A:
        return await self._loop.run_in_executor(self._hands, self._door.ask, query)

    async def do(self, command: Command[A], key: str) -> A:
        answer = await self._loop.run_in_executor(self._hands, self._door.do, command, key)
        self.hurry()
        return answer

    def hurry(self) -> None:
        """The board does not know everything that is known here: whoever asks next waits for another one."""
        self._wanted += 1

    async def newest(self) -> Board | None:
        """The board as good as it can be had: with what was done here, if the record answers; None before the first."""
        for _ in range(2):  # the board that is being made may have begun too early
            if self.board is not None and (self.stale or not self._wanted):
                break
            self._dirty.set()
            await self.rings(LOOK + AGAIN_AFTER)
        return self.board

    async def rings(self, seconds: float) -> bool:
        """Whether something changed within so many seconds."""
        try:
            await asyncio.wait_for(self._bell.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def wake(self) -> None:
        """Everybody who waits gets his answer now, for the last time."""
        self._closing.set()
        self._ring()

    def close(self) -> None:
        self.wake()
        self._task.cancel()
        self._thread.join()
        self._hands.shutdown()

    def _ring(self) -> None:
        self._bell.set()
        self._bell = asyncio.Event()

    async def _keep(self) -> None:
        """One board after another; a change is shown at once, the next one after a rest."""
        while not self.closing:
            self._dirty.clear()
            wanted = self._wanted
            try:
                hall = await self.ask(Hall())
                if self._branch is None or self._branch.version != hall.version:
                    self._branch = named(await self.ask(Setup()), self._names)
            except Exception as error:  # noqa: BLE001 - whatever it is, the pages must live on
                self._silent(error)
            else:
                self.board = Board(hall, self._branch, self.board.serial + 1 if self.board else 1)
                self._wanted -= wanted
                self._speaks()
            self._ring()
            await asyncio.sleep(AGAIN_AFTER if self.stale else REST)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._dirty.wait(), AGAIN_AFTER if self.stale else OLD)

    def _follow(self) -> None:
        after: int | None = None
        while not self._closing.is_set():
            try:
                after = self._door.ask(Hall()).event if after is None else after
                events = self._door.events(after, LOOK)
            except Exception:  # noqa: BLE001 - the board says it; here it is tried again
                self._call(self._dirty.set)
                self._closing.wait(AGAIN_AFTER)
                continue
            if events:
                after = events[-1].id
                self._call(self._changed, any(event.kind.startswith("day.") for event in events))

    def _call(self, what: Callable[..., Any], *with_: object) -> None:
        if not self._closing.is_set():
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(what, *with_)

    def _changed(self, day: bool) -> None:
        self.day += day
        self._dirty.set()

    def _silent(self, error: Exception) -> None:
        if not self.stale:
            log.warning("the record can't be asked: %s", error if isinstance(error, Trouble) else repr(error))
        self.stale = True

    def _speaks(self) -> None:
        if self.stale:
            log.warning("the record answers again")
        self.stale = False
