"""A seeded day in the lobby: customers and tellers who use the real commands. The same seed gives the same day."""

from __future__ import annotations

import datetime as dt
import heapq
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from lobby import queries as q
from lobby.api import Lobby, open_lobby
from lobby.clock import SimulatedClock
from lobby.commands import (
    Abandon,
    Arrive,
    CallNext,
    CloseCounter,
    CloseDay,
    Divert,
    DivertAtKiosk,
    Finish,
    ImportCustomers,
    NoShow,
    OpenCounter,
    OpenDay,
    PauseCounter,
    Readmit,
    Recall,
    TakeTicket,
    Transfer,
)
from lobby.errors import Refused
from lobby.model import Branch, Customer, DayReport, Role, Ticket
from lobby.rules import hours

Action = Callable[[], object]

BUSY_HOURS = (0.6, 1.3, 1.4, 0.8, 0.7, 1.1, 1.2, 0.9)
"""How busy each eighth of the opening time is, the morning's peak and the afternoon's second one."""

NEEDS = {
    "cash-withdraw": 22,
    "cash-deposit": 16,
    "transfer": 12,
    "pension": 8,
    "allowance": 2,
    "open-account": 7,
    "report-loss": 4,
    "password": 4,
    "e-banking": 4,
    "wealth": 6,
    "insurance": 2,
    "bonds": 2,
    "fx": 2,
    "credit-card": 2,
    "loan": 2,
    "corporate": 6,
    "enquiry": 4,
    "bill-payment": 4,
    "advice": 1,
}
KNOWN_COME = 0.6
"""How likely a customer of the bank's list comes on a day."""
RECALL_AFTER = 20
LUNCH = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Visitor:
    """One customer as he comes through the door; times in seconds."""

    at: dt.datetime
    service: str
    amount: int | None
    green: str | None
    card: str | None
    english: bool
    tries_machine: bool
    patience: float
    walk: float
    deaf_to_calls: bool
    handling: float


def visitors(
    branch: Branch, random: Random, start: dt.datetime, end: dt.datetime, count: int, cards: Sequence[str] = ()
) -> list[Visitor]:
    """`count` customers between `start` and `end`, most of them at the peaks; who carries a card comes once at most."""
    offered = [s for s in branch.services if s.code in NEEDS] or list(branch.services)
    weights = [NEEDS.get(s.code, 1) for s in offered]
    eighth = (end - start) / len(BUSY_HOURS)
    found = []
    for _ in range(count):
        part = random.choices(range(len(BUSY_HOURS)), BUSY_HOURS)[0]
        service = random.choices(offered, weights)[0]
        found.append(
            Visitor(
                at=start + eighth * (part + random.random()),
                service=service.code,
                amount=_amount(random) if service.asks_amount else None,
                green=random.choice(("elderly", "disabled", "infant")) if random.random() < 0.05 else None,
                card=None,
                english=random.random() < 0.03,
                tries_machine=random.random() < 0.45,
                patience=random.expovariate(1 / 3600) + 300,
                walk=random.uniform(5, 25),
                deaf_to_calls=random.random() < 0.03,
                handling=service.target_minutes * 60 * min(3.0, random.lognormvariate(-0.35, 0.5)),
            )
        )
    carried = [card for card in cards if random.random() < KNOWN_COME][:count]
    for place, card in zip(random.sample(range(count), len(carried)), carried, strict=True):
        found[place] = replace(found[place], card=card)
    return sorted(found, key=lambda v: v.at)


def _amount(random: Random) -> int:
    """Fen, in whole hundreds of yuan: mostly some thousands, now and then very much."""
    return max(1, round(random.lognormvariate(4.0, 1.3))) * 100 * 100


