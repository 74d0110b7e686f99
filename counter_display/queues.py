"""Sorts the waiting tickets into the queues that people see: one per letter on the paper (N1, N2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lobby import model
from lobby.model import Branch, Hall, Text, Ticket
from lobby.policy import policy_from
from lobby.rules import calling, routing
from lobby.rules.letters import letter_of, named_after


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue behind one letter: its services, or the segment (`vip`) or green channel that it belongs to."""

    letter: str
    name: Text
    services: tuple[str, ...] = ()
    green: bool = False
    vip: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A queue as it stands: how many wait and who waits longest."""

    queue: Queue
    waiting: int
    longest: Ticket | None = None


def queues(branch: Branch) -> tuple[Queue, ...]:
    """The branch's queues: by service in the catalogue's order, then segments with their own letter, then green."""
    series = dict.fromkeys(service.series for service in branch.services)
    found = {letter: _of_services(branch, letter) for letter in series}
    for segment in branch.segments:
        if segment.series:
            found.setdefault(segment.series, Queue(segment.series, segment.name, vip=segment.vip))
    green = policy_from(branch.settings).green_series
    found.setdefault(green, Queue(green, Text(), green=True))
    return tuple(found.values())


def _of_services(branch: Branch, letter: str) -> Queue:
    named = named_after(branch, letter)
    codes = tuple(service.code for service in branch.services if service.series == letter)
    return Queue(letter, named.name if named else Text(), codes)


def next_for(hall: Hall, branch: Branch, counter: model.Counter, staff: str) -> Ticket | None:
    """Whom 'next' would call as the snapshot stands; the core decides when it is pressed (K1)."""
    queue = [
        calling.Waiting(
            t.id, t.number, t.service, t.segment, t.rank, _micros(t.waiting_since), t.overtaken, t.only_counter
        )
        for t in hall.waiting
    ]
    choice = calling.choose(counter, staff, queue, policy_from(branch.settings))
    return next((t for t in hall.waiting if choice and t.id == choice.ticket.id), None)


def _micros(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1_000_000)


def lines(waiting: tuple[Ticket, ...], among: tuple[Queue, ...]) -> tuple[Line, ...]:
    """Each queue with those of `waiting` whose number carries its letter."""
    found: list[Line] = []
    for queue in among:
        tickets = [ticket for ticket in waiting if letter_of(ticket.number) == queue.letter]
        longest = min(tickets, key=lambda ticket: ticket.waiting_since, default=None)
        found.append(Line(queue, len(tickets), longest))
    return tuple(found)


def lines_of_counter(hall: Hall, branch: Branch, counter: model.Counter) -> tuple[Line, ...]:
    """The queues a counter draws from: green, its own segments, its services in order, then who else waits for it."""
    mine = tuple(ticket for ticket in hall.waiting if routing.may_call(counter, ticket))
    found = lines(mine, queues(branch))
    wanted = [branch.service(code).series for code in counter.services]
    vip = {branch.segment(code).series for code in counter.segments_first}

    def place(line: Line) -> int:
        letter = line.queue.letter
        return -2 if line.queue.green else -1 if letter in vip else wanted.index(letter) if letter in wanted else 99

    kept = [line for line in found if line.waiting or place(line) < 99]
    return tuple(sorted(kept, key=place))
