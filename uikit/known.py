"""What a face knows: the newest snapshot, its branch, the host's time since, and whether the link is lost."""

from __future__ import annotations

import datetime as dt
import time

from PySide6.QtCore import QObject, Signal

from lobby.model import Branch, Hall
from lobby.queries import Setup
from uikit.link import Link

STALE = dt.timedelta(seconds=15)
"""After so long without a word a screen says how old its news are (V4)."""


class Known(QObject):
    """`hall` and `branch` are None until the lobby has told them; `lost_since` is None while there is a link."""

    hall_seen = Signal()
    branch_seen = Signal()
    link_changed = Signal()

    def __init__(self, link: Link, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hall: Hall | None = None
        self.branch: Branch | None = None
        self.lost_since: dt.datetime | None = None
        self.trouble = ""
        """Why the link is lost."""
        self._link = link
        self._heard = time.monotonic()
        link.hall.connect(self._take)
        link.lost.connect(self._lose)
        link.mended.connect(self._mend)
        if link.now is not None:
            self._take(link.now)

    @property
    def now(self) -> dt.datetime:
        """The host's time: the snapshot's, and what has passed here since; this machine's before the first one."""
        return dt.datetime.now(dt.UTC) if self.hall is None else self.hall.now + self.silence

    @property
    def silence(self) -> dt.timedelta:
        """How long ago the last word of the lobby was."""
        return dt.timedelta(seconds=time.monotonic() - self._heard)

    def _take(self, hall: Hall) -> None:
        self.hall, self._heard = hall, time.monotonic()
        if self.branch is None or self.branch.version != hall.version:
            self._link.ask(Setup(), self._set_up)
        self.hall_seen.emit()

    def _set_up(self, branch: Branch) -> None:
        self.branch = branch
        self.branch_seen.emit()

    def _lose(self, why: str) -> None:
        self.lost_since, self.trouble = self.now, why
        self.link_changed.emit()

    def _mend(self) -> None:
        self.lost_since, self.trouble = None, ""
        self.link_changed.emit()
