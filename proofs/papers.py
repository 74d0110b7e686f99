"""Paper and record agree: no number on two papers, no paper without its row, every doubtful one flagged.

    python -m proofs.papers [--long] [--rounds FAULTS]

The kiosk's own printing (kiosk/printing.py) in a process of its own, on a TCP printer that fails in one of twelve ways
(proofs/faulty_printer.py) at a random byte of each ticket; one of the ways is that the kiosk is killed. A doubt is
flagged where the record says 'uncertain', or still 'printing', which the console tells as uncertain after a minute.
"""

from __future__ import annotations

import contextlib
import logging
import os
import time
from collections import Counter
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from devices import raster
from devices.profile import profile
from kiosk.paper import paper
from lobby.api import Lobby, open_lobby
from lobby.model import History, PrintState
from lobby.queries import Setup, TicketHistory
from proofs.branch import EVERYWHERE, new_branch
from proofs.crowd import processes
from proofs.faulty_printer import DONE, FaultyPrinter, Kind
from proofs.paper_kiosk import KIOSK, LINK_BASE, PATIENCE, work
from proofs.promise import Findings, Setting, main

SHORT, LONG = 24, 300


class Kiosk:
    """The kiosk's process; begun anew when it was killed."""

    def __init__(self, url: str, printer: str) -> None:
        self._given = (url, printer, EVERYWHERE)
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self.ticket = 0

    def print(self) -> bool:
        """Issue and print one ticket; whether the kiosk lived to tell."""
        self.ticket = 0
        pipe = self._running()
        with contextlib.suppress(EOFError, OSError):
            pipe.send("print")
            while pipe.poll(PATIENCE):
                told = pipe.recv()
                if told == 0:
                    return True
                self.ticket = told
        return False

    def kill(self) -> None:
        """As kill -9 does."""
        if self._process is not None:
            self._process.kill()

    def end(self) -> None:
        self.kill()
        if self._process is not None:
            self._process.join()
            self._process = None

    def _running(self) -> Connection:
        if self._process is None or not self._process.is_alive() or self._pipe is None:
            self.end()
            self._pipe, theirs = processes().Pipe()
            process: BaseProcess = processes().Process(target=work, args=(*self._given, theirs), daemon=True)  # type: ignore[attr-defined]
            process.start()
            theirs.close()
            self._process = process
        return self._pipe


def prove(setting: Setting, findings: Findings) -> None:
    logging.disable(logging.CRITICAL)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    url, random, rounds = new_branch(setting.folder), setting.random, setting.count(SHORT, LONG)
    door = open_lobby(url)
    kinds, states = list(Kind), Counter[str]()
    rows_at_first_byte: list[bool] = []
    with FaultyPrinter().running() as printer:
        kiosk = Kiosk(url, printer.url)
        printer.kiosk_killed = kiosk.kill
        printer.first_byte = lambda: rows_at_first_byte.append(_has_row(door, kiosk))
        for number in range(rounds):
            kind = kinds[number % len(kinds)]
            printer.begin(kind, random.choice((random.randrange(200), random.randrange(60_000))))
            told = kiosk.print()
            findings.hold(told or kind is Kind.KIOSK_KILLED, f"fault {number}, {kind}: the kiosk did not go on")
            states[
                _judge(door, findings, kiosk.ticket, printer, f"fault {number}: {kind} after {printer.after} bytes")
            ] += 1
        kiosk.end()
    findings.hold(all(rows_at_first_byte), "paper was begun before its row was there")
    door.close()
    findings.figures |= {"faults": rounds, "kinds": len(kinds), "papers begun": len(rows_at_first_byte)}
    findings.figures |= {"broken": len(findings.broken)} | {f"'{state}'": count for state, count in states.items()}


def _has_row(door: Lobby, kiosk: Kiosk) -> bool:
    """Whether the ticket that is coming out is recorded as being printed; its id is under way from the kiosk."""
    until = time.monotonic() + PATIENCE
    while not kiosk.ticket and time.monotonic() < until:
        time.sleep(0.001)
    return bool(door.ask(TicketHistory(kiosk.ticket)).prints) if kiosk.ticket else False


def _judge(door: Lobby, findings: Findings, ticket: int, printer: FaultyPrinter, where: str) -> str:
    """Hold what the record says of this ticket's paper against what the printer got."""
    if not ticket:
        findings.hold(False, f"{where}: no ticket was told")
        return "none"
    history: History = door.ask(TicketHistory(ticket))
    sheet = raster.encode(paper(history.ticket, door.ask(Setup()), LINK_BASE, KIOSK), profile()).data
    sent = bytes(printer.ticket)
    begun, whole = bool(sent), sent.startswith(sheet)
    state = history.prints[-1].state if history.prints else None
    findings.hold(len(history.prints) == 1, f"{where}: {len(history.prints)} rows of paper")
    findings.hold(sheet.startswith(sent[: len(sheet)]), f"{where}: other bytes than this ticket's were printed")
    findings.hold(not sent[len(sheet) :].replace(DONE, b""), f"{where}: more than one paper was printed")
    came_out = whole and (printer.after >= len(sheet) or printer.kind in (Kind.NOISE, Kind.LATE, Kind.MUTE, None))
    findings.hold(state is not PrintState.PRINTED or came_out, f"{where}: 'printed', but the paper did not come out")
    findings.hold(state is not PrintState.FAILED or not begun, f"{where}: 'failed', but paper was begun")
    doubtful = begun and not (came_out and state is PrintState.PRINTED)
    flagged = state in (PrintState.UNCERTAIN, PrintState.PRINTING)
    findings.hold(not doubtful or flagged, f"{where}: a doubtful paper is not flagged but {state}")
    return str(state)


if __name__ == "__main__":
    main(prove, __doc__)
