"""The lobby on a record that this machine opens itself."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import BigInteger, bindparam, func, select
from sqlalchemy.orm import Session

from lobby import frozen, passwords, wire
from lobby.access import MACHINE, Caller, admit
from lobby.chain import Chain
from lobby.clock import Clock
from lobby.commands import SLOW, Command
from lobby.errors import Trouble
from lobby.fields import Fields
from lobby.handlers.setup import write_branch
from lobby.identity import Identity
from lobby.keys import field_key_path, key_path
from lobby.model import Branch, Event
from lobby.presence import caller_of, present
from lobby.queries import Query
from lobby.store import Store
from lobby.tables import AnswerRow, JournalRow, SetupRow
from lobby.views import Reader
from lobby.views.hall import Glance
from lobby.writer import Errand, Writer

A = TypeVar("A")

log = logging.getLogger(__name__)
MOST_EVENTS = 1000
EVENTS = (
    select(*frozen.EVENT)
    .where(JournalRow.id > bindparam("after", type_=BigInteger))
    .order_by(JournalRow.id)
    .limit(MOST_EVENTS)
)
NEWEST_SETUP = select(func.max(SetupRow.version))
LOOK_EVERY = 0.05
"""Seconds between two looks at what other processes committed."""


class LocalLobby:
    """The door to a record on this machine. Safe to use from several threads."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._clock = clock
        self._store = Store(url)
        try:
            _words(field_key_path(url), self._store.fields)
            self._identity = _identity(key_path(url))
        except Trouble:
            self._store.close()
            raise
        self._branch: Branch | None = None
        self._glance = Glance()
        self._writer = Writer(self._store, clock.now, self._identity, self._current_branch)

    def do(self, command: Command[A], key: str | None = None, caller: Caller = MACHINE) -> A:
        tried = self._tried(command, key, caller) if isinstance(command, SLOW) else None
        (answer,) = self.do_together([Errand(command, key, caller, tried)])
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    def _tried(self, command: Command[Any], key: str | None, caller: Caller) -> passwords.Tried:
        """What is slow about a password, while others write. A retry has its answer already (N6)."""
        with self._store.read() as session:
            if key is not None and session.get(AnswerRow, key) is not None:
                return passwords.Tried(None, fits=False)
            now = self._clock.now()
            caller = present(session, self._current_branch(session), caller, now)
            admit(caller, command)
            known = passwords.stored(session, command, caller, now)
        return passwords.tried(command, known)

    def do_together(self, errands: Sequence[Errand]) -> list[Any]:
        """Each errand's answer, or the exception that it ended with; one commit for all where nobody is refused."""
        return self._writer.do(errands)

    def ask(self, query: Query[A], caller: Caller = MACHINE) -> A:
        with self._store.read() as session:
            branch, now = self._current_branch(session), self._clock.now()
            caller = present(session, branch, caller, now)
            admit(caller, query)
            reader = Reader(session, branch, now, self._identity, caller, self._glance)
            return reader.answer(query)  # type: ignore[no-any-return]

    def caller(self, station_token: str | None, session_token: str | None = None) -> Caller:
        """Whom these tokens name at this moment; `do` and `ask` look again. Raises Refused for no station's token."""
        with self._store.read() as session:
            now = self._clock.now()
            claimed = caller_of(session, station_token, session_token, now)
            return present(session, self._current_branch(session), claimed, now)

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        if known := self._writer.recent.after(after, MOST_EVENTS):
            return known
        deadline = time.monotonic() + timeout
        with self._store.watch() as watch:
            while True:
                found = self._events(after)
                if found:
                    return found
                while not watch.wait(min(LOOK_EVERY, max(0.0, deadline - time.monotonic()))):
                    if time.monotonic() >= deadline:
                        return ()

    def _events(self, after: int) -> tuple[Event, ...]:
        if known := self._writer.recent.after(after, MOST_EVENTS):
            return known
        with self._store.read() as session:
            return tuple(Event(*row) for row in session.execute(EVENTS, {"after": after}))

    def close(self) -> None:
        self._store.close()

    def _current_branch(self, session: Session) -> Branch:
        """The newest set-up; read again only when it has changed."""
        version = session.connection().scalar(NEWEST_SETUP)
        if version is None:
            raise Trouble("no-branch", "The record has no branch in it yet. Fill it with 'lobby init'.")
        branch = self._branch
        if branch is None or branch.version != version:
            document = session.get_one(SetupRow, version).document
            branch = self._branch = wire.from_json(document, Branch)
        return branch


def _identity(path: Path) -> Identity:
    """Without its key the lobby goes on: everybody is served, as somebody unknown."""
    if not path.exists():
        log.warning(
            "The key file %s was not there; a new one was made. Known customers are not recognised: "
            "put the old file back, or import the customer list again.",
            path,
        )
    return Identity.load(path)


def _words(path: Path, fields: Fields) -> None:
    """Without its key the lobby goes on: known customers are recognised, and nobody is called by his name."""
    if not path.exists():
        log.warning(
            "The key file %s was not there; a new one was made. Names and notes that were kept can't be read: "
            "put the old file back, or import the customer list again.",
            path,
        )
    fields.ready()


def found(url: str, branch: Branch, clock: Clock | None = None) -> str:
    """Make a new record with this branch in it; the URL to open it by. Raises Trouble when there is one already."""
    from lobby import migrate  # Alembic is slow to import and needed only here

    url = migrate.create(url)
    store = Store(url)
    try:
        with store.write() as session:
            now = (clock or Clock()).now()
            written = write_branch(session, branch, now)
            line = {"id": 1, "branch": branch.code, "day": None, "at": now, "kind": "branch.founded"}
            line["data"] = {"version": written.version}
            session.add(JournalRow(**line, hash=Chain().add(line)))
        Identity.load(key_path(url))
        store.fields.ready()
    finally:
        store.close()
    return url
