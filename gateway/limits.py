"""How often somebody may ask who is not known yet: so many at once, then one each so often."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from gateway.outcomes import TooMany

MOST_KEPT = 4096


class Limit:
    """A bucket per key that holds `burst` drops and gets one back every `seconds`."""

    def __init__(self, burst: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._full = burst * seconds
        self._drop = seconds
        self._clock = clock
        self._empty_at: OrderedDict[str, float] = OrderedDict()

    def take(self, key: str) -> None:
        """Raises TooMany when this key has taken all that it may for now."""
        now = self._clock()
        used_until = max(now, self._empty_at.get(key, now)) + self._drop
        if used_until - now > self._full:
            raise TooMany(used_until - now - self._full)
        self._empty_at[key] = used_until
        self._empty_at.move_to_end(key)
        while len(self._empty_at) > MOST_KEPT:
            self._empty_at.popitem(last=False)
