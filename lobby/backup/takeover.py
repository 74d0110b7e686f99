"""Another machine goes on in a lost host's place, from its newest good backup, and tells what it does not know."""

from __future__ import annotations

import datetime as dt
import platform
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lobby import migrate
from lobby.backup import fence
from lobby.backup.restore import Restored, restore
from lobby.clock import Clock
from lobby.commands import TakeOver
from lobby.config import Host
from lobby.local import LocalLobby
from lobby.model import Term


@dataclass(frozen=True, slots=True)
class TakenOver:
    restored: Restored
    term: Term
    unknown: dt.timedelta
    """What the lost host did in this time, up to the moment of taking over, is not in the record."""
    seconds: float
    fenced: bool
    """Whether the lost host will find the mark and stay silent when it comes back."""

    def told(self) -> str:
        """For whoever took over."""
        held = self.restored.manifest.contents
        lines = [
            f"Taken over in {self.seconds:.1f} s from {self.restored.path.name}: "
            f"{held.rows.get('tickets', 0)} tickets, up to event {held.head}. This is term {self.term.number}.",
            f"Not known here: what the lost host did after {_clock(self.restored.good_until)}, "
            f"{self.unknown // dt.timedelta(seconds=1)} s ago. Who holds a paper from that time takes a new number. "
            f"New ones leave out {self.term.gap} of each series, so that none comes twice.",
        ]
        if not self.restored.keys:
            lines.append("No keys came with it: known customers are not recognised, and every guest has to join again.")
        if not self.fenced:
            lines.append(
                "The backup folder can't be written to: see to it that the lost host is not switched on again."
            )
        return "\n".join(lines)


def take_over(
    source: Path, url: str, passphrase: bytes | None = None, host: Host | None = None, clock: Clock | None = None
) -> TakenOver:
    """Make the newest good backup of the folder this machine's record, and begin a new term. Raises Trouble."""
    began, clock = time.monotonic(), clock or Clock()
    folder = source if source.is_dir() else source.parent
    before = fence.seen(folder)
    restored = restore(source, url, passphrase, host)
    if restored.needs_upgrade:
        migrate.upgrade(url)
    lobby = LocalLobby(restored.opened_by, clock)
    try:
        term = lobby.do(TakeOver(restored.good_until, platform.node() or "unknown", before.number if before else 0))
    finally:
        lobby.close()
    fenced = False
    with suppress(OSError):
        fence.put_up(folder, term)
        fenced = True
    unknown = max(dt.timedelta(), clock.now() - restored.good_until)
    return TakenOver(restored, term, unknown, time.monotonic() - began, fenced)


def _clock(moment: dt.datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"
