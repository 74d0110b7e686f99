"""A record of the sample branch for every test that wants one: founded once, a copy of its own for each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lobby.keys import field_key_path, key_path
from tests.lobby.shift import found_sample


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record as `lobby init` leaves it; never opened again, only copied."""
    path = tmp_path_factory.mktemp("founded") / "lobby.db"
    found_sample(f"sqlite:///{path}")
    return path


@pytest.fixture
def url(founded: Path, tmp_path: Path) -> str:
    """A record of the test's own, its day not open."""
    copy = tmp_path / "lobby.db"
    shutil.copy(founded, copy)
    for key in (key_path, field_key_path):
        shutil.copy(key(f"sqlite:///{founded}"), key(f"sqlite:///{copy}"))
    return f"sqlite:///{copy}"
