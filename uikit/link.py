"""The only place where a face crosses a thread: one thread talks to the lobby, one watches it, the UI never waits.

All that comes back, callbacks and signals, arrives on the UI thread, and only frozen values cross.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Any, Generic, TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from lobby.api import Lobby
from lobby.commands import Command
from lobby.errors import Refused, Trouble
from lobby.model import Event, Hall
from lobby.queries import Hall as AskHall
from lobby.queries import Query
from resources.language import later
from uikit import traces

log = logging.getLogger(__name__)
A = TypeVar("A")
Told = Callable[[], object]

UNEXPECTED = later("Something unexpected happened. Nothing that was confirmed is lost; try again, or tell support.")
_EVENTS_WAIT = 0.25
_RETRY_AFTER = 0.3
_REOPEN_AFTER = 1.0
_LOOK_AGAIN = 0.5
_MOST_WAITING = 32
DISMISSED = "station-unknown"
LOCKED = frozenset({"sign-in-required", "session-ended", "password-required"})
"""Refusals that end when somebody signs in."""
_SWITCH = 0.002
"""Seconds between Python's looks at whether another thread waits. A command has many steps in the database, and after
each it may wait so long for a UI thread that paints; with much less, the threads spend their time on taking turns."""


class Link(QObject):
    """A face's hold on the lobby, with a door for each of its two threads; a door in trouble is opened anew."""

    hall = Signal(object)
    """The newest snapshot, a `lobby.model.Hall`; snapshots that there was no time to paint are skipped."""
    happened = Signal(object)
    """Each `lobby.model.Event` since the link began, exactly once, in order, after a snapshot that knows it."""
    lost = Signal(str)
    """The lobby can't be reached: once at the beginning of the trouble, with its message."""
    mended = Signal()
    """The lobby is reached again, once at the end of the trouble."""
    dismissed = Signal()
    """This machine is no station of the branch any more: nothing is told after that."""
    locked = Signal(str)
    """Somebody has to sign in, again or at last: the reason, once until `unlock`. What was asked waits."""
    _crossed = Signal(object)

    def __init__(self, open_door: Callable[[], Lobby], parent: QObject | None = None, heartbeat: float = 5.0) -> None:
        super().__init__(parent)
        self.now: Hall | None = None
        """The snapshot that `hall` told last."""
        self._open_door = open_door
        self._heartbeat = heartbeat
        self._closing = threading.Event()
        self._impatient = threading.Event()
        self._lock = threading.Lock()
        self._locked = False
        self._unlocked = 0
        """How often somebody has signed in: what was refused before that is no reason to ask again."""
        self._waiting: list[_Errand[Any]] = []
        self._newest: Hall | None = None
        self._errands: SimpleQueue[_Errand[Any] | None] = SimpleQueue()
        self._crossed.connect(self._run, Qt.ConnectionType.QueuedConnection)
        self._threads = [
            threading.Thread(target=run, name=name, daemon=True)
            for name, run in (("lobby-talk", self._talk), ("lobby-watch", self._watch))
        ]
        self._begun = False
        # Loading the database's library would hold up the first frame, which shows before the event loop turns.
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            sys.setswitchinterval(_SWITCH)
            for thread in self._threads:
                thread.start()

    def do(
        self,
        command: Command[A],
        done: Callable[[A], object] | None = None,
        refused: Callable[[Refused], object] | None = None,
        trouble: Callable[[str], object] | None = None,
        key: str | None = None,
        onward: Callable[[A], object] | None = None,
        waits: bool = True,
    ) -> None:
        """Change something, exactly once: after trouble it is tried once more under the same key.

        `onward` gets the answer on the talking thread, for work that must not wait until the UI has painted. Where
        somebody has to sign in first, it `waits` for that, or is refused at once.
        """
        sure_key = key or uuid4().hex

        def attempt(lobby: Lobby) -> A:
            return lobby.do(command, sure_key)

        self._errands.put(_Errand(attempt, 2, done, refused, trouble, onward, waits))

    def ask(
        self,
        query: Query[A],
        done: Callable[[A], object],
        trouble: Callable[[str], object] | None = None,
        refused: Callable[[Refused], object] | None = None,
    ) -> None:
        """Read something."""
        self._errands.put(_Errand(lambda lobby: lobby.ask(query), 1, done, refused, trouble))

    def unlock(self, *, same: bool) -> None:
        """Somebody has signed in. What waited for that is done if it is the `same` person, else it is refused."""
        self._locked = False
        self._unlocked += 1
        waiting, self._waiting = self._waiting, []
        for errand in waiting:
            if same:
                self._errands.put(errand)
            elif errand.refused:
                errand.refused(Refused("session-ended"))

    def look_again(self) -> None:
        """Look for a lost lobby now, without waiting for the next time."""
        self._impatient.set()

    def close(self, patience: float = 1.0) -> None:
        """Let go: commands given before are still done, nothing is told any more. Waits for `patience` at most."""
        if self._closing.is_set():
            return
        self._begin()
        self._closing.set()
        self._impatient.set()
        self._errands.put(None)
        until = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _cross(self, told: Told) -> None:
        if not self._closing.is_set():
            self._crossed.emit(told)

    @Slot(object)
    def _run(self, told: Told) -> None:
        told()

    def _talk(self) -> None:
        door = _Door(self._open_door)
        while (errand := self._errands.get()) is not None:
            unlocked = self._unlocked
            try:
                told = errand.run(door)
            except _Locked as locked:
                told = partial(self._keep, locked.reason, unlocked, errand)
            self._cross(told)
        door.close()

    def _keep(self, reason: str, unlocked: int, errand: _Errand[Any] | None = None) -> None:
        """The watcher hears again and again that nobody is signed in; it is told once."""
        if unlocked != self._unlocked:
            if errand is not None:
                self._errands.put(errand)
            return
        if errand is not None:
            self._waiting = [*self._waiting, errand][-_MOST_WAITING:]
        if not self._locked:
            self._locked = True
            self.locked.emit(reason)

    def _watch(self) -> None:
        door = _Door(self._open_door)
        watch = _Watch()
        while not self._closing.is_set():
            unlocked = self._unlocked
            try:
                hall, events = watch.look(door.lobby, self._heartbeat)
            except _Locked as locked:
                if door.worked():
                    self._cross(self.mended.emit)
                self._cross(partial(self._keep, locked.reason, unlocked))
                self._closing.wait(_LOOK_AGAIN)
                continue
            except Exception as error:  # noqa: BLE001 - whatever it is, the watcher must live on
                if isinstance(error, Refused) and error.reason == DISMISSED:
                    log.warning("this machine is no station of the branch any more")
                    self._cross(self.dismissed.emit)
                    break
                known = door.in_trouble
                message = door.failed(error)
                if not known:
                    self._cross(partial(self.lost.emit, message))
                self._impatient.clear()
                if not self._closing.is_set():
                    self._impatient.wait(_REOPEN_AFTER)
                continue
            if door.worked():
                self._cross(self.mended.emit)
            self._tell(hall, events)
        door.close()

    def _tell(self, hall: Hall | None, events: tuple[Event, ...]) -> None:
        if hall is not None:
            with self._lock:
                waiting, self._newest = self._newest is not None, hall
            if not waiting:
                self._cross(self._show_newest)
        for event in events:
            self._cross(partial(self.happened.emit, event))

    def _show_newest(self) -> None:
        with self._lock:
            hall, self._newest = self._newest, None
        self.now = hall
        self.hall.emit(hall)


