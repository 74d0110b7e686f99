"""The hall, computed once for all who ask at the same time, and never older than what they were told before."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

LONGEST_REST = 0.03
SHARE = 3.0
"""A snapshot is followed by a rest so many times as long as it took, but never so long that a call is shown late."""
FRESH = 0.05
"""Seconds for which a snapshot is as good as new: another process's commits are known here only a moment later."""


@dataclass(slots=True)
class _Made(Generic[T]):
    """A snapshot, or one in the making; `change` is the last commit that it is sure to know."""

    change: int
    began: float
    body: asyncio.Future[T]


class Snapshots(Generic[T]):
    """One kind of snapshot; `make` computes and encodes it away from the loop."""

    def __init__(self, make: Callable[[], Awaitable[T]]) -> None:
        self._make = make
        self._loop = asyncio.get_running_loop()
        self._change = 0
        self._made: _Made[T] | None = None
        self._next: asyncio.Task[T] | None = None
        self._ready = 0.0

    def changed(self) -> None:
        """Something was committed: what was begun before this moment may not know it."""
        self._change += 1

    async def newest(self) -> T:
        """A snapshot that knows all that was committed before this was called."""
        made = self._made
        if made is not None and made.change == self._change and self._still_good(made):
            return await asyncio.shield(made.body)
        if self._next is None:
            self._next = self._loop.create_task(self._after_rest())
        return await asyncio.shield(self._next)

    def _still_good(self, made: _Made[T]) -> bool:
        return not made.body.done() or (made.body.exception() is None and self._loop.time() - made.began < FRESH)

    async def _after_rest(self) -> T:
        if self._made is not None:
            await asyncio.wait([self._made.body])
        await asyncio.sleep(self._ready - self._loop.time())
        began = self._loop.time()
        made = self._made = _Made(self._change, began, asyncio.ensure_future(self._make()))
        self._next = None  # who comes after a commit from here on needs a later one
        try:
            return await asyncio.shield(made.body)
        finally:
            now = self._loop.time()
            self._ready = now + min(LONGEST_REST, SHARE * (now - began))
