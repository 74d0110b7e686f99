"""What a host asks of its machine: enough open connections, and threads that take turns quickly."""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress

CONNECTIONS = 8192
SWITCH = 0.002
"""Seconds after which a thread that computes lets another one in: an answer must not wait for a snapshot."""


def many_connections() -> None:
    """As many as the system grants, where it counts them (not on Windows)."""
    with suppress(ImportError, OSError, ValueError):
        resource = importlib.import_module("resource")
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = CONNECTIONS if hard == resource.RLIM_INFINITY else min(CONNECTIONS, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def take_turns() -> None:
    sys.setswitchinterval(SWITCH)
