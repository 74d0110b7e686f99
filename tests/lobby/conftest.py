"""The sample branch at work for every test: closed as founded (`closed`), or with its day open (`shift`).

One suite for every way to a record: a test that takes `url` or `shift` runs once for each of WAYS. Whatever is about
one of them only says so: `pytest.mark.ways("sqlite")`. A new way needs its name here and a fixture `{way}_records`.
"""

from collections.abc import Callable, Iterator

import pytest

from lobby.commands import OpenDay
from tests.lobby.shift import Shift

WAYS = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "way" in metafunc.fixturenames:
        mark = metafunc.definition.get_closest_marker("ways")
        metafunc.parametrize("way", mark.args if mark else WAYS)


@pytest.fixture
def records(way: str, request: pytest.FixtureRequest) -> Callable[[], str]:
    """Each time another record of the test's own, its day not open."""
    another: Callable[[], str] = request.getfixturevalue(f"{way}_records")
    return another


@pytest.fixture
def url(records: Callable[[], str]) -> str:
    """A record of the test's own, its day not open."""
    return records()


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
