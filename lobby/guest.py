"""A guest's doors to its host: while the host is away they answer from what is kept here, and tell it later.

All doors of a face share one `Guest`. Whoever asks for events notices that the host is back and tells it what is owed.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import uuid4

from lobby.api import Lobby
from lobby.clock import Clock
from lobby.commands import Command
from lobby.errors import Refused, Trouble
from lobby.model import Branch, Day, Event, Hall
from lobby.policy import policy_from
from lobby.queries import Hall as AskHall
from lobby.queries import Query, Setup
from lobby.rules import hours

if TYPE_CHECKING:
    from lobby.outbox import Outbox, Owed

A = TypeVar("A")

log = logging.getLogger(__name__)

PATIENCE = 4.0
"""Seconds in which a command that could be done here as well is tried again at the host, with its key."""
TRY_AGAIN = 0.3
TELL_AGAIN = 5.0
"""Seconds until the host is told again what it did not want to hear yet."""
HALL_KEPT = 60.0
"""Seconds between two snapshots on disk, unless what they say to this guest has changed."""
NOT_YET = frozenset(
    {"day-not-open", "sign-in-required", "session-ended", "password-required", "station-unknown", "not-allowed"}
)
"""Refusals that pass: the day opens, somebody signs in."""


class HostTime:
    """The host's clock as this guest knows it: it goes on from the last word, and never back behind it."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()
        self._ahead = dt.timedelta()
        self._latest: dt.datetime | None = None

    def heard(self, now: dt.datetime) -> None:
        self._ahead, self._latest = now - self._clock.now(), now

    def recall(self, latest: dt.datetime) -> None:
        """The last word of an earlier run: this machine's clock may be wrong, but it is not earlier than that."""
        self._latest = latest

    def now(self) -> dt.datetime:
        here = self._clock.now() + self._ahead
        return here if self._latest is None else max(here, self._latest)


class Guest:
    """What a guest's doors share. Subclasses say what can be done here while the host is away."""

    tells_first = False
    """Whether the host has to know what it is owed before it is asked for more."""

    def __init__(self, outbox: Outbox, clock: Clock | None = None) -> None:
        self.outbox = outbox
        self.time = HostTime(clock)
        self.branch: Branch | None = outbox.recall("branch", Branch)
        self.hall: Hall | None = outbox.recall("hall", Hall)
        if self.hall is not None:
            self.time.recall(self.hall.now)
        self.away: Trouble | None = None
        self.lock = threading.RLock()
        self._telling = threading.Lock()
        self._tell_after = 0.0
        self._kept_at = 0.0

    def able(self, command: Command[Any]) -> bool:
        """Whether this can be done here as well, in the host's place."""
        raise NotImplementedError

    def ours(self, command: Command[Any], key: str) -> bool:
        """Whether this was done here already, or is about what was: then it is done here in any case."""
        raise NotImplementedError

    def instead(self, command: Command[Any], key: str) -> Any:
        """Do it here, on disk before it is answered; the host is told when it is back. Raises Refused as the host does,
        and Trouble where too little is known to do it."""
        raise NotImplementedError

    def trimmed(self, hall: Hall) -> Hall:
        """What of a snapshot may lie on this guest's disk: nobody's name that it does not need."""
        raise NotImplementedError

    def completed(self, owed: Owed) -> Command[Any]:
        """What the host is told: the command as it was kept, with what has become known since."""
        return owed.command

    def learn(self, answer: object) -> None:
        """Remember what the host said, for the time when it says nothing."""
        if isinstance(answer, Branch) and answer != self.branch:
            self.branch = answer
            self.outbox.remember("branch", answer)
        if isinstance(answer, Hall):
            self.time.heard(answer.now)
            with self.lock:
                before, self.hall = self.hall, self.trimmed(answer)
            same = before is not None and replace(self.hall, now=before.now, event=before.event) == before
            if not same or time.monotonic() - self._kept_at > HALL_KEPT:
                self._kept_at = time.monotonic()
                self.outbox.remember("hall", self.hall)

    def known(self, query: Query[A]) -> A | None:
        """The last answer to this query, true of this moment as far as the hours tell."""
        if isinstance(query, Setup):
            return cast("A | None", self.branch)
        if isinstance(query, AskHall) and self.hall is not None and self.branch is not None:
            return cast(A, self._hall_now(self.hall, self.branch))
        return None

    def day(self, branch: Branch, now: dt.datetime) -> Day:
        """Today's business day: as last heard, else it is presumed to be open within the hours."""
        heard, today = self.hall.day if self.hall else None, hours.local_date(branch, now)
        if heard is not None and (heard.date == today or policy_from(branch.settings).never_close):
            return heard
        return Day(today, now)

    def _hall_now(self, hall: Hall, branch: Branch) -> Hall:
        now = self.time.now()
        phase = hours.phase(branch, policy_from(branch.settings), self.day(branch, now), now)
        opens = {s.code: hours.service_opens(branch, s, phase, now) for s in branch.services}
        services = tuple(
            replace(s, open=opens[s.code] is None, opens_at=opens[s.code]) for s in hall.services if s.code in opens
        )
        opens_at, closes_at = hours.numbers_from(branch, phase, now), hours.closing(branch, now)
        return replace(hall, now=now, phase=phase, services=services, opens_at=opens_at, closes_at=closes_at)

    def lost(self, trouble: Trouble) -> None:
        if self.away is None:
            log.warning("the host is away; this guest goes on by itself: %s", trouble)
        self.away = trouble

    def reached(self) -> None:
        """The host has said something, be it no."""
        if self.away is not None:
            self.away = None
            self._tell_after = 0.0
            log.warning("the host is back")

    def back(self, host: Lobby) -> None:
        """The host answers: tell it what it is owed, in order, each exactly once by its key."""
        self.reached()
        if time.monotonic() >= self._tell_after and self._telling.acquire(blocking=False):
            try:
                self._tell_after = 0.0 if self._tell(host) else time.monotonic() + TELL_AGAIN
            finally:
                self._telling.release()

    def tell(self, host: Lobby) -> None:
        """Tell the host now what it is owed, as far as it listens."""
        with self._telling:
            self._tell(host)

    def _tell(self, host: Lobby) -> bool:
        """Whether all that was owed is told."""
        for owed in self.outbox.due():
            try:
                self.outbox.told(owed.id, host.do(self.completed(owed), owed.key))
            except Refused as refusal:
                if refusal.reason in NOT_YET:
                    return False
                log.error("the host refused what was done while it was away: %s: %s", owed.command, refusal)
                self.outbox.refused(owed.id, refusal)
            except Trouble:
                return False
        return True


