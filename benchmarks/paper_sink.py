"""A ticket printer in a process of its own: reads all bytes on a TCP port, answers as a healthy printer, or hangs."""

from __future__ import annotations

import multiprocessing
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.queues import Queue

STATUS, DONE = b"\x10\x04", b"\x1dr\x01"
WELL = b"\x12"
INITIALISE = b"\x1b@"


@dataclass(frozen=True, slots=True)
class Sink:
    """`papers` tells of each ticket that came whole: its bytes, and the moment of its last one."""

    url: str
    papers: Queue[tuple[int, int]]


@contextmanager
def sink(hangs: bool = False) -> Iterator[Sink]:
    """A printer until the block ends; one that `hangs` takes the connection and then neither reads nor answers."""
    context = multiprocessing.get_context("spawn")
    ports: Queue[int] = context.Queue()
    papers: Queue[tuple[int, int]] = context.Queue()
    process = context.Process(target=_listen, args=(ports, papers, hangs), daemon=True)
    process.start()
    try:
        yield Sink(f"tcp://127.0.0.1:{ports.get()}", papers)
    finally:
        process.terminate()
        process.join()


def _listen(ports: Queue[int], papers: Queue[tuple[int, int]], hangs: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ports.put(server.getsockname()[1])
        while True:
            connection, _ = server.accept()
            while hangs:
                time.sleep(60)
            with connection:
                _print(connection, papers)


def _print(connection: socket.socket, papers: Queue[tuple[int, int]]) -> None:
    """Questions come alone, or right behind a ticket; within pictures neither is ever spelt."""
    paper = 0
    while data := connection.recv(65536):
        at = time.monotonic_ns()
        connection.sendall(WELL * data.count(STATUS))
        if data.startswith(INITIALISE):
            paper = 0
        asked = data.endswith(DONE)
        paper += len(data) - (len(DONE) if asked else 0)
        if asked:
            papers.put((paper, at))
            connection.sendall(b"\x00")
