"""A record of the sample branch for every test that wants one: founded once on each database, a copy for each test.

`url` is a file's; below `tests/lobby` it comes each way (tests/lobby/conftest.py).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lobby.keys import field_key_path, key_path
from tests.lobby.shift import found_sample

if TYPE_CHECKING:
    from tests.postgres_server import Copies, Server


def copy_keys(founded: str, copy: str) -> None:
    for key in (key_path, field_key_path):
        shutil.copy(key(founded), key(copy))


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record as `lobby init` leaves it; never opened again, only copied."""
    path = tmp_path_factory.mktemp("founded") / "lobby.db"
    found_sample(f"sqlite:///{path}")
    return path


Records = Callable[[], str]
"""Each time another record of the test's own, its day not open."""


@pytest.fixture
def sqlite_records(founded: Path, tmp_path: Path) -> Records:
    names = chain(["lobby.db"], (f"lobby-{number}.db" for number in count(2)))

    def another() -> str:
        copy = tmp_path / next(names)
        shutil.copy(founded, copy)
        copy_keys(f"sqlite:///{founded}", f"sqlite:///{copy}")
        return f"sqlite:///{copy}"

    return another


@pytest.fixture
def url(sqlite_records: Records) -> str:
    """A record of the test's own, its day not open."""
    return sqlite_records()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all workers of this run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def postgres(shared: Path) -> Iterator[Server]:
    """A private PostgreSQL for this run. Quick, not durable: it is for the rules, not for proofs.

    A process on a busy machine may stand still for seconds; that is not what these tests are about.
    """
    postgres_server = pytest.importorskip("tests.postgres_server", reason="PostgreSQL is tried on Linux only")
    if reason := postgres_server.why_not():
        pytest.skip(reason)
    from lobby import postgres

    with postgres_server.shared_server(shared) as server, pytest.MonkeyPatch.context() as patience:
        patience.setattr(postgres, "FROZEN", "60s")
        patience.setattr(postgres, "TIMEOUTS", dict.fromkeys(postgres.TIMEOUTS, "60s"))
        yield server


@pytest.fixture(scope="session")
def postgres_copies(postgres: Server, shared: Path) -> Iterator[Copies]:
    """Makes a database of its own for whoever asks, from one that `lobby init` has made."""
    from tests.postgres_server import Copies, alone

    keys = f"?identity_key={shared / 'founded.key'}"
    with alone(shared / "founding"):
        done = shared / f"founded-{postgres.port}"  # a worker that comes late may have a server of its own
        if not done.exists():
            found_sample(postgres.url("founded") + keys)
            done.touch()
    with Copies(postgres, "founded", str(os.getpid())) as copies:
        yield copies


@pytest.fixture
def postgresql_records(postgres_copies: Copies, shared: Path, tmp_path: Path) -> Iterator[Records]:
    """On PostgreSQL, opened with the run-time role's rights."""
    server, key = postgres_copies.server, tmp_path / "lobby.key"
    with ExitStack() as made:

        def another() -> str:
            url = server.url(made.enter_context(postgres_copies.another()), "founded_run") + f"?identity_key={key}"
            copy_keys(server.url("founded") + f"?identity_key={shared / 'founded.key'}", url)
            return url

        yield another
