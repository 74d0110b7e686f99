"""Lets one wish through at a time: a key that bounces and a double click do one thing, not two."""

from __future__ import annotations

import time
from collections.abc import Callable

SHUT_SECONDS = 0.3


class Gate:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._opens = 0.0

    def passes(self) -> bool:
        """Whether a wish may pass now; if so, the next one may not for a moment."""
        now = self._clock()
        if now < self._opens:
            return False
        self._opens = now + SHUT_SECONDS
        return True
