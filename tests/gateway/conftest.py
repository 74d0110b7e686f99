"""The sample branch, served: its day open, a kiosk, counter 1 with its teller, a console and a display paired."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from lobby import certificate, slow_hash
from lobby import commands as c
from lobby.clock import Clock
from lobby.keys import field_key_path, key_path
from lobby.local import LocalLobby
from lobby.model import StationRole
from tests.gateway.served import Served, served
from tests.lobby.shift import Shift
from tests.lobby.staffed import Guest, House


@pytest.fixture(scope="session")
def certificate_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("host") / "host.crt"
    certificate.make(file, ("localhost", "127.0.0.1"))
    return file


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    """As argon2id as ever, with the least work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slow_hash, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@dataclass
class BranchLan:
    """Everybody who asks, beside the host that they ask."""

    house: House
    kiosk: Guest
    panel: Guest
    console: Guest
    display: Guest


def copy_of(founded: Path, folder: Path) -> str:
    """A record of one's own, as `lobby init` leaves it."""
    copy = folder / "lobby.db"
    shutil.copy(founded, copy)
    for key in (key_path, field_key_path):
        shutil.copy(key(f"sqlite:///{founded}"), key(f"sqlite:///{copy}"))
    return f"sqlite:///{copy}"


@contextmanager
def working(url: str, clock: Clock | None = None) -> Iterator[BranchLan]:
    """Monday at ten unless a clock says another time; the day is open."""
    shift = Shift.begin(url)
    if clock is not None:
        shift.lobby.close()
        shift.lobby = LocalLobby(url, clock)
    shift.do(c.OpenDay())
    house = House(shift)
    kiosk, display = house.pair(StationRole.KIOSK), house.pair(StationRole.DISPLAY)
    lan = BranchLan(house, kiosk, house.counter("1", "t1"), house.console("m1"), display)
    lan.panel.do(c.OpenCounter("1", "t1"))
    yield lan
    shift.lobby.close()


@pytest.fixture
def lan(url: str) -> Iterator[BranchLan]:
    with working(url) as lan:
        yield lan


@pytest.fixture
def host(lan: BranchLan, certificate_file: Path) -> Iterator[Served]:
    with served(lan.house.lobby, certificate_file) as here:
        yield here
