"""When the console may sound: at most one sound a minute of each type, silent while muted. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from lobby.model import Alert, AlertKind
from lobby.rules.alerts import identity

PAUSE = dt.timedelta(seconds=60)
MUTED_FOR = dt.timedelta(minutes=10)
SOUNDS = {
    AlertKind.WAIT_OVER: "breach",
    AlertKind.SECOND_DIVERSION: "breach",
    AlertKind.HELP: "breach",
    AlertKind.VIP: "vip",
    AlertKind.DEVICE: "device",
}


class Alarms:
    """Remembers what was heard: an alert sounds once in its life."""

    def __init__(self) -> None:
        self._known: set[tuple[str, object]] | None = None
        self._last: dict[str, dt.datetime] = {}
        self.muted_until: dt.datetime | None = None

    def hear(self, alerts: Iterable[Alert], now: dt.datetime) -> str | None:
        """The sound for what is new since the last look, if one may be made; the first look only remembers."""
        current = {identity(a): SOUNDS.get(a.kind) for a in alerts}
        fresh = [] if self._known is None else [s for i, s in current.items() if i not in self._known and s]
        self._known = set(current)
        if self.muted(now):
            return None
        for sound in fresh:
            if now - self._last.get(sound, now - PAUSE) >= PAUSE:
                self._last[sound] = now
                return sound
        return None

    def muted(self, now: dt.datetime) -> bool:
        return self.muted_until is not None and now < self.muted_until

    def toggle(self, now: dt.datetime) -> bool:
        """Mute for ten minutes, or listen again. Answers whether it is muted now."""
        self.muted_until = None if self.muted(now) else now + MUTED_FOR
        return self.muted_until is not None
