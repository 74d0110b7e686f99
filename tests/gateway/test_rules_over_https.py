"""The rules hold through the host as they do beside the record: the same tests, asked over HTTPS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from gateway import feed, snapshots
from lobby.clock import SimulatedClock
from lobby.commands import OpenDay
from tests.gateway.served import door_over_https
from tests.lobby import test_calling, test_house, test_moves, test_numbers
from tests.lobby.shift import MONDAY, Shift

RULES = (test_calling, test_house, test_moves, test_numbers)


def brought(module: ModuleType) -> dict[str, object]:
    """A module's tests under names of their own; those that take no lobby gain nothing here."""
    return {
        f"{name}__{module.__name__.rpartition('_')[2]}": test
        for name, test in vars(module).items()
        if name.startswith("test_") and {"shift", "closed"} & {*test.__annotations__}
    }


for rules in RULES:
    globals().update(brought(rules))


@pytest.fixture(autouse=True, scope="module")
def quick_ends() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feed, "LOOK", 0.05)
        patch.setattr(snapshots, "FRESH", 0.0)  # the clock here moves by half an hour in less than that
        yield


@pytest.fixture
def closed(url: str, certificate_file: Path) -> Iterator[Shift]:
    """Monday at ten; nobody has opened the day. What goes through the lobby goes through the host."""
    clock = SimulatedClock(MONDAY)
    with door_over_https(url, clock, certificate_file) as door:
        yield Shift(door, clock, url)


@pytest.fixture
def shift(closed: Shift) -> Shift:
    closed.do(OpenDay())
    return closed
