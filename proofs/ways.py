"""The ways in which a record can be kept: each proof that can runs on either, with `--way`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SQLITE, POSTGRESQL = "sqlite", "postgresql"
WAYS = (SQLITE, POSTGRESQL)
Places = Callable[[str], str]
"""Where a new record of this name may be made, as a URL."""


@contextmanager
def places(way: str, folder: Path) -> Iterator[Places]:
    """Room for records; PostgreSQL is a server of the proof's own, as durable as in a bank."""
    if way == SQLITE:
        yield lambda name: f"sqlite:///{folder / f'{name}.db'}"
        return
    from tests.postgres_server import own_server, why_not

    if reason := why_not():
        raise SystemExit(f"not tried here: {reason}")
    with own_server(durable=True) as server:
        yield lambda name: f"{server.url(name)}?identity_key={folder / f'{name}.key'}"
