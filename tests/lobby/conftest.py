"""A fast copy of the sample branch for every test: closed as founded (`closed`), or with its day open (`shift`)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lobby.commands import OpenDay
from lobby.local import key_path
from tests.lobby.shift import Shift, found_sample


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record as `lobby init` leaves it; never opened again, only copied."""
    path = tmp_path_factory.mktemp("founded") / "lobby.db"
    found_sample(f"sqlite:///{path}")
    return path


@pytest.fixture
def url(founded: Path, tmp_path: Path) -> str:
    """A record of the test's own."""
    copy = tmp_path / "lobby.db"
    shutil.copy(founded, copy)
    shutil.copy(key_path(f"sqlite:///{founded}"), key_path(f"sqlite:///{copy}"))
    return f"sqlite:///{copy}"


@pytest.fixture
def closed(url: str) -> Iterator[Shift]:
    """Monday at ten; nobody has opened the day."""
    shift = Shift.begin(url)
    yield shift
    shift.lobby.close()


@pytest.fixture
def shift(closed: Shift) -> Shift:
    """Monday at ten, the day is open, no counter is."""
    closed.do(OpenDay())
    return closed