class GuestLobby:
    """A door to the host that is never quite shut."""

    def __init__(self, open_door: Callable[[], Lobby], guest: Guest) -> None:
        self._open, self._guest = open_door, guest
        self._door: Lobby | None = None

    @property
    def _host(self) -> Lobby:
        if self._door is None:
            self._door = self._open()
        return self._door

    def do(self, command: Command[A], key: str | None = None) -> A:
        sure_key, guest = key or uuid4().hex, self._guest
        if guest.ours(command, sure_key):
            return cast(A, guest.instead(command, sure_key))
        if not guest.able(command):
            if guest.away is not None:
                raise guest.away
            self._tell_first()
            return self._host.do(command, sure_key)
        return cast(A, self._surely(command, sure_key))

    def _surely(self, command: Command[A], key: str) -> Any:
        """At the host if it answers in time, else here. What the host may have done already goes by the same key."""
        guest, until = self._guest, time.monotonic() + PATIENCE
        while guest.away is None:
            try:
                self._tell_first()
                return self._host.do(command, key)
            except Trouble as error:
                if time.monotonic() + TRY_AGAIN > until:
                    guest.lost(error)
                else:
                    time.sleep(TRY_AGAIN)
        return guest.instead(command, key)

    def _tell_first(self) -> None:
        if self._guest.tells_first:
            self._guest.tell(self._host)

    def ask(self, query: Query[A]) -> A:
        """While the host is away it is not asked, but for the things without which nothing can be done here."""
        guest = self._guest
        if guest.away is not None:
            known = guest.known(query)
            if known is not None:
                return known
            if not isinstance(query, Setup | AskHall):
                raise guest.away
        return self._asked(query)

    def _asked(self, query: Query[A]) -> A:
        guest = self._guest
        try:
            answer = self._host.ask(query)
        except Trouble as error:
            guest.lost(error)
            known = guest.known(query)
            if known is None:
                raise
            return known
        guest.reached()
        guest.learn(answer)
        return answer

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        try:
            found = self._host.events(after, timeout)
        except Trouble as error:
            self._guest.lost(error)
            raise
        except Refused:
            self._guest.reached()
            raise
        self._guest.back(self._host)
        return found

    def close(self) -> None:
        door, self._door = self._door, None
        if door is not None:
            door.close()


class Doors:
    """Opens doors that share one guest; it is made with the first of them, as the database's library loads slowly."""

    def __init__(self, open_door: Callable[[], Lobby], make: Callable[[Outbox], Guest], file: Path) -> None:
        self._open, self._make, self._file = open_door, make, file
        self._lock = threading.Lock()
        self._guest: Guest | None = None
        self._failed = False

    def __call__(self) -> Lobby:
        with self._lock:
            if self._guest is None and not self._failed:
                self._guest = self._made()
                self._failed = self._guest is None
        return self._open() if self._guest is None else GuestLobby(self._open, self._guest)

    def _made(self) -> Guest | None:
        """A guest whose own disk fails works on as long as its host is there."""
        from lobby.outbox import Outbox

        try:
            return self._make(Outbox(self._file))
        except Trouble as trouble:
            log.error("nothing can be done here while the host is away: %s", trouble)
            return None
