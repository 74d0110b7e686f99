"""Several programs on one record: nobody is called twice, no number given twice, nothing answered lost (N3, N6, K1)."""

import multiprocessing
import os
import signal
import sys
import time
from collections import Counter
from itertools import pairwise
from multiprocessing.connection import Connection

import pytest
from sqlalchemy import select, text

from lobby import commands as c
from lobby.api import open_lobby
from lobby.model import TicketState
from lobby.store import Store
from lobby.tables import CallRow, JournalRow, TicketRow
from tests.lobby.branch_processes import Row, work, write_until_killed
from tests.lobby.shift import Shift, kept

SPAWN = multiprocessing.get_context("spawn")
PATIENCE = 120.0
COUNTERS = "12345678"
ROUNDS = 8
KILLS = 5


@pytest.fixture
def round_the_clock(shift: Shift) -> Shift:
    """The other processes have the machine's own clock."""
    shift.setting("never_close", True)
    return shift


def sound(url: str) -> bool:
    """A server that was not killed has no torn pages to look for: every row of it can be read."""
    if "postgresql" in url:
        return bool(kept(url))
    store = Store(url)
    with store.read() as session:
        found = [row[0] for row in session.execute(text("PRAGMA integrity_check"))]
        orphans = session.execute(text("PRAGMA foreign_key_check")).all()
    store.close()
    return found == ["ok"] and not orphans


def test_n3_k1_eight_processes_issue_and_call_on_one_record(round_the_clock: Shift) -> None:
    shift = round_the_clock
    ends, processes = [], []
    for counter in COUNTERS:
        mine, theirs = SPAWN.Pipe(duplex=False)
        process = SPAWN.Process(target=work, args=(shift.url, counter, ROUNDS, theirs))
        process.start()
        theirs.close()
        ends.append(mine)
        processes.append(process)
    done: list[Row] = []
    for end in ends:
        assert end.poll(PATIENCE), "a process does not answer"
        done.extend(end.recv())
        end.close()
    for process in processes:
        process.join(PATIENCE)
    assert [process.exitcode for process in processes] == [0] * len(COUNTERS), "no process met an error"

    taken = [(number, id) for kind, number, id in done if kind == "taken"]
    assert sorted(number for number, _ in taken) == [f"B{n:03}" for n in range(1, len(COUNTERS) * ROUNDS + 1)]
    assert len({id for _, id in taken}) == len(taken)
    called = [id for kind, _, id in done if kind == "called"]
    assert max(Counter(called).values()) == 1, "somebody was called to two counters"
    store = Store(shift.url)
    with store.read() as session:
        calls = session.scalars(select(CallRow).order_by(CallRow.id)).all()
        rows = {row.id: row for row in session.scalars(select(TicketRow))}
        order = [call.ticket for call in calls]
        early = [rows[b] for a, b in pairwise(order) if b < a]
        told = [(row.id, row.number, row.issued_at, row.arrival, row.rank, row.called_at) for row in early]
        assert order == sorted(called), f"in the order in which they came; called too late: {told}"
        lines = select(JournalRow.ticket).where(JournalRow.kind == "ticket.issued").order_by(JournalRow.id)
        issued = session.scalars(lines).all()
        assert list(issued) == sorted(id for _, id in taken)
    store.close()
    assert sound(shift.url)


def _kill_in_the_middle(url: str, run: int, after: int) -> list[Row]:
    """A writer that is killed after it has said so many things; what it said."""
    mine, theirs = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=write_until_killed, args=(url, run, theirs))
    process.start()
    theirs.close()
    said: list[Row] = []
    while len(said) < after:
        assert mine.poll(PATIENCE), "the writer does not write"
        said.append(mine.recv())
    time.sleep(run * 0.003)  # at another point of a command each time
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(PATIENCE)
    said.extend(_rest(mine))
    return said


def _rest(pipe: Connection) -> list[Row]:
    said: list[Row] = []
    try:
        while pipe.poll():
            said.append(pipe.recv())
    except (EOFError, OSError):
        pass  # cut off with the process
    pipe.close()
    return said


def _unanswered(said: list[Row]) -> set[str]:
    """The ticket that was asked for and perhaps issued when the process was killed, if it was at that."""
    keys = {key for kind, key, _ in said if kind == "asked"} - {key for kind, key, _ in said if kind != "asked"}
    return {key for key in keys if int(key.split("-")[1]) % 3 != 2}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes by other means")
def test_n6_nothing_answered_is_lost_when_a_process_is_killed(round_the_clock: Shift) -> None:
    url = round_the_clock.url
    said: list[Row] = []
    for run in range(KILLS):
        news = _kill_in_the_middle(url, run, after=20 + 7 * run)
        said.extend(news)
        assert sound(url)
        lobby = open_lobby(url, round_the_clock.clock)
        taken = {key: id for kind, key, id in news if kind == "taken"}
        for key, id in taken.items():
            assert lobby.do(c.TakeTicket("transfer", channel="desk"), key=key).id == id, "a retry is the same ticket"
        for key in _unanswered(news):
            first = lobby.do(c.TakeTicket("transfer", channel="desk"), key=key)
            assert lobby.do(c.TakeTicket("transfer", channel="desk"), key=key) == first
            said.append(("taken", key, first.id))
        lobby.close()
    ids = [id for kind, _, id in said if kind == "taken"]
    store = Store(url)
    with store.read() as session:
        rows = {row.id: row for row in session.scalars(select(TicketRow))}
    store.close()
    assert len(set(ids)) == len(ids)
    assert set(ids) == set(rows), "each ticket is somebody's, and everybody has his"
    assert [rows[id].number for id in sorted(rows)] == [f"B{n:03}" for n in range(1, len(rows) + 1)]
    called = [id for kind, _, id in said if kind == "called"]
    assert max(Counter(called).values()) == 1
    assert all(rows[id].state in (TicketState.CALLED, TicketState.SERVING, TicketState.DONE) for id in called)
