"""What the other processes of `test_processes.py` do: programs of their own on the same record."""

from __future__ import annotations

from contextlib import suppress
from multiprocessing.connection import Connection

from lobby import commands as c
from lobby.api import open_lobby
from lobby.errors import Refused

Row = tuple[str, str, int]
"""What was done, the printed number, the ticket's id."""


def work(url: str, counter: str, rounds: int, pipe: Connection) -> None:
    """A kiosk and a teller in one: take a ticket, call somebody, serve him."""
    lobby = open_lobby(url)
    lobby.do(c.OpenCounter(counter, f"t{counter}"))
    done: list[Row] = []
    for _ in range(rounds):
        taken = lobby.do(c.TakeTicket("transfer", channel="desk"))
        done.append(("taken", taken.number, taken.id))
        called = lobby.do(c.CallNext(counter))
        if called is not None:
            done.append(("called", called.number, called.id))
            lobby.do(c.Arrive(counter))
    lobby.close()
    pipe.send(done)
    pipe.close()


def write_until_killed(url: str, run: int, pipe: Connection) -> None:
    """Acknowledges every command in the pipe once it is answered; somebody kills this process in the middle."""
    lobby = open_lobby(url)
    lobby.do(c.OpenCounter("1", "t1"))
    with suppress(Refused):  # the run before may have been killed between a call and the arrival
        lobby.do(c.Arrive("1"))
    for number in range(100_000):
        key = f"{run}-{number}"
        pipe.send(("asked", key, 0))
        if number % 3 == 2:
            called = lobby.do(c.CallNext("1"), key=key)
            if called is not None:
                pipe.send(("called", key, called.id))
                lobby.do(c.Arrive("1"))
        else:
            pipe.send(("taken", key, lobby.do(c.TakeTicket("transfer", channel="desk"), key=key).id))
