"""A kiosk killed with -9 while it gives numbers by itself: none that was shown is lost or given twice (N1, N6)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.emergency import EmergencyKiosk
from lobby.guest import GuestLobby
from lobby.outbox import Outbox
from tests.lobby.shift import Shift

ROUNDS = 4
SHOWN = 15
FINGERS = """
import sys
from pathlib import Path
from uuid import uuid4
from lobby.clock import SimulatedClock
from lobby.commands import TakeTicket
from lobby.emergency import EmergencyKiosk
from lobby.errors import Trouble
from lobby.guest import GuestLobby
from lobby.model import Hall
from lobby.outbox import Outbox

outbox = Outbox(Path(sys.argv[1]))
kiosk = EmergencyKiosk(outbox, "kiosk#1", SimulatedClock(outbox.recall("hall", Hall).now))
kiosk.away = Trouble("host-away", "The host is away.")
door = GuestLobby(lambda: None, kiosk)
while True:
    print(door.do(TakeTicket("fx"), uuid4().hex).number, flush=True)
"""


def fingers(disk: Path) -> list[str]:
    """The numbers that were shown until the kiosk was killed."""
    with subprocess.Popen([sys.executable, "-c", FINGERS, str(disk)], stdout=subprocess.PIPE, text=True) as kiosk:
        assert kiosk.stdout is not None
        shown = [kiosk.stdout.readline().strip() for _ in range(SHOWN)]
        kiosk.kill()
        return shown + [line.strip() for line in kiosk.stdout if line.endswith("\n")]


@pytest.mark.ways("sqlite")
def test_n6_what_a_killed_kiosk_has_shown_is_handed_in_once(
    shift: Shift, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    disk = tmp_path / "kiosk.db"
    outbox = Outbox(disk)
    door = GuestLobby(lambda: shift.lobby, EmergencyKiosk(outbox, "kiosk#1", shift.clock))
    door.ask(q.Setup())
    door.ask(q.Hall())
    outbox.close()
    shown = [number for _ in range(ROUNDS) for number in fingers(disk)]
    assert len(set(shown)) == len(shown) >= ROUNDS * SHOWN
    outbox = Outbox(disk)
    GuestLobby(lambda: shift.lobby, EmergencyKiosk(outbox, "kiosk#1", shift.clock)).events()
    waiting = shift.waiting()
    assert set(shown) <= set(waiting)
    assert len(set(waiting)) == len(waiting) <= len(shown) + ROUNDS
    assert shift.do(c.HandIn("another", "E1", 900, shift.clock.now(), "fx")).number == "E1900"
    outbox.close()
