"""Whatever several hands do at once looks as if it had been done one after the other, though a fifth of it fails.

    python -m proofs.histories [--long] [--way postgresql] [--rounds HISTORIES]

Two processes of four threads each, on one new record, hand out tickets, call, let arrive and take calls back; a fifth
of their commands is rolled back in the middle, and now and then an answer is lost and asked for again with its key.
A linearizability checker (proofs/linearizable.py, itself tested on wrong histories) then looks for the one order.
"""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random

from lobby.api import Lobby, open_lobby
from lobby.commands import Arrive, CallNext, Command, TakeBack, TakeTicket
from lobby.errors import Trouble
from lobby.model import Ticket
from proofs import rollbacks
from proofs.branch import CASH, EVERYWHERE, new_branch, sound
from proofs.crowd import together
from proofs.line import NOBODY, Step
from proofs.linearizable import Done, linearizable
from proofs.promise import Findings, Setting, main

SHORT, LONG = 2, 50
OPERATIONS = 1000
PROCESSES, HANDS = 2, 4
ANSWER_LOST, TAKEN_BACK, GREEN = 0.1, 0.15, 0.1
Recorded = tuple[list[Done], int]
"""What took effect, and how many commands failed."""


class Hand:
    """One pair of hands at one counter, and what it was answered when."""

    def __init__(self, door: Lobby, counter: str, seed: int) -> None:
        self._door, self._counter, self._random = door, counter, Random(seed)
        self._called = False
        self.history: list[Done] = []
        self.failed = 0

    def act(self, key: str) -> None:
        """One command. A failed one did nothing, so it does not stand in the history."""
        step, command = self._choice()
        began = time.monotonic_ns()
        try:
            ticket = self._door.do(command, key)
            while self._random.random() < ANSWER_LOST:
                ticket = self._again(command, key)
        except Trouble:
            self.failed += 1
            return
        ended = time.monotonic_ns()
        answer, issued = (ticket.number, ticket.id) if ticket else (NOBODY, 0)
        self.history.append(Done(began, ended, replace(step, answer=answer, ticket=issued)))
        self._called = step.what == "next" and ticket is not None

    def _again(self, command: Command[Ticket | None], key: str) -> Ticket | None:
        """The answer was lost: asked for until it comes, with the same key."""
        while True:
            try:
                return self._door.do(command, key)
            except Trouble:
                continue

    def _choice(self) -> tuple[Step, Command[Ticket | None]]:
        counter, random = self._counter, self._random
        if self._called and random.random() < TAKEN_BACK:
            return Step("take-back", NOBODY, counter), TakeBack(counter)
        if self._called:
            return Step("arrive", NOBODY, counter), Arrive(counter)
        if random.random() < 0.5:
            return Step("next", NOBODY, counter), CallNext(counter)
        service, green = random.choice((CASH, EVERYWHERE)), random.random() < GREEN
        return Step("take", NOBODY, "", service, green), TakeTicket(service, green="elderly" if green else None)


def work(url: str, process: int, seed: int, operations: int) -> Recorded:
    """One process with its hands, a counter each."""
    logging.disable(logging.CRITICAL)
    door = open_lobby(url)
    rollbacks.inject(seed)
    start = threading.Barrier(HANDS)
    hands = [Hand(door, str(process * HANDS + n + 1), seed * HANDS + n) for n in range(HANDS)]

    def run(hand: Hand, number: int) -> None:
        start.wait()
        for turn in range(operations // HANDS):
            hand.act(f"{process}-{number}-{turn}")

    with ThreadPoolExecutor(HANDS) as pool:
        for future in [pool.submit(run, hand, number) for number, hand in enumerate(hands)]:
            future.result()
    door.close()
    return [done for hand in hands for done in hand.history], sum(hand.failed for hand in hands)


def record(url: str, number: int, seed: int) -> list[Recorded]:
    """One history on an empty branch."""
    jobs = [(url, n, seed + 1000 * number + n, OPERATIONS // PROCESSES) for n in range(PROCESSES)]
    return together(work, jobs)


def prove(setting: Setting, findings: Findings) -> None:
    rounds = setting.count(SHORT, LONG)
    took_effect = failed = 0
    for number in range(rounds):
        url = new_branch(setting.place(f"history{number}"))
        recorded = record(url, number, setting.seed)
        history = [done for mine, _ in recorded for done in mine]
        took_effect, failed = took_effect + len(history), failed + sum(count for _, count in recorded)
        findings.hold(linearizable(history), f"history {number} could not have been done one after the other")
        findings.hold(sound(url) == "ok", f"the record of history {number} is damaged: {sound(url)}")
    share = failed / (took_effect + failed)
    findings.hold(share > 0.15, f"only {share:.0%} were rolled back: nothing was proved")
    findings.figures |= {"histories": rounds, "operations": took_effect + failed, "rolled back": f"{share:.0%}"}
    findings.figures |= {"not linearizable": len(findings.broken)}


if __name__ == "__main__":
    main(prove, __doc__)
