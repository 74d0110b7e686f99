"""The lobby on a record that this machine opens itself."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lobby import frozen, wire
from lobby.access import MACHINE, Caller, admit
from lobby.clock import Clock
from lobby.commands import CloseDay, Command, OpenDay
from lobby.errors import Refused, Trouble
from lobby.handlers import HANDLERS
from lobby.handlers.days import carry_over
from lobby.handlers.pen import Pen, open_day
from lobby.handlers.setup import write_branch
from lobby.identity import Identity
from lobby.model import Branch, Event
from lobby.policy import policy_from
from lobby.queries import Query
from lobby.record_file import sqlite_path
from lobby.store import Store
from lobby.tables import AnswerRow, JournalRow, SetupRow
from lobby.views import Reader

A = TypeVar("A")

log = logging.getLogger(__name__)
MOST_EVENTS = 1000
LOOK_EVERY = 0.05
"""Seconds between two looks at what other processes committed."""


class LocalLobby:
    """The door to a record on this machine. Safe to use from several threads."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._clock = clock
        self._store = Store(url)
        self._identity = _identity(key_path(url))
        self._branch: Branch | None = None

    def do(self, command: Command[A], key: str | None = None, caller: Caller = MACHINE) -> A:
        admit(caller, command)
        with self._store.write() as session:
            if key is not None:
                earlier = session.get(AnswerRow, key)
                if earlier is not None:
                    return self._again(command, earlier)
            branch = self._current_branch(session)
            day = open_day(session, branch.code)
            pen = Pen(session, branch, policy_from(branch.settings), self._clock.now(), self._identity, day, caller)
            if not isinstance(command, OpenDay | CloseDay):
                carry_over(pen)
            answer = HANDLERS[type(command)](pen, command)
            if key is not None:
                name = type(command).__name__
                session.add(AnswerRow(key=key, command=name, answer=wire.to_json(answer), at=pen.now))
        return answer  # type: ignore[no-any-return]

    def _again(self, command: Command[A], earlier: AnswerRow) -> A:
        """A retry gets the first answer (N6)."""
        if earlier.command != type(command).__name__:
            raise Refused("key-reused")
        return wire.from_json(earlier.answer, wire.answer_type(type(command)))  # type: ignore[no-any-return]

    def ask(self, query: Query[A], caller: Caller = MACHINE) -> A:
        admit(caller, query)
        with self._store.read() as session:
            reader = Reader(session, self._current_branch(session), self._clock.now(), self._identity)
            return reader.answer(query)  # type: ignore[no-any-return]

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
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
        lines = select(JournalRow).where(JournalRow.id > after).order_by(JournalRow.id).limit(MOST_EVENTS)
        with self._store.read() as session:
            return tuple(frozen.event(row) for row in session.scalars(lines))

    def close(self) -> None:
        self._store.close()

    def _current_branch(self, session: Session) -> Branch:
        """The newest set-up; read again only when it has changed."""
        version = session.scalar(select(func.max(SetupRow.version)))
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


def key_path(url: str) -> Path:
    """The key of identities lies beside the record, never in it."""
    path = sqlite_path(url)
    return path.with_name(path.name + ".key")


def found(url: str, branch: Branch, clock: Clock | None = None) -> None:
    """Make a new record with this branch in it. Raises Trouble when there is one already."""
    from lobby import migrate  # Alembic is slow to import and needed only here

    migrate.create(url)
    store = Store(url)
    try:
        with store.write() as session:
            now = (clock or Clock()).now()
            written = write_branch(session, branch, now)
            session.add(
                JournalRow(branch=branch.code, at=now, kind="branch.founded", data={"version": written.version})
            )
        Identity.load(key_path(url))
    finally:
        store.close()
