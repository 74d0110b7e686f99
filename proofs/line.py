"""The line in a lobby as it has to be, in plain words: what the real one is held to, step by step."""

from __future__ import annotations

from dataclasses import dataclass, replace

from proofs.branch import AT_CASH, CASH

SERIES_END = 999
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something done and what was answered: a number, or NOBODY. `what`: take, next, arrive, take-back.

    `ticket` is a new ticket's id: they rise in the order in which customers came, whatever letter they got.
    """

    what: str
    answer: str
    counter: str = ""
    service: str = ""
    green: bool = False
    ticket: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where somebody stands: the green channel first, then whoever came first."""

    later: bool
    arrival: int
    number: str
    service: str


@dataclass(frozen=True, slots=True)
class Line:
    """Who waits and who is at which counter. Frozen, so that it can be one of many possible moments."""

    given: tuple[tuple[str, int], ...] = ()
    newest: int = 0
    waiting: tuple[Place, ...] = ()
    called: tuple[tuple[str, Place], ...] = ()
    """Counters at which somebody was called and has not arrived."""

    def after(self, step: Step) -> Line | None:
        """The line after `step`, or None where the rules would have answered otherwise."""
        if step.what == "take":
            return self._take(step)
        here = dict(self.called)
        if step.what == "next":
            return self._next(step) if step.counter not in here else None
        if step.counter not in here or here[step.counter].number != step.answer:
            return None
        place = here.pop(step.counter)
        back = (place,) if step.what == "take-back" else ()
        return replace(self, called=tuple(sorted(here.items())), waiting=tuple(sorted((*self.waiting, *back))))

    def _take(self, step: Step) -> Line | None:
        given = dict(self.given)
        series = step.answer.rstrip("0123456789")
        given[series] = given.get(series, 0) + 1
        if step.ticket <= self.newest or step.answer != f"{series}{(given[series] - 1) % SERIES_END + 1:03d}":
            return None
        place = Place(not step.green, step.ticket, step.answer, step.service)
        waiting = tuple(sorted((*self.waiting, place)))
        return replace(self, given=tuple(sorted(given.items())), newest=step.ticket, waiting=waiting)

    def _next(self, step: Step) -> Line | None:
        due = next((p for p in self.waiting if p.service != CASH or step.counter in AT_CASH), None)
        if (due.number if due else NOBODY) != step.answer:
            return None
        if due is None:
            return self
        rest = tuple(p for p in self.waiting if p is not due)
        return replace(self, waiting=rest, called=tuple(sorted((*self.called, (step.counter, due)))))
