"""The host is killed in the middle of requests, answers are lost: with guests that ask again, every key happens once.

    python -m proofs.server_lost [--long] [--rounds KILLS]

Two kiosks and two counters, paired and signed in, work through `lobby-host`; again and again it is killed with kill -9
at a random moment and started anew at the same port. Whoever gets no answer asks again with the same key.
At the end the journal has exactly one ticket and one call for each key that asked for one.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections import Counter

from lobby.access import Badge
from lobby.api import Lobby, open_lobby
from lobby.commands import Arrive, CallNext, Command, OpenCounter, TakeTicket
from lobby.errors import Refused, Trouble
from lobby.model import Ticket
from proofs import host as hosts
from proofs.branch import EVERYWHERE, new_branch, sound
from proofs.host import Host
from proofs.journal import replay
from proofs.promise import Findings, Setting, main

SHORT, LONG = 4, 300
KIOSKS, COUNTERS = 2, 2
MOST_ANSWERS, MOST_SECONDS = 12, 0.03
"""A host is killed after so many answers, and at a random moment of the next one."""
AGAIN_AFTER = 0.05
PATIENCE = 60.0


class Guest(threading.Thread):
    """A station that asks until it is answered; `stop` lets it finish what it asked."""

    def __init__(self, name: str, door: Lobby, counter: str | None) -> None:
        super().__init__(daemon=True)
        self._name, self._door, self._counter = name, door, counter
        self.stop = threading.Event()
        self.taken: list[int] = []
        self.called: list[int] = []
        self.asked_again = 0
        self.refused: list[str] = []

    def run(self) -> None:
        for turn in itertools.count():
            if self.stop.is_set():
                return
            key = f"{self._name}-{turn}"
            if self._counter is None:
                self._keep(self.taken, self._sure(TakeTicket(EVERYWHERE), key))
            elif self._keep(self.called, self._sure(CallNext(self._counter), key)):
                self._sure(Arrive(self._counter), f"{key}-arrive")
            else:
                time.sleep(AGAIN_AFTER)

    @staticmethod
    def _keep(kept: list[int], ticket: Ticket | None) -> bool:
        kept.extend([ticket.id] if ticket else [])
        return ticket is not None

    def _sure(self, command: Command[Ticket | None], key: str) -> Ticket | None:
        while True:
            try:
                return self._door.do(command, key)
            except Trouble:
                self.asked_again += 1
                time.sleep(AGAIN_AFTER)
            except Refused as refused:
                self.refused.append(f"{key}: {refused}")
                return None


def prove(setting: Setting, findings: Findings) -> None:
    logging.disable(logging.CRITICAL)
    url, rounds, random = new_branch(setting.folder, counters=0), setting.count(SHORT, LONG), setting.random
    badges: list[tuple[str, Badge, str | None]] = [
        (f"kiosk-{n}", hosts.kiosk(url, f"K{n}"), None) for n in range(KIOSKS)
    ]
    badges += [(f"counter-{n}", hosts.counter(url, str(n)), str(n)) for n in range(1, COUNTERS + 1)]
    _open(url)
    host = Host(url, setting.folder)
    host.start()
    guests = [Guest(name, hosts.door(host, badge), counter) for name, badge, counter in badges]
    for guest in guests:
        guest.start()
    for _ in range(rounds):
        _until_answered(guests, random.randrange(1, MOST_ANSWERS))
        time.sleep(random.uniform(0.0, MOST_SECONDS))
        host.kill()
        host.start()
    for guest in guests:
        guest.stop.set()
    for guest in guests:
        guest.join(60)
        findings.hold(not guest.is_alive(), "a guest never got its answer")
    host.kill()
    _compare(url, guests, findings)
    findings.figures |= {"kills": rounds, "asked again": sum(guest.asked_again for guest in guests)}
    findings.figures["broken"] = len(findings.broken)


def _until_answered(guests: list[Guest], answers: int) -> None:
    """So many more than now."""
    enough = _answers(guests) + answers
    until = time.monotonic() + PATIENCE
    while _answers(guests) < enough and time.monotonic() < until:
        time.sleep(0.005)


def _answers(guests: list[Guest]) -> int:
    return sum(len(guest.taken) + len(guest.called) for guest in guests)


def _open(url: str) -> None:
    door = open_lobby(url)
    for n in range(1, COUNTERS + 1):
        door.do(OpenCounter(str(n), f"t{n}"))
    door.close()


def _compare(url: str, guests: list[Guest], findings: Findings) -> None:
    door = open_lobby(url)
    told = replay(door, findings)
    door.close()
    taken = [ticket for guest in guests for ticket in guest.taken]
    called = [ticket for guest in guests for ticket in guest.called]
    for words in (words for guest in guests for words in guest.refused):
        findings.hold(False, f"refused: {words}")
    findings.hold(Counter(taken) == Counter(list(told.issued)), "tickets answered and tickets in the record differ")
    in_record = Counter(ticket for ticket, _ in told.called)
    findings.hold(Counter(called) == in_record, "calls answered and calls in the record differ")
    findings.hold(sound(url) == "ok", f"the record is damaged: {sound(url)}")
    findings.figures |= {"tickets": len(taken), "calls": len(called)}


if __name__ == "__main__":
    main(prove, __doc__)
