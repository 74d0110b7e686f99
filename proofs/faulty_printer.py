"""A ticket printer on a TCP port that fails in one of twelve ways, most of them after so many bytes of a ticket."""

from __future__ import annotations

import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum

WELL = (0x12, 0x12, 0x12, 0x12)
PAPER_END = (0x1A, 0x32, 0x12, 0x7E)
COVER = (0x1A, 0x16, 0x12, 0x12)
ASKED = re.compile(rb"\x10\x04([\x01-\x04])")
DONE = b"\x1dr\x01"
SPELT = (b"\x10", b"\x10\x04", b"\x1d", b"\x1dr")
"""Beginnings of questions, to be read on when they end what was received."""

PORT_PATIENCE = 20.0


class Kind(StrEnum):
    """What goes wrong."""

    REFUSED = "nobody listens"
    SILENT = "never answers"
    NO_PAPER = "no paper from the beginning"
    RESET = "resets the connection"
    CLOSED = "closes the connection"
    STUCK = "stops reading"
    PAPER_OUT = "runs out of paper"
    COVER_OPENED = "has its cover opened"
    MUTE = "says nothing more"
    NOISE = "answers with noise"
    LATE = "answers too late"
    KIOSK_KILLED = "loses its kiosk to kill -9"


AT_ONCE = (Kind.REFUSED, Kind.SILENT, Kind.NO_PAPER)
"""Wrong before the first byte; all others go wrong after `after` bytes of the ticket."""


@dataclass
class FaultyPrinter:
    """Keeps what it was sent, without the questions between; one ticket at a time."""

    kiosk_killed: Callable[[], object] = lambda: None
    first_byte: Callable[[], object] = lambda: None

    def __post_init__(self) -> None:
        self._port = 0
        self._listener = self._listen()
        self._port = self._listener.getsockname()[1]
        self._stopping = threading.Event()
        self._open: list[socket.socket] = []
        self.begin(None, 0)

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self._port}"

    def begin(self, kind: Kind | None, after: int) -> None:
        """The next ticket, with its fault."""
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._open.clear()
        self.kind, self.after, self.ticket = kind, after, bytearray()
        if kind is Kind.REFUSED:
            self._listener.close()
        elif self._listener.fileno() < 0:
            self._listener = self._listen()
            threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _listen(self) -> socket.socket:
        """At the port that the kiosk knows, which somebody else may have had while this printer was off."""
        until = time.monotonic() + PORT_PATIENCE
        while True:
            try:
                return socket.create_server(("127.0.0.1", self._port))
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    @contextmanager
    def running(self) -> Iterator[FaultyPrinter]:
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()
        try:
            yield self
        finally:
            self._stopping.set()
            self.begin(Kind.REFUSED, 0)

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                self._open.append(connection)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    @property
    def failed(self) -> bool:
        """Whether it has gone wrong by now."""
        return self.kind in AT_ONCE or (self.kind is not None and len(self.ticket) >= self.after)

    def _serve(self, connection: socket.socket) -> None:
        rest = b""
        with suppress(OSError):
            while data := connection.recv(1024):
                rest = self._take(connection, rest + data)
                if not self.failed or not self._goes_away(connection):
                    continue
                return

    def _goes_away(self, connection: socket.socket) -> bool:
        if self.kind is Kind.RESET:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if self.kind in (Kind.RESET, Kind.CLOSED):
            connection.close()
        elif self.kind is Kind.KIOSK_KILLED:
            self.kiosk_killed()
        return self.kind in (Kind.RESET, Kind.CLOSED, Kind.STUCK, Kind.KIOSK_KILLED)

    def _take(self, connection: socket.socket, data: bytes) -> bytes:
        """Answer the questions in `data` and keep the rest of it; what may be half a question is given back."""
        tail = max((len(s) for s in SPELT if data.endswith(s)), default=0)
        data, rest = (data[:-tail], data[-tail:]) if tail else (data, b"")
        for piece in re.split(rb"(\x10\x04[\x01-\x04])", data):
            asked = ASKED.fullmatch(piece)
            if asked:
                self._answer(connection, asked[1][0])
            elif piece:
                self._keep(connection, piece)
        return rest

    def _keep(self, connection: socket.socket, piece: bytes) -> None:
        if not self.ticket:
            self.first_byte()
        self.ticket += piece
        if self.ticket.endswith(DONE) and not self.failed:
            self._say(connection, 0x00)

    def _answer(self, connection: socket.socket, question: int) -> None:
        status = WELL
        if self.failed and self.kind in (Kind.NO_PAPER, Kind.PAPER_OUT):
            status = PAPER_END
        elif self.failed and self.kind is Kind.COVER_OPENED:
            status = COVER
        self._say(connection, status[question - 1])

    def _say(self, connection: socket.socket, byte: int) -> None:
        if self.failed and self.kind in (Kind.SILENT, Kind.MUTE):
            return
        if self.failed and self.kind is Kind.LATE:
            self._stopping.wait(1.0)
        noise = b"\xff\x81\x13\xa5" if self.failed and self.kind is Kind.NOISE else b""
        connection.sendall(noise or bytes((byte,)))
