"""However the clock jumps, no number repeats, no wait is negative, and whoever waited is still called.

    python -m proofs.clock [--long] [--rounds JUMPS]

The lobby asks one object for the time; here it jumps under the commands of two doors on one record: by a second, an
hour, a day in either direction, to 1970, over midnight, over both nights of summer time, and with one door ten minutes
ahead of the other. After each jump customers and tellers go on at random; nothing but a refusal by rule may come of it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import select

from lobby import commands as c
from lobby import queries as q
from lobby.api import Lobby, open_lobby
from lobby.clock import Clock
from lobby.errors import Refused
from lobby.handlers.setup import write_branch
from lobby.model import HoldKind
from lobby.store import Store
from lobby.tables import LegRow, TicketRow
from proofs.branch import CASH, EVERYWHERE, new_branch, sound
from proofs.promise import Findings, Setting, main

SHORT, LONG = 60, 3000
COMMANDS_EACH = 12
SUMMER_TIME = ZoneInfo("Europe/Berlin")
MONDAY = dt.datetime(2026, 3, 2, 10, 0, tzinfo=SUMMER_TIME)
SPRING, AUTUMN = (dt.datetime(2026, *day, 0, 59, 50, tzinfo=dt.UTC) for day in ((3, 29), (10, 25)))
APART = dt.timedelta(minutes=10)


class Loose(Clock):
    """A clock that anybody sets to anything; `ahead` makes a station's own."""

    def __init__(self, ahead: dt.timedelta = dt.timedelta()) -> None:
        self.at = MONDAY.astimezone(dt.UTC)
        self.ahead = ahead

    def now(self) -> dt.datetime:
        self.at += dt.timedelta(milliseconds=700)
        return self.at + self.ahead


Jump = Callable[[dt.datetime], dt.datetime]


def by(**much: float) -> Jump:
    return lambda now: max(now + dt.timedelta(**much), dt.datetime(1970, 1, 1, tzinfo=dt.UTC))


def to_midnight(now: dt.datetime) -> dt.datetime:
    here = now.astimezone(SUMMER_TIME)
    return here.replace(hour=23, minute=59, second=57).astimezone(dt.UTC)


JUMPS: dict[str, Jump] = {
    "a second on": by(seconds=1),
    "a second back": by(seconds=-1),
    "an hour on": by(hours=1),
    "an hour back": by(hours=-1),
    "a day on": by(days=1),
    "a day back": by(days=-1),
    "1970": lambda _: dt.datetime(1970, 1, 1, 0, 0, 5, tzinfo=dt.UTC),
    "right again": lambda now: max(now, MONDAY.astimezone(dt.UTC)),
    "midnight": to_midnight,
    "summer time begins": lambda _: SPRING,
    "summer time ends": lambda _: AUTUMN,
}


def commands(random: Random, tickets: list[int]) -> c.Command[object]:
    """Something that somebody in a lobby does."""
    counter, known = random.choice("12345678"), random.choice(tickets[-40:] or [1])
    return random.choice((
        c.TakeTicket(random.choice((CASH, EVERYWHERE)), green=random.choice((None, None, "elderly")), channel="desk"),
        c.TakeTicket(EVERYWHERE, channel="desk"), c.CallNext(counter), c.CallNext(counter), c.Arrive(counter),
        c.Finish(counter), c.NoShow(counter), c.TakeBack(counter), c.Recall(counter), c.Readmit(known),
        c.Hold(counter, HoldKind.WITHOUT_PAPERS), c.Resume(known, counter), c.Abandon(known), c.OpenDay(),
        c.OpenCounter(counter, f"t{counter}"), c.PauseCounter(counter, "lunch", 5),
        c.CallTicket(counter, known, "asked"),
        c.Transfer(counter, service=EVERYWHERE), c.GrantGreen(known, "elderly"),
    ))  # fmt: skip


