"""A ticket is called by one counter only, first come first served within a rank: 8 counters call at the same time.

    python -m proofs.calls [--long] [--way postgresql|https] [--rounds CALLS_PER_COUNTER]

Each counter is a process: it hands out a ticket, one in ten a green one, calls whoever is due, lets him arrive.
At the end the journal is played on a plain line: every number the next one, every call the turn of whoever was called;
and whatever a process was answered must stand in it, once.
"""

from __future__ import annotations

from collections import Counter
from typing import TypeVar

from lobby.api import Lobby, open_lobby
from lobby.commands import Arrive, CallNext, Command, TakeTicket
from lobby.errors import Trouble
from proofs.branch import AT_CASH, CASH, EVERYWHERE, new_branch, sound
from proofs.crowd import together
from proofs.journal import replay
from proofs.promise import Findings, Setting, main
from proofs.ways import Entrance, entrance

COUNTERS = 8
SHORT, LONG = 60, 12_500
GREEN_EVERY, CASH_EVERY = 10, 3
A = TypeVar("A")
Answers = tuple[list[int], list[tuple[int, str]]]
"""The tickets that were handed out, and those that were called where."""


def work(way_in: Entrance, counter: str, calls: int) -> Answers:
    """A kiosk and a teller in one, until so many customers were called."""
    kiosk, panel = way_in.kiosk(counter), way_in.counter(counter)
    taken: list[int] = []
    called: list[tuple[int, str]] = []
    while len(called) < calls:
        turn = len(taken)
        service = CASH if turn % CASH_EVERY == 0 and counter in AT_CASH else EVERYWHERE
        green = "elderly" if turn % GREEN_EVERY == 0 else None
        key = f"{counter}-{turn}"
        taken.append(sure(kiosk, TakeTicket(service, green=green), f"{key}-take").id)
        ticket = sure(panel, CallNext(counter), f"{key}-next")
        if ticket is not None:
            called.append((ticket.id, counter))
            sure(panel, Arrive(counter), f"{key}-arrive")
    kiosk.close()
    panel.close()
    return taken, called


def sure(door: Lobby, command: Command[A], key: str) -> A:
    """As the faces do: when the record was kept busy too long, ask once more with the same key."""
    while True:
        try:
            return door.do(command, key)
        except Trouble as trouble:
            if trouble.kind != "database-busy":
                raise


def prove(setting: Setting, findings: Findings) -> None:
    url, calls = new_branch(setting.place("lobby")), setting.count(SHORT, LONG)
    with entrance(setting.way, url, setting.folder, COUNTERS) as way_in:
        answers: list[Answers] = together(work, [(way_in, str(n + 1), calls) for n in range(COUNTERS)])
    door = open_lobby(url)
    told = replay(door, findings)
    door.close()
    taken = [ticket for mine, _ in answers for ticket in mine]
    called = [call for _, mine in answers for call in mine]
    doubles = sum(count - 1 for count in Counter(ticket for ticket, _ in told.called).values())
    lost = len(Counter(taken) - Counter(list(told.issued))) + len(Counter(called) - Counter(told.called))
    findings.figures |= {"calls": len(called), "tickets": len(taken), "double": doubles, "lost": lost}
    findings.hold(doubles == 0, f"{doubles} tickets were called twice")
    findings.hold(lost == 0, f"{lost} answers are not in the record")
    findings.hold(Counter(list(told.issued)) == Counter(taken), "the record has tickets that nobody was given")
    findings.hold(Counter(told.called) == Counter(called), "the record has calls that no counter made")
    findings.hold(sound(url) == "ok", f"the record is damaged: {sound(url)}")


if __name__ == "__main__":
    main(prove, __doc__)