class Aside(QObject):
    """One piece of work at a time beside the UI, for a page that has no link yet."""

    _crossed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crossed.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], A], done: Callable[[A], object], failed: Callable[[Exception], object]) -> None:
        """`done` gets what came of it, `failed` what it ended with; both on the UI thread."""

        def worked() -> None:
            try:
                told: Told = partial(done, work())
            except Exception as error:  # noqa: BLE001 - whatever it is, the page says so
                told = partial(failed, error)
            with suppress(RuntimeError):  # the page was closed meanwhile
                self._crossed.emit(told)

        threading.Thread(target=worked, name="lobby-aside", daemon=True).start()

    @Slot(object)
    def _run(self, told: Told) -> None:
        told()


class _Door:
    """The lobby, opened at its first use and anew after trouble; trouble is logged at its beginning and at its end."""

    def __init__(self, open_door: Callable[[], Lobby]) -> None:
        self._open = open_door
        self._lobby: Lobby | None = None
        self.in_trouble = False

    @property
    def lobby(self) -> Lobby:
        if self._lobby is None:
            self._lobby = self._open()
        return self._lobby

    def close(self) -> None:
        lobby, self._lobby = self._lobby, None
        if lobby is not None:
            with suppress(Exception):
                lobby.close()

    def failed(self, error: Exception) -> str:
        """Let the door go; the sentence for people. The trace is kept only of what nobody foresaw."""
        self.close()
        if not self.in_trouble:
            what = error if isinstance(error, Trouble | Refused) else f"{traces.place(error)}\n{traces.way(error)}"
            log.warning("trouble with the lobby: %s", what)
        self.in_trouble = True
        return str(error) if isinstance(error, Trouble | Refused) else UNEXPECTED

    def worked(self) -> bool:
        """True when this ends a trouble."""
        ended, self.in_trouble = self.in_trouble, False
        if ended:
            log.warning("the lobby is reached again")
        return ended


