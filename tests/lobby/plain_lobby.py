"""The lobby once more, in lists and plain words, written from the rules alone: what the real one is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field

SECOND = 1_000_000
MINUTE = 60 * SECOND
DOES = {
    "1": {"cash-withdraw", "transfer"},
    "2": {"cash-withdraw", "transfer"},
    "5": {"transfer", "wealth"},
    "8": {"cash-withdraw", "transfer", "wealth"},
}
VIP_COUNTER = "8"
LETTER = {"cash-withdraw": "A", "transfer": "B", "wealth": "L"}
OPEN = ("waiting", "called", "serving", "held", "missed")


class No(Exception):
    """The rules say no."""


@dataclass
class Visit:
    id: int
    number: str
    service: str
    gold: bool
    green: bool
    issued: int
    arrival: int
    rank: int
    queued: int
    state: str = "waiting"
    counter: str | None = None
    only: str | None = None
    back: list[tuple[str, str]] = field(default_factory=list)
    dropped_by: str | None = None
    calls: int = 0
    misses: int = 0
    waited: int = 0
    overtaken: int = 0
    overtaken_by_rule: int = 0
    passed: list[Visit] = field(default_factory=list)
    by_rule: bool = False
    recalled: int | None = None
    called: int = 0
    was_missed: bool = False
    missed_at: int = 0
    hold: str = ""
    wakes: int = 0

    @property
    def head_start(self) -> int:
        return 30 * MINUTE if self.green else 10 * MINUTE if self.gold else 0


@dataclass
class Plain:
    now: int
    open: bool = True
    visits: list[Visit] = field(default_factory=list)
    tellers: dict[str, str] = field(default_factory=dict)
    """What the teller at a counter does: `works` or `pauses`."""
    given_out: dict[str, int] = field(default_factory=dict)

    # ------------------------------------------------------------ who is where

    def queue(self) -> list[Visit]:
        return sorted((v for v in self.visits if v.state == "waiting"), key=lambda v: (v.rank, v.id))

    def at(self, counter: str) -> Visit | None:
        return next((v for v in self.visits if v.counter == counter and v.state in ("called", "serving")), None)

    def visit(self, id: int, *states: str) -> Visit:
        self._day()
        found = self.visits[id - 1]
        if found.state not in states:
            raise No("wrong-state")
        return found

    def _day(self) -> None:
        if not self.open:
            raise No("day-not-open")

    def _staffed(self, counter: str) -> None:
        self._day()
        if counter not in self.tellers:
            raise No("counter-closed")

    def _works(self, counter: str) -> None:
        self._staffed(counter)
        if self.tellers[counter] == "pauses":
            raise No("counter-paused")

    def _free(self, counter: str) -> None:
        self._works(counter)
        if self.at(counter):
            raise No("counter-busy")

    def _here(self, counter: str, state: str = "") -> Visit:
        self._staffed(counter)
        found = self.at(counter)
        if found is None:
            raise No("nobody-here")
        if state and found.state != state:
            raise No("not-called" if state == "called" else "not-arrived")
        return found

    # ------------------------------------------------------------ the day and the counters

    def close_day(self) -> None:
        self._day()
        for visit in self.visits:
            if visit.state in OPEN:
                visit.state = "no-show" if visit.state == "missed" else "closed-out"
        self.tellers.clear()
        self.open = False

    def open_day(self) -> None:
        self.open = True

    def open_counter(self, counter: str) -> None:
        self._day()
        self.tellers[counter] = "works"

    def pause(self, counter: str) -> None:
        self._free(counter)
        self.tellers[counter] = "pauses"

    def close_counter(self, counter: str) -> None:
        self._staffed(counter)
        if self.at(counter):
            raise No("counter-busy")
        self._gone(counter)

    def free_counter(self, counter: str) -> None:
        self._staffed(counter)
        visit = self.at(counter)
        if visit:
            self._stop_waiting(visit)
            self._queue(visit, visit.issued)
        self._gone(counter)

    def _gone(self, counter: str) -> None:
        del self.tellers[counter]
        for visit in self.visits:
            if visit.state in OPEN and visit.only == counter:
                visit.only = None

    # ------------------------------------------------------------ customers

    def take(self, service: str, gold: bool, green: bool) -> Visit:
        self._day()
        if gold:  # somebody known: whether he has a number still is looked at first
            self._expire()
        letter = "Y" if green else "R" if gold else LETTER[service]
        self.given_out[letter] = self.given_out.get(letter, 0) + 1
        visit = Visit(
            len(self.visits) + 1, f"{letter}{self.given_out[letter]:03}", service, gold, green, self.now, 0, 0, self.now
        )
        self.visits.append(visit)
        self._queue(visit, self.now)
        return visit

    def abandon(self, id: int) -> Visit:
        visit = self.visit(id, "waiting", "called", "held", "missed")
        self._stop_waiting(visit)
        visit.state = "abandoned"
        return visit

    def green(self, id: int, granted: bool) -> Visit:
        visit = self.visit(id, "waiting")
        if visit.green == granted:
            raise No("wrong-state")
        visit.green = granted
        visit.rank = visit.arrival - visit.head_start
        return visit

    def readmit(self, id: int, at_once: bool) -> Visit:
        visit = self.visit(id, "missed")
        if self.now - visit.missed_at > 10 * MINUTE:
            raise No("missed-too-long")
        if at_once:
            self._first(visit)
        else:
            same = [other.rank for other in self.queue() if other.service == visit.service][:3]
            self._queue(visit, same[-1] + 1 if same else self.now, plain=True)
        return visit

    def _queue(self, visit: Visit, arrival: int, plain: bool = False) -> None:
        visit.arrival = arrival
        visit.rank = arrival - (0 if plain else visit.head_start)
        visit.state, visit.counter, visit.calls, visit.was_missed = "waiting", None, 0, False
        visit.queued, visit.recalled = self.now, None

    def _first(self, visit: Visit) -> None:
        ranks = [other.rank for other in self.queue()]
        self._queue(visit, min([visit.issued, *ranks]) - 1, plain=True)

    def _stop_waiting(self, visit: Visit) -> None:
        if visit.state == "waiting":
            visit.waited += self.now - visit.queued
        elif visit.state in ("called", "serving"):
            visit.waited += visit.called - visit.queued
        visit.queued = self.now

    # ------------------------------------------------------------ calling

    def next(self, counter: str) -> Visit | None:
        self._works(counter)
        visit = self.at(counter)
        if visit and visit.state == "called":
            if visit.recalled is not None and self.now < visit.recalled + 8 * SECOND:
                return visit
            if visit.calls < 3:
                return self._recall(visit)
            self._miss(visit)
        elif visit:
            self._finish(visit)
        return self._draw(counter)

    def _draw(self, counter: str) -> Visit | None:
        for visit in self.visits:
            if visit.state == "held" and visit.hold == "step" and visit.wakes <= self.now:
                self._queue(visit, visit.issued)
        self._expire()
        others = set[str]().union(*(DOES[n] for n, what in self.tellers.items() if n != counter and what == "works"))
        mine = [visit for visit in self._for(counter) if not (visit.dropped_by == counter and visit.service in others)]
        if counter == VIP_COUNTER and any(visit.gold for visit in mine):
            mine = [visit for visit in mine if visit.gold]
        if not mine:
            return None
        best = mine[0]
        patient = [visit for visit in mine if visit.overtaken >= 3 and visit.arrival < best.arrival]
        best = min(patient, key=lambda v: (v.arrival, v.id), default=best)
        return self._call(best, counter, mine, by_rule=True)

    def _expire(self) -> None:
        for visit in self.visits:
            if visit.state == "missed" and self.now - visit.missed_at > 10 * MINUTE:
                visit.state = "no-show"

    def _for(self, counter: str) -> list[Visit]:
        return [v for v in self.queue() if (v.only == counter if v.only else v.service in DOES[counter])]

    def _call(self, visit: Visit, counter: str, pool: list[Visit], by_rule: bool) -> Visit:
        visit.passed = [other for other in pool if other is not visit and other.arrival < visit.arrival]
        visit.by_rule = by_rule
        for other in visit.passed:
            other.overtaken += 1
            other.overtaken_by_rule += by_rule
        self._seat(visit, counter, "called")
        visit.calls = 1
        for other in self.visits:
            if other.state == "waiting" and other.dropped_by == counter:
                other.dropped_by = None
        return visit

    def _seat(self, visit: Visit, counter: str, state: str) -> None:
        if visit.state != "waiting":
            visit.queued = self.now
        visit.was_missed = visit.state == "missed"
        visit.state, visit.counter, visit.called, visit.recalled = state, counter, self.now, None
        visit.dropped_by = None

    def call_by_hand(self, counter: str, id: int) -> Visit:
        self._free(counter)
        visit = self.visit(id, "waiting", "missed")
        if visit.state == "missed" and self.now - visit.missed_at > 10 * MINUTE:
            raise No("missed-too-long")
        return self._call(visit, counter, self._for(counter), by_rule=False)

    def recall(self, counter: str) -> Visit:
        visit = self._here(counter, "called")
        if visit.recalled is not None and self.now < visit.recalled + 8 * SECOND:
            raise No("too-soon")
        return self._recall(visit)

    def _recall(self, visit: Visit) -> Visit:
        visit.calls += 1
        visit.recalled = self.now
        return visit

    def arrive(self, counter: str) -> Visit:
        visit = self._here(counter, "called")
        visit.state = "serving"
        return visit

    def no_show(self, counter: str) -> Visit:
        visit = self._here(counter, "called")
        self._miss(visit)
        return visit

    def _miss(self, visit: Visit) -> None:
        self._stop_waiting(visit)
        visit.misses += 1
        visit.state = "no-show" if visit.misses >= 2 else "missed"
        visit.missed_at = self.now

    def take_back(self, counter: str) -> Visit:
        visit = self._here(counter, "called")
        for other in visit.passed:
            other.overtaken -= 1
            other.overtaken_by_rule -= visit.by_rule
        visit.state = "missed" if visit.was_missed else "waiting"
        visit.missed_at = self.now
        visit.counter, visit.calls, visit.recalled = None, 0, None
        return visit

    def finish(self, counter: str) -> Visit:
        visit = self._here(counter, "serving")
        self._finish(visit)
        return visit

    def _finish(self, visit: Visit) -> None:
        self._stop_waiting(visit)
        if not visit.back:
            visit.state = "done"
            return
        sender, visit.service = visit.back.pop()
        visit.only = sender if sender in self.tellers else None
        self._first(visit)

    # ------------------------------------------------------------ aside and elsewhere

    def put_on_hold(self, counter: str, hold: str, minutes: int) -> Visit:
        visit = self._here(counter, "serving")
        self._stop_waiting(visit)
        visit.state, visit.hold, visit.wakes = "held", hold, self.now + minutes * MINUTE
        return visit

    def resume(self, id: int, counter: str) -> Visit:
        visit = self.visit(id, "held")
        self._free(counter)
        if visit.hold == "papers" and visit.counter != counter:
            raise No("papers-elsewhere")
        self._seat(visit, counter, "serving")
        return visit

    def transfer(self, counter: str, service: str, to: str | None, place: str, back: bool) -> Visit:
        visit = self._here(counter, "serving")
        if to:
            self._staffed(to)
        self._stop_waiting(visit)
        visit.back = [(counter, visit.service)] if back else []
        if visit.service == service and not to:
            place = "last"
        visit.service, visit.only, visit.dropped_by = service, to, None if to else counter
        if place == "first":
            self._first(visit)
        elif place == "last":
            self._queue(visit, self.now, plain=True)
        else:
            self._queue(visit, visit.issued)
        return visit
