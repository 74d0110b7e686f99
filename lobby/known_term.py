"""The highest term that this machine has seen of a host, on disk before it counts: an earlier host is not believed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from lobby.errors import Trouble
from lobby.model.term import FIRST_TERM

log = logging.getLogger(__name__)

HEADER = "lobby-term"
"""How host and guest tell each other their terms, each with what it says anyway."""


class KnownTerm:
    """Shared by all doors of a process to one host."""

    def __init__(self, number: int = FIRST_TERM, keep: Callable[[int], None] | None = None) -> None:
        self.number = number
        self._keep = keep
        self._lock = threading.Lock()

    def believe(self, url: str, number: int) -> None:
        """Raises Trouble for the host of an earlier term: it came back after another one had taken its place."""
        if number == self.number:
            return
        with self._lock:
            if number < self.number:
                raise replaced(f"The host {url}", number, self.number)
            if self._keep is not None:
                self._kept(number)
            self.number = number

    def _kept(self, number: int) -> None:
        """A disk that does not write stops nobody: until the next start the term is known all the same."""
        assert self._keep is not None
        try:
            self._keep(number)
        except OSError as error:
            log.error("the host's term %d can't be kept: %s", number, error)


def replaced(host: str, number: int, known: int) -> Trouble:
    return Trouble(
        "host-replaced",
        f"{host} was replaced: it is of term {number}, and another one has served since (term {known}). It serves "
        "nobody any more, so that no number is given twice. Take it off the LAN; only if it is to be the host again, "
        "let it take over from the newest backup with 'lobby-host --takeover'.",
    )
