"""A word to the service manager that started this program: it is ready, it is alive. Without one nothing happens.

systemd's own protocol (sd_notify): one datagram to the socket that the environment names.
"""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress

READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"


def tell(word: str) -> None:
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or sys.platform == "win32":
        return
    place = f"\0{address[1:]}" if address.startswith("@") else address  # Linux knows sockets without a file
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to:
        to.sendto(word.encode(), place)


def pulse_seconds() -> float | None:
    """How often to say that one is alive: twice as often as is asked for. None where nobody asks this process."""
    asked, of = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID")
    if not asked.isdecimal() or of not in (None, str(os.getpid())):
        return None
    return int(asked) / 2e6