class Simulation:
    """Customers and tellers as a timeline of actions on a door; whoever steps through it keeps the clock."""

    def __init__(self, door: Lobby, visitors: Sequence[Visitor], counters: Sequence[str], seed: int) -> None:
        self._door = door
        self._random = Random(seed)
        self._branch = door.ask(q.Setup())
        self._tellers = [s.code for s in self._branch.staff if s.role is Role.TELLER]
        self._timeline: list[tuple[dt.datetime, int, Action]] = []
        self._order = 0
        self._known: dict[int, Visitor] = {}
        self._idle: set[str] = set()
        self._lunch: dict[str, dt.datetime] = {}
        self._counters = list(counters)
        self._now = visitors[0].at if visitors else dt.datetime.min.replace(tzinfo=dt.UTC)
        for visitor in visitors:
            self._at(visitor.at, partial(self._arrive, visitor))

    def open_counters(self, at: dt.datetime, lunch_from: dt.datetime | None = None) -> None:
        """The tellers sit down; lunch breaks follow one another from `lunch_from`."""
        for place, (counter, staff) in enumerate(zip(self._counters, self._tellers, strict=False)):
            self._at(at, partial(self._sit_down, counter, staff))
            if lunch_from is not None:
                self._lunch[counter] = lunch_from + LUNCH * (place // 3)

    def look_after(self, start: dt.datetime, end: dt.datetime) -> None:
        """The lobby manager looks every five minutes whether somebody could go elsewhere (C6)."""
        while start < end:
            self._at(start, self._second_diversion)
            start += dt.timedelta(minutes=5)

    def steps(self) -> Iterator[tuple[dt.datetime, Action]]:
        """What happens next and when, until nothing is left to happen."""
        while self._timeline:
            at, _, action = heapq.heappop(self._timeline)
            self._now = at
            yield at, action

    def _at(self, at: dt.datetime, action: Action) -> None:
        self._order += 1
        heapq.heappush(self._timeline, (at, self._order, action))

    def _in(self, seconds: float, action: Action) -> None:
        self._at(self._now + dt.timedelta(seconds=seconds), action)

    def _arrive(self, visitor: Visitor) -> None:
        if self._goes_to_machine(visitor):
            return
        try:
            ticket = self._door.do(
                TakeTicket(
                    visitor.service,
                    amount=visitor.amount,
                    green=visitor.green,
                    customer=visitor.card,
                    language="en" if visitor.english else "zh",
                )
            )
        except Refused:
            return
        self._known[ticket.id] = visitor
        self._in(visitor.patience, partial(self._lose_patience, ticket.id))
        self._wake_tellers()

    def _goes_to_machine(self, visitor: Visitor) -> bool:
        """The first diversion, offered at the kiosk (B2)."""
        if visitor.green:
            return False
        offer = self._door.ask(q.AskOffer(visitor.service, visitor.amount, None, visitor.card))
        if not offer.devices:
            return False
        self._door.do(DivertAtKiosk(visitor.service, offer.devices[0], visitor.tries_machine, visitor.amount))
        return visitor.tries_machine

    def _lose_patience(self, ticket: int) -> None:
        if any(t.id == ticket for t in self._door.ask(q.Hall()).waiting):
            self._door.do(Abandon(ticket))

    def _second_diversion(self) -> None:
        for found in self._door.ask(q.SecondDiversion()):
            accepted = self._random.random() < 0.4
            self._door.do(Divert(found.ticket, found.to, accepted))
        self._wake_tellers()

    def _sit_down(self, counter: str, staff: str) -> None:
        self._door.do(OpenCounter(counter, staff))
        self._in(self._random.uniform(1, 5), partial(self._next, counter))

    def _wake_tellers(self) -> None:
        for counter in sorted(self._idle):
            self._in(self._random.uniform(2, 6), partial(self._next, counter))
        self._idle.clear()

    def _next(self, counter: str) -> None:
        if self._lunch.get(counter, self._now) < self._now:
            self._go_to_lunch(counter)
            return
        ticket = self._door.do(CallNext(counter))
        if ticket is None:
            self._idle.add(counter)
        else:
            self._await(counter, ticket)

    def _go_to_lunch(self, counter: str) -> None:
        del self._lunch[counter]
        self._door.do(PauseCounter(counter, "lunch", minutes=int(LUNCH.total_seconds() // 60)))
        staff = self._tellers[self._counters.index(counter)]
        self._in(LUNCH.total_seconds(), partial(self._sit_down, counter, staff))

    def _await(self, counter: str, ticket: Ticket) -> None:
        visitor = self._known.get(ticket.id) or self._stranger(ticket)
        if visitor.deaf_to_calls and ticket.misses == 0:
            for call in (1, 2):
                self._in(RECALL_AFTER * call, partial(self._door.do, Recall(counter)))
            self._in(RECALL_AFTER * 3, partial(self._give_up, counter, ticket.id))
        else:
            self._in(visitor.walk, partial(self._serve, counter, visitor))

    def _stranger(self, ticket: Ticket) -> Visitor:
        """Somebody took a ticket by hand, at a kiosk that runs beside the simulation."""
        handling = self._branch.service(ticket.service).target_minutes * 40.0
        return Visitor(
            at=ticket.issued_at,
            service=ticket.service,
            amount=ticket.amount,
            green=ticket.green,
            card=None,
            english=False,
            tries_machine=False,
            patience=3600.0,
            walk=15.0,
            deaf_to_calls=False,
            handling=handling,
        )

    def _give_up(self, counter: str, ticket: int) -> None:
        self._door.do(NoShow(counter))
        if self._random.random() < 0.6:
            self._in(240, partial(self._come_back, ticket))
        self._next(counter)

    def _come_back(self, ticket: int) -> None:
        self._door.do(Readmit(ticket))
        self._wake_tellers()

    def _serve(self, counter: str, visitor: Visitor) -> None:
        self._door.do(Arrive(counter))
        self._in(visitor.handling, partial(self._finish, counter, visitor))

    def _finish(self, counter: str, visitor: Visitor) -> None:
        service = self._branch.service(visitor.service)
        if service.code == "password" and self._random.random() < 0.2:
            self._door.do(Transfer(counter, service="e-banking"))
            self._wake_tellers()
        else:
            self._door.do(Finish(counter, self._random.choice(service.outcomes) if service.outcomes else None))
        self._in(self._random.uniform(3, 20), partial(self._next, counter))


def simulate_day(
    branch: Branch,
    date: dt.date,
    seed: int = 1,
    customers: int = 300,
    counters: int = 6,
    known: Sequence[Customer] = (),
    watch: Callable[[Lobby], Lobby] = lambda door: door,
) -> DayReport:
    """A whole day on a throw-away record with a simulated clock; its figures. A closed day is played around noon.

    `known`: fictitious customers of the bank's list, whose identity is the card that they carry. `watch` may put a
    door of its own before the record's, through which everybody then goes.
    """
    from lobby.local import found  # the record's own imports are needed only when a record is made

    opening = hours.spans(branch.hours, date, branch.timezone)
    noon = dt.datetime.combine(date, dt.time(12), ZoneInfo(branch.timezone))
    start, end = (opening[0][0], opening[-1][1]) if opening else (noon, noon + dt.timedelta(hours=4))
    clock = SimulatedClock(start - dt.timedelta(minutes=10))
    with tempfile.TemporaryDirectory(prefix="lobby-") as folder:
        url = f"sqlite:///{Path(folder) / 'simulated.db'}"
        found(url, branch, clock)
        door = watch(open_lobby(url, clock))
        try:
            door.do(ImportCustomers(tuple(known)))
            door.do(OpenDay())
            cards = [person.identity for person in known]
            people = visitors(branch, Random(seed), start, end - dt.timedelta(minutes=20), customers, cards)
            play(door, clock, Simulation(door, people, chosen_counters(branch, counters), seed), start, end)
            return door.ask(q.DayFigures())
        finally:
            door.close()


def play(door: Lobby, clock: SimulatedClock, day: Simulation, start: dt.datetime, end: dt.datetime) -> None:
    """Run the day to its end: whoever has a ticket is served, then counters and day are closed."""
    day.open_counters(start - dt.timedelta(minutes=5), lunch_from=start + (end - start) * 0.3)
    day.look_after(start, end)
    for at, action in day.steps():
        clock.move_to(at)
        action()
    for counter in door.ask(q.Hall()).counters:
        if counter.staff is not None:
            door.do(CloseCounter(counter.code))
    door.do(CloseDay())


def chosen_counters(branch: Branch, count: int) -> list[str]:
    """So many counters, taken in turn from each zone so that every service has somebody early."""
    by_zone: dict[str, list[str]] = {}
    for counter in branch.counters:
        by_zone.setdefault(counter.zone, []).append(counter.code)
    turns = [codes[i] for i in range(len(branch.counters)) for codes in by_zone.values() if i < len(codes)]
    return sorted(turns[:count])
