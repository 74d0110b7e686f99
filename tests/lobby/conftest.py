"""The sample branch at work for every test: closed as founded (`closed`), or with its day open (`shift`)."""

from collections.abc import Iterator

import pytest

from lobby.commands import OpenDay
from tests.lobby.shift import Shift


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
