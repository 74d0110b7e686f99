"""Takes a backup every so often beside a working lobby, and never disturbs it: for the host's own process."""

from __future__ import annotations

import datetime as dt
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lobby.clock import Clock
from lobby.config import Config
from lobby.errors import Trouble

if TYPE_CHECKING:
    from lobby.backup.take import Taken

log = logging.getLogger(__name__)
BREATH = 10.0
"""A large record rests ten times as long as its copy took, so that backups have a tenth of one core at most."""
PATIENCE = 20.0
LONGEST = dt.timedelta(hours=1)
"""A quiet record is copied so often all the same."""
KIND = 10
"""How far behind the tellers the backup stands when the machine is busy."""


class Keeper:
    """Runs from `start` to `stop`; `newest` and `trouble` say how it went."""

    def __init__(
        self,
        url: str,
        wiring: Config,
        clock: Clock | None = None,
        replaced: Callable[[Trouble], object] = lambda _: None,
    ) -> None:
        """`replaced` is called when another machine has taken over, so that this host ends."""
        if wiring.backup.folder is None:
            raise ValueError("no backup folder is set")
        self._url = url
        self._wiring = wiring.backup
        self._host = wiring.host
        self._folder = Path(wiring.backup.folder)
        self._clock = clock or Clock()
        self._replaced = replaced
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backups", daemon=True)
        self.newest: Taken | None = None
        self.trouble: Trouble | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop soon; one that is being written is finished first, within seconds, else given up."""
        self._stop.set()
        self._thread.join(PATIENCE)

    def once(self) -> None:
        """Take one now, unless nothing has happened since the last. Trouble is kept and logged once, not raised."""
        try:
            self._keep()
        except Trouble as trouble:
            self._note(trouble)
            if trouble.kind == "host-replaced":
                self._replaced(trouble)
        except Exception as error:  # a thread that ended would end all later backups
            log.exception("a backup failed")
            self._note(Trouble("backup-failed", f"No backup was made ({error}). The lobby works on. Report this."))
        else:
            self._note(None)

    def _keep(self) -> None:
        from lobby.backup import fence, shelf
        from lobby.backup.sealing import secret
        from lobby.backup.take import take

        fence.refuse_replaced(self._folder, self._url)
        now = self._clock.now()
        if self.newest and self._quiet_since(self.newest, now):
            shelf.vouch(self._folder, self.newest.path, now)
            return
        shelf.prune(self._folder, self._wiring.days)
        self.newest = take(self._url, self._folder, secret(self._wiring), self._clock, self._host)

    def _quiet_since(self, last: Taken, now: dt.datetime) -> bool:
        from lobby.backup.copying import copying, kind_of

        fresh = now - last.manifest.taken_at < LONGEST and last.path.exists()
        return fresh and copying(kind_of(self._url)).head(self._url) == last.manifest.contents.head

    def _run(self) -> None:
        if sys.platform == "linux":
            with suppress(OSError):  # this thread's alone
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), KIND)
        while not self._stop.is_set():
            began = time.monotonic()
            self.once()
            took = time.monotonic() - began
            self._stop.wait(max(self._wiring.every - took, BREATH * took))

    def _note(self, trouble: Trouble | None) -> None:
        """Trouble is logged once when it begins and once when it ends."""
        kinds = (self.trouble and self.trouble.kind, trouble and trouble.kind)
        self.trouble = trouble
        if kinds[0] != kinds[1]:
            if trouble:
                log.warning("backups: %s", trouble)
            else:
                log.info("backups are made again")
