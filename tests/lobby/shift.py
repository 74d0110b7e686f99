"""A branch at work, for tests that read like the rules: customers and tellers in a few words each, on a real record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import inspect, make_url, text
from sqlalchemy.orm import Session

from lobby import commands as c
from lobby import queries as q
from lobby.api import Lobby, open_lobby
from lobby.clock import SimulatedClock
from lobby.commands import Command
from lobby.errors import Refused
from lobby.handlers.setup import write_branch
from lobby.local import LocalLobby, found
from lobby.model import Branch, CounterNow, Customer, Event, Hall, History, Ticket
from lobby.queries import Query
from lobby.record_file import on_server
from lobby.setup_file import read_branch
from lobby.store import Store
from resources import sample

A = TypeVar("A")

HERE = ZoneInfo("Asia/Shanghai")
MONDAY = dt.datetime(2026, 3, 2, 10, 0, tzinfo=HERE)
"""An ordinary working day at ten, an hour after opening."""

GOLD_CARD = "6222020000000000017"
PLATINUM_CARD = "6222020000000000025"
PRIVATE_CARD = "6222020000000000033"
KNOWN = (
    Customer(GOLD_CARD, "gold", "王", "女士", "r1"),
    Customer(PLATINUM_CARD, "platinum", "李", "先生", "r2"),
    Customer(PRIVATE_CARD, "private", "𠮷", "先生", "r3", "prefers counter 9"),
)


def found_sample(url: str, start: dt.datetime = MONDAY) -> None:
    found(url, read_branch(sample.branch_file()), SimulatedClock(start - dt.timedelta(hours=2)))


@dataclass
class Shift:
    lobby: Lobby
    clock: SimulatedClock
    url: str

    @classmethod
    def begin(cls, url: str, start: dt.datetime = MONDAY) -> Shift:
        clock = SimulatedClock(start)
        return cls(open_lobby(url, clock), clock, url)

    @property
    def path(self) -> Path:
        return Path(self.url.removeprefix("sqlite:///"))

    def do(self, command: Command[A], key: str | None = None) -> A:
        return self.lobby.do(command, key)

    def ask(self, query: Query[A]) -> A:
        return self.lobby.ask(query)

    # ------------------------------------------------------------ the day and its counters

    def open(self, *counters: str) -> None:
        """Teller t1 at counter 1, and so on."""
        for counter in counters:
            self.do(c.OpenCounter(counter, f"t{counter}"))

    def pass_time(self, minutes: float = 0, seconds: float = 0) -> None:
        self.clock.forward(minutes * 60 + seconds)

    def move_to(self, hour: int, minute: int = 0, days: int = 0) -> None:
        """To this local time of the current date, or of one so many days later."""
        today = self.clock.now().astimezone(HERE)
        self.clock.move_to(today.replace(hour=hour, minute=minute, second=0) + dt.timedelta(days=days))

    def setting(self, name: str, value: int | bool | str) -> None:
        self.do(c.ChangeSetting(name, value))

    def set_up(self, service: str, **changes: Any) -> None:
        """A service that differs from the sample's, as a branch's own file would have it."""
        branch = self.ask(q.Setup())
        services = tuple(replace(s, **changes) if s.code == service else s for s in branch.services)
        self.set_up_as(replace(branch, services=services))

    def set_up_as(self, branch: Branch) -> None:
        with self.writing() as session:
            write_branch(session, branch, self.clock.now())

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Into the tables themselves, past all rules."""
        with closing(Store(as_owner(self.url))) as store, store.write() as session:
            yield session

    def know_customers(self) -> None:
        self.do(c.ImportCustomers(KNOWN))

    # ------------------------------------------------------------ customers and tellers

    def take(self, service: str = "cash-withdraw", **more: Any) -> Ticket:
        return self.do(c.TakeTicket(service, **more))

    def take_many(self, count: int, service: str = "cash-withdraw") -> list[Ticket]:
        """One a second, so that everybody has an arrival of his own."""
        taken = []
        for _ in range(count):
            taken.append(self.take(service))
            self.pass_time(seconds=1)
        return taken

    def next(self, counter: str = "1") -> Ticket | None:
        return self.do(c.CallNext(counter))

    def call(self, counter: str = "1") -> Ticket:
        """The next customer, who is there."""
        called = self.next(counter)
        assert called is not None, f"nobody waits for counter {counter}"
        return called

    def serve(self, counter: str = "1", minutes: float = 0) -> Ticket:
        """Call the next customer, who comes at once; the clock moves on while he is served."""
        self.call(counter)
        here = self.do(c.Arrive(counter))
        self.pass_time(minutes)
        return here

    def finish(self, counter: str = "1") -> Ticket:
        return self.do(c.Finish(counter))

    def miss(self, counter: str = "1") -> Ticket:
        """Call the next customer in vain."""
        self.call(counter)
        return self.do(c.NoShow(counter))

    # ------------------------------------------------------------ what can be seen

    def hall(self) -> Hall:
        return self.ask(q.Hall())

    def waiting(self) -> list[str]:
        """Numbers, in the order of rank."""
        return [t.number for t in self.hall().waiting]

    def counter(self, code: str = "1") -> CounterNow:
        return next(now for now in self.hall().counters if now.code == code)

    def history(self, ticket: Ticket) -> History:
        return self.ask(q.TicketHistory(ticket.id))

    def ticket(self, ticket: Ticket) -> Ticket:
        """As it stands now."""
        return self.history(ticket).ticket

    def journal(self) -> tuple[Event, ...]:
        return self.lobby.events(0)

    def kinds(self) -> list[str]:
        return [event.kind for event in self.journal()]

    def happened(self, kind: str) -> list[Event]:
        return [event for event in self.journal() if event.kind == kind]

    def refused(self, command: Command[Any]) -> str:
        """The reason; a refusal leaves no trace."""
        before = self.journal()
        try:
            self.do(command)
        except Refused as refusal:
            assert self.journal() == before, f"{command} was refused and yet it left a trace"
            return refusal.reason
        raise AssertionError(f"{command} was not refused")


def as_owner(url: str) -> str:
    """The same record, opened by somebody who may do everything to it."""
    if not on_server(url):
        return url
    return make_url(url).set(username="postgres").render_as_string(hide_password=False)


def kept(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as the database has it."""
    with closing(Store(url, unfinished=True)) as store, store.read() as session:
        return {
            table: [tuple(row) for row in session.execute(text(f'SELECT * FROM "{table}" ORDER BY 1, 2'))]
            for table in sorted(inspect(session.connection()).get_table_names())
            if table != "alembic_version"
        }


def other_door(shift: Shift) -> Lobby:
    """The same record through a door of its own, as another program on this machine has it."""
    return LocalLobby(shift.url, shift.clock)
