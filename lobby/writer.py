"""Commands done under the pen: those that wait together become one commit, and a retry gets its first answer."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from lobby import wire
from lobby.access import MACHINE, Caller, admit
from lobby.commands import CloseDay, Command, OpenDay
from lobby.errors import Refused, Trouble
from lobby.handlers import HANDLERS, people
from lobby.handlers.book import Book
from lobby.handlers.days import carry_over
from lobby.handlers.pen import Pen
from lobby.identity import Identity
from lobby.model import Branch
from lobby.passwords import Tried
from lobby.presence import present
from lobby.recent import Recent
from lobby.store import Store, Turnstile

log = logging.getLogger(__name__)


class Errand(NamedTuple):
    """A command with its key, for somebody."""

    command: Command[Any]
    key: str | None = None
    caller: Caller = MACHINE
    tried: Tried | None = None
    """What was slow about it, done before."""


class Writer:
    def __init__(
        self, store: Store, now: Callable[[], dt.datetime], identity: Identity, branch: Callable[[Session], Branch]
    ) -> None:
        self._store = store
        self._now = now
        self._identity = identity
        self._branch = branch
        self.recent = Recent()
        self._turn = Turnstile()
        self._book: Book | None = None
        self._mark = 0
        """What the store's mark was when the book was last true."""

    def do(self, errands: Sequence[Errand]) -> list[Any]:
        """Each errand's answer, or the exception that it ended with, in their order. Raises Trouble for all of them."""
        done: list[Any] = []
        with self._turn:
            while len(done) < len(errands):
                done += self._together(errands[len(done) :])
        return done

    def _together(self, errands: Sequence[Errand]) -> list[Any]:
        """What became of the first of them. One that fails undoes the commit: then those before it go by themselves,
        and it comes first next time, where its failure concerns nobody else."""
        answers: list[Any] = []
        lines: list[dict[str, Any]] = []
        try:
            with self._store.pen(lambda: self.recent.add(lines)) as connection:
                book = self._opened(connection)
                book.look_up([errand.key for errand in errands if errand.key is not None])
                for errand in errands:
                    answers.append(self._perform(book, errand))
                book.settle()
                lines = book.lines
                book.committed()
        except Trouble:
            self._book = None
            raise
        except Exception as failure:  # noqa: BLE001  a fault in one command must not take the others with it
            if not isinstance(failure, Refused):
                log.error(
                    "%s undid a commit of %d commands after %d", type(failure).__name__, len(errands), len(answers)
                )
            self._put_right()
            return self._together(errands[: len(answers)]) if answers else [failure]
        except BaseException:
            self._book = None
            raise
        return answers

    def _opened(self, connection: Connection) -> Book:
        """The book, as long as nobody else has written since."""
        mark = self._store.mark(connection)
        if self._book is None or self._mark != mark:
            session = Session(connection, expire_on_commit=False)
            self._book, self._mark = Book(session, self._branch(session)), mark
        return self._book

    def _put_right(self) -> None:
        """After a refusal: a book in which something was touched already is not true any more."""
        if self._book is not None and self._book.touched:
            self._book = None
        elif self._book is not None:
            self._book.committed()

    def _perform(self, book: Book, errand: Errand) -> Any:
        command, key, caller, tried = errand
        now = self._now()
        caller = present(book.session, book.branch, caller, now)
        admit(caller, command)
        if key is not None:
            first = book.first_answer(key)
            if first is not None:
                return _again(command, *first)
        pen = Pen(book, now, self._identity, caller, tried)
        if not isinstance(command, OpenDay | CloseDay):
            carry_over(pen)
        answer = HANDLERS[type(command)](pen, command)
        people.used(pen)
        if key is not None and not command.secret and not isinstance(answer, Refused):
            book.answer(key, type(command).__name__, wire.to_json(answer), pen.now)
        return answer


def _again(command: Command[Any], name: str, answer: str) -> Any:
    """A retry gets the first answer (N6), or the trouble of this one errand, which is nobody else's."""
    if name != type(command).__name__:
        raise Refused("key-reused")
    if not answer:
        return Trouble(
            "field-key",
            "This was done before, and what was answered was sealed with a key that is not here. Nothing was done "
            "twice. Look at the lobby for what became of it, and put the branch's own key file back.",
        )
    return wire.from_json(answer, wire.answer_type(type(command)))