def prove(setting: Setting, findings: Findings) -> None:
    random, rounds, refused = setting.random, setting.count(SHORT, LONG), Counter[str]()
    clocks = (Loose(), Loose(APART))
    url = new_branch(setting.folder, clock=clocks[0])
    move_to_summer_time(url)
    doors = [open_lobby(url, clock) for clock in clocks]
    tickets: list[int] = []
    for number in range(rounds):
        name = list(JUMPS)[number % len(JUMPS)] if number < 3 * len(JUMPS) else random.choice(list(JUMPS))
        for clock in clocks:
            clock.at = JUMPS[name](clocks[0].at)
        for _ in range(COMMANDS_EACH):
            act(random.choice(doors), commands(random, tickets), tickets, refused, findings, name)
        look(doors[0], findings, name)
    no_number_twice(url, findings)
    findings.hold(sound(url) == "ok", f"the record is damaged: {sound(url)}")
    for door in doors:
        door.close()
    findings.figures |= {"jumps": rounds, "kinds of jump": len(JUMPS), "tickets": len(tickets)}
    findings.figures |= {"refused by rule": refused.total(), "broken": len(findings.broken)}


def move_to_summer_time(url: str) -> None:
    """The sample branch has none; here it lies where there is."""
    door, store = open_lobby(url), Store(url)
    branch = replace(door.ask(q.Setup()), timezone=str(SUMMER_TIME))
    with store.write() as session:
        write_branch(session, branch, MONDAY.astimezone(dt.UTC))
    store.close()
    door.close()


def act(
    door: Lobby, command: c.Command[object], tickets: list[int], refused: Counter[str], findings: Findings, where: str
) -> None:
    try:
        answer = door.do(command)
    except Refused as no:
        refused[no.reason] += 1
    except Exception as error:  # noqa: BLE001 - nothing else may come of a jump
        findings.hold(False, f"{where}: {command}: {type(error).__name__}: {error}")
    else:
        _hold_positive(answer, findings, f"{where}: {type(command).__name__}")
        if isinstance(command, c.TakeTicket):
            tickets.append(answer.id)  # type: ignore[attr-defined]


def look(door: Lobby, findings: Findings, where: str) -> None:
    for query in (q.Hall(), q.DayFigures(), q.AskOffer(EVERYWHERE), q.SecondDiversion()):
        try:
            _hold_positive(door.ask(query), findings, f"{where}: {type(query).__name__}")
        except Refused:
            continue
        except Exception as error:  # noqa: BLE001
            findings.hold(False, f"{where}: {query}: {type(error).__name__}: {error}")


def _hold_positive(answer: object, findings: Findings, where: str) -> None:
    """No number in an answer, however deep, is negative; ranks are moments and may be anything."""
    for name, value in _numbers(answer, ""):
        findings.hold(value >= 0 or name == "rank", f"{where}: {name} is {value}")


def _numbers(answer: object, name: str) -> Iterator[tuple[str, float]]:
    if isinstance(answer, int | float):
        yield name, answer
    elif is_dataclass(answer):
        for field in fields(answer):
            yield from _numbers(getattr(answer, field.name), field.name)
    elif isinstance(answer, tuple | list):
        for item in answer:
            yield from _numbers(item, name)


def no_number_twice(url: str, findings: Findings) -> None:
    store = Store(url)
    with store.read() as session:
        given = Counter(
            tuple(row) for row in session.execute(select(TicketRow.day, TicketRow.series, TicketRow.serial))
        )
        waits = session.execute(select(LegRow.ticket, LegRow.waited, LegRow.served)).all()
        waited = session.execute(select(TicketRow.number, TicketRow.waited_before)).all()
    store.close()
    repeated = [number for number, times in given.items() if times > 1]
    findings.hold(not repeated, f"numbers repeat: {repeated[:5]}")
    negative: list[object] = [row for row in waits if row.waited < 0 or row.served < 0]
    negative += [row for row in waited if row.waited_before < 0]
    findings.hold(not negative, f"{len(negative)} recorded waits are negative, such as {negative[:3]}")
    findings.figures |= {"repeated numbers": len(repeated), "negative waits": len(negative)}


if __name__ == "__main__":
    main(prove, __doc__)