class _Watch:
    """Where the watcher stands in the journal, and when it last saw the whole hall."""

    def __init__(self) -> None:
        self._after: int | None = None
        self._seen = 0.0

    def look(self, lobby: Lobby, heartbeat: float) -> tuple[Hall | None, tuple[Event, ...]]:
        """What happened within the next moment; the hall where it changed or was not seen for a heartbeat."""
        with _locked():
            return self._look(lobby, heartbeat)

    def _look(self, lobby: Lobby, heartbeat: float) -> tuple[Hall | None, tuple[Event, ...]]:
        events = () if self._after is None else lobby.events(self._after, _EVENTS_WAIT)
        if self._after is not None and not events and time.monotonic() - self._seen < heartbeat:
            return None, ()
        hall = lobby.ask(AskHall())
        self._seen = time.monotonic()
        # A restored backup has a shorter journal: follow it from where it ends.
        self._after = events[-1].id if events else min(self._after or hall.event, hall.event)
        return hall, events


class _Locked(Exception):
    """Refused because nobody, or nobody any more, is signed in."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@contextmanager
def _locked(waits: bool = True) -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        if waits and refusal.reason in LOCKED:
            raise _Locked(refusal.reason) from refusal
        raise


@dataclass(frozen=True)
class _Errand(Generic[A]):
    """What is tried on the talking thread, and whom on the UI thread to tell."""

    attempt: Callable[[Lobby], A]
    tries: int
    done: Callable[[A], object] | None
    refused: Callable[[Refused], object] | None
    trouble: Callable[[str], object] | None
    onward: Callable[[A], object] | None = None
    waits: bool = True

    def run(self, door: _Door, tries: int | None = None) -> Told:
        """What the UI thread is to call with the answer. Raises _Locked when somebody has to sign in first."""
        left = self.tries if tries is None else tries
        try:
            with _locked(self.waits):
                answer = self.attempt(door.lobby)
        except _Locked:
            door.worked()
            raise
        except Refused as refusal:
            door.worked()
            return partial(self.refused, refusal) if self.refused else _nothing
        except Exception as error:  # noqa: BLE001 - whatever it is, the face must go on
            message = door.failed(error)
            if left > 1 and isinstance(error, Trouble):
                time.sleep(_RETRY_AFTER)
                return self.run(door, left - 1)
            return partial(self.trouble, message) if self.trouble else _nothing
        door.worked()
        if self.onward:
            self.onward(answer)
        return partial(self.done, answer) if self.done else _nothing


def _nothing() -> None:
    """For an answer that nobody waits for."""
