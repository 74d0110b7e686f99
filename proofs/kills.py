"""What was acknowledged is kept though any process is killed with kill -9 at any moment.

    python -m proofs.kills [--long] [--way postgresql|https] [--rounds KILLS]

Three processes write on one record; again and again a random one of them is killed at a random moment and another takes
its place. Each writes down what it asks and what it is answered. At the end every question without an answer is asked
once more with its key: each key must have happened once, each answered ticket be there, the record be sound.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from multiprocessing.process import BaseProcess
from pathlib import Path

from lobby.api import Lobby, open_lobby
from lobby.commands import Arrive, CallNext, Command, TakeTicket
from lobby.errors import Refused
from lobby.model import Ticket
from proofs.branch import EVERYWHERE, new_branch, sound
from proofs.crowd import processes
from proofs.journal import Told, replay
from proofs.promise import Findings, Setting, main
from proofs.ways import Entrance, entrance

SHORT, LONG = 12, 300
AT_ONCE = 3
LOOKED_AT_EVERY = 10
MOST_SECONDS, PATIENCE = 0.3, 60.0
"""A process is killed at the latest so long after its first word, which is waited for."""
QUESTIONS = {"take": TakeTicket(EVERYWHERE), **{f"next {n}": CallNext(str(n)) for n in range(1, AT_ONCE + 1)}}


def work(way_in: Entrance, place: int, run: int, book: str) -> None:
    """Ask without end, each question and each answer on a line of its own in a file that outlives this process."""
    paper = os.open(book, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    counter = str(place + 1)
    kiosk, panel = way_in.kiosk(counter), way_in.counter(counter)
    _let_arrive(panel, counter)  # the one before may have been killed between a call and the arrival
    for turn in range(1_000_000):
        door, question = (panel, f"next {counter}") if turn % 2 else (kiosk, "take")
        key = f"{place}-{run}-{turn}"
        os.write(paper, f"asked\t{key}\t{question}\n".encode())
        answer = door.do(QUESTIONS[question], key)
        os.write(paper, f"answered\t{key}\t{answer.id if answer else 0}\n".encode())
        if turn % 2 and answer:
            _let_arrive(panel, counter)


def _let_arrive(door: Lobby, counter: str) -> None:
    try:
        door.do(Arrive(counter))
    except Refused:
        return


def prove(setting: Setting, findings: Findings) -> None:
    url, rounds = new_branch(setting.place("lobby")), setting.count(SHORT, LONG)
    with entrance(setting.way, url, setting.folder, AT_ONCE) as way_in:
        _kill(setting, findings, way_in, rounds)
        asked, answered = _read(setting.folder)
        for key in sorted(asked.keys() - answered.keys()):
            answered[key] = _again(way_in, findings, key, asked[key])
    door = open_lobby(url)
    told = replay(door, findings)
    door.close()
    _compare(findings, asked, answered, told)
    findings.hold(sound(url) == "ok", f"the record is damaged: {sound(url)}")


def _kill(setting: Setting, findings: Findings, way_in: Entrance, rounds: int) -> None:
    url = way_in.record
    random, context = setting.random, processes()
    books: dict[int, Path] = {}

    def start(place: int, run: int) -> BaseProcess:
        books[place] = setting.folder / f"book-{place}-{run}.txt"
        given = (way_in, place, run, str(books[place]))
        process: BaseProcess = context.Process(target=work, args=given, daemon=True)  # type: ignore[attr-defined]
        process.start()
        return process

    working = [start(place, 0) for place in range(AT_ONCE)]
    for run in range(1, rounds + 1):
        victim = random.randrange(AT_ONCE)
        _until_it_writes(books[victim])
        time.sleep(random.uniform(0.0, MOST_SECONDS))
        findings.hold(working[victim].is_alive(), f"process {victim} had ended by itself before kill {run}")
        working[victim].kill()
        working[victim].join()
        working[victim] = start(victim, run)
        if run % LOOKED_AT_EVERY == 0:
            findings.hold(sound(url) == "ok", f"the record is damaged after kill {run}: {sound(url)}")
    for process in working:
        process.kill()
        process.join()
    findings.figures["kills"] = rounds + AT_ONCE


def _until_it_writes(book: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not (book.exists() and book.stat().st_size) and time.monotonic() < until:
        time.sleep(0.005)


def _read(folder: Path) -> tuple[dict[str, str], dict[str, int]]:
    """What was asked and what was answered, by key."""
    lines = [line.split("\t") for book in folder.glob("book-*.txt") for line in book.read_text().splitlines()]
    asked = {key: words for what, key, words in lines if what == "asked"}
    return asked, {key: int(words) for what, key, words in lines if what == "answered"}


def _again(way_in: Entrance, findings: Findings, key: str, question: str) -> int:
    """Ask what was not answered, twice: the second time nothing more may happen."""
    command: Command[Ticket | None] = QUESTIONS[question]
    counter = str(int(key.split("-")[0]) + 1)
    door = way_in.kiosk(counter) if question == "take" else way_in.counter(counter)
    if question != "take":
        _let_arrive(door, counter)
    first, second = door.do(command, key), door.do(command, key)
    door.close()
    findings.hold(first == second, f"{key} has two answers")
    return first.id if first else 0


def _compare(findings: Findings, asked: dict[str, str], answered: dict[str, int], told: Told) -> None:
    taken = [ticket for key, ticket in answered.items() if asked[key] == "take"]
    called = [ticket for key, ticket in answered.items() if asked[key] != "take" and ticket]
    in_record = [ticket for ticket, _ in told.called]
    lost = len(Counter(taken) - Counter(list(told.issued))) + len(Counter(called) - Counter(in_record))
    double = len(Counter(list(told.issued)) - Counter(taken)) + sum(n - 1 for n in Counter(in_record).values())
    findings.hold(lost == 0, f"{lost} answers are not in the record")
    findings.hold(double == 0, f"{double} tickets or calls happened twice or to nobody")
    findings.hold(Counter(called) == Counter(in_record), "calls in the record and calls answered differ")
    findings.figures |= {"commands": len(asked), "lost": lost, "double": double}


if __name__ == "__main__":
    main(prove, __doc__)
