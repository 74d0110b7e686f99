"""A device on the network: plain TCP, as label and ticket printers speak it on port 9100."""

import socket
from functools import partial
from urllib.parse import SplitResult

from devices.port import CONNECT_SECONDS, Line


class TcpWire:
    """One connection; a peer that went away is an error on the next read or write."""

    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port), timeout=CONNECT_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

    def write(self, data: bytes, seconds: float) -> None:
        self._socket.settimeout(seconds)  # sendall keeps it over all pieces together
        self._socket.sendall(data)

    def read(self, seconds: float) -> bytes:
        self._socket.settimeout(seconds)
        try:
            data = self._socket.recv(4096)
        except (TimeoutError, BlockingIOError):
            return b""
        if not data:
            raise ConnectionResetError("the device closed the connection")
        return data

    def close(self) -> None:
        self._socket.close()


def line(url: str, parts: SplitResult) -> Line:
    """tcp://host:port; 9100 where no port is given."""
    if not parts.hostname:
        raise ValueError("it names no host")
    return Line(url, partial(TcpWire, parts.hostname, parts.port or 9100))
