"""The journal read back through the door, and held to the line as it has to be: who was called, and was it his turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lobby.api import Lobby
from lobby.model import Event
from proofs.line import Line, Step
from proofs.promise import Findings


def whole(door: Lobby) -> Iterator[Event]:
    """Every line from the first on; the door tells a long story in pieces."""
    after = 0
    while found := door.events(after):
        yield from found
        after = found[-1].id


@dataclass(slots=True)
class Told:
    """Who got a number and who was called where, as the journal has it, by the tickets' ids."""

    issued: dict[int, str] = field(default_factory=dict)
    called: list[tuple[int, str]] = field(default_factory=list)
    line: Line = field(default_factory=Line)


STEPS = {"ticket.called": "next", "ticket.arrived": "arrive", "ticket.taken-back": "take-back"}


def replay(door: Lobby, findings: Findings) -> Told:
    """Play the journal on an empty line: each number is the next one, each call is the turn of whoever is called."""
    told = Told()
    in_turn = True
    for event in whole(door):
        step = _step(event, told)
        if step is None or not in_turn:
            continue
        after = told.line.after(step)
        in_turn = findings.hold(after is not None, f"journal line {event.id}: {step} was not due in {told.line}")
        told.line = after or told.line
    return told


def _step(event: Event, told: Told) -> Step | None:
    if event.ticket is None:
        return None
    if event.kind == "ticket.issued":
        number = told.issued[event.ticket] = str(event.data["number"])
        green = event.data["green"] is not None
        return Step("take", number, service=str(event.data["service"]), green=green, ticket=event.ticket)
    if event.kind == "ticket.called":
        told.called.append((event.ticket, event.counter or ""))
    what = STEPS.get(event.kind)
    return Step(what, told.issued[event.ticket], counter=event.counter or "") if what else None
