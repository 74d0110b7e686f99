"""A ticket printer on a real TCP port, healthy or broken in one of the ways that real ones are."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.devices.escpos_interpreter import Command, split

WELL = (0x12, 0x12, 0x12, 0x12)
PAPER_END = (0x1A, 0x32, 0x12, 0x7E)
NEAR_END = (0x12, 0x12, 0x12, 0x1E)
COVER = (0x1A, 0x16, 0x12, 0x12)
CUTTER = (0x1A, 0x52, 0x1A, 0x12)
OFFLINE = (0x1A, 0x12, 0x12, 0x12)


@dataclass
class TcpPrinter:
    """Listens on 127.0.0.1 until its `with` ends; what it got is in `received`."""

    status: tuple[int, int, int, int] = WELL
    reads: bool = True
    answers: bool = True
    confirms: bool = True
    late: float = 0.0  # seconds before each answer
    resets_after: int | None = None  # bytes
    out_after: int | None = None  # bytes, from then on PAPER_END
    received: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._stop = threading.Event()
        self._connections: list[socket.socket] = []

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"

    @contextmanager
    def running(self) -> Iterator["TcpPrinter"]:
        """Works until the block ends."""
        thread = threading.Thread(target=self._accept, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            socket.create_connection(self._listener.getsockname(), timeout=5).close()  # wakes the listener
            thread.join(10)
            self._listener.close()
            for connection in self._connections:
                connection.close()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._stop.is_set():
                connection.close()
                return
            self._connections.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        if not self.reads:
            return
        rest = b""
        try:
            while data := connection.recv(4096):
                self.received += data
                if self.resets_after is not None and len(self.received) >= self.resets_after:
                    self._reset(connection)
                    return
                commands, rest = split(rest + data)
                for command in commands:
                    self._obey(connection, command)
        except OSError:
            return

    @staticmethod
    def _reset(connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    def _obey(self, connection: socket.socket, command: Command) -> None:
        is_out = self.out_after is not None and len(self.received) >= self.out_after
        status = PAPER_END if is_out else self.status
        if command.name == b"\x10\x04" and self.answers:
            self._say(connection, status[command.data[0] - 1])
        elif command.name == b"\x1dr" and self.answers and self.confirms and not is_out:
            self._say(connection, 0x00)

    def _say(self, connection: socket.socket, byte: int) -> None:
        self._stop.wait(self.late)
        connection.sendall(bytes((byte,)))
