"""A day whose every write is written down: the program that `proofs.power_cuts` runs to get it.

    python -m proofs.power_day FOLDER TICKETS SYNCHRONOUS JOURNAL

The record is `lobby.db` in FOLDER; the acts go into `acts.pickle`, and with each answer what the record then says.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from proofs import apsw_driver
from proofs.written import NAME, Act, WrittenDown

SERVED = 3
"""One in so many is called to a counter later than at once, so that somebody waits."""


def main(folder: Path, tickets: int, synchronous: str, journal: str) -> None:
    vfs = WrittenDown()
    apsw_driver.install(NAME)
    from lobby import commands as c  # only now: it takes the driver that it finds
    from lobby import sqlite
    from lobby.api import open_lobby
    from lobby.clock import SimulatedClock
    from lobby.model import PrintState
    from proofs.branch import EVERYWHERE
    from proofs.power_cuts import MORNING, digest

    if journal != "WAL":
        sqlite.sound_wal = lambda version: False  # as on a system with an older library
    if synchronous != "FULL":
        as_it_is = sqlite.connect

        def careless(path: Path) -> apsw_driver.Connection:
            connection: apsw_driver.Connection = as_it_is(path)
            connection.execute(f"PRAGMA synchronous={synchronous}")
            return connection

        sqlite.connect = careless
    url, clock = f"sqlite:///{folder / 'lobby.db'}", SimulatedClock(MORNING)
    door = open_lobby(url, clock)

    def do(command: c.Command[object]) -> object:
        answer = door.do(command, f"key-{len(vfs.acts)}")
        vfs.acts.append(Act("answered", data=digest(url)))
        clock.forward(7)
        return answer

    vfs.acts.append(Act("answered", data=digest(url)))
    do(c.OpenDay())
    for counter in ("1", "2"):
        do(c.OpenCounter(counter, f"t{counter}"))
    for number in range(tickets):
        ticket = door.do(c.TakeTicket(EVERYWHERE), f"ticket-{number}")
        vfs.acts.append(Act("answered", data=digest(url)))
        do(c.RecordPrint(ticket.id, PrintState.PRINTING))
        do(c.RecordPrint(ticket.id, PrintState.PRINTED))
        if number % SERVED:
            counter = str(number % 2 + 1)
            if do(c.CallNext(counter)) is not None:
                do(c.Arrive(counter))
    do(c.CloseDay())
    door.close()
    vfs.acts.append(Act("answered", data=digest(url)))
    (folder / "acts.pickle").write_bytes(pickle.dumps(vfs.acts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:5])
