"""A frozen or unplugged station stops nobody: the others are served again within five seconds.

    python -m proofs.frozen [--long] [--rounds N]

Through the host: a guest is stopped (SIGSTOP) in the middle of what it asks, and a guest behind a cable (a network
namespace of its own; Linux, as root) loses it; two other guests go on asking and their longest wait is taken. On
PostgreSQL, where stations may stand directly at the database: one is stopped while it holds the pen. Where several
programs of one machine share an SQLite file, whoever is stopped with the pen keeps it: that wait is told, not judged.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from lobby.access import Badge
from lobby.api import Lobby, open_lobby
from lobby.commands import TakeTicket
from lobby.errors import Trouble
from lobby.remote import RemoteLobby
from proofs import host as hosts
from proofs.branch import EVERYWHERE, new_branch
from proofs.crowd import processes
from proofs.host import Host
from proofs.promise import Findings, Setting, main
from proofs.ways import POSTGRESQL, SQLITE, places

SHORT, LONG = 1, 20
AT_MOST = 5.0
LASTS = 6.0
"""Seconds that a station stays frozen."""
CABLE, FAR_END, HERE, THERE = "lobby-proof0", "lobby-proof1", "10.97.13.1", "10.97.13.2"


class Other(threading.Thread):
    """Somebody else, who asks without a pause; `longest` is what he waited at most."""

    def __init__(self, door: Lobby) -> None:
        super().__init__(daemon=True)
        self._door = door
        self._over = threading.Event()
        self.longest = 0.0

    def run(self) -> None:
        while not self._over.is_set():
            began = time.monotonic()
            while not self._served() and not self._over.is_set():
                pass
            self.longest = max(self.longest, time.monotonic() - began)

    def _served(self) -> bool:
        try:
            self._door.do(TakeTicket(EVERYWHERE))
        except Trouble:
            return False
        return True

    def end(self) -> float:
        self._over.set()
        self.join(30)
        return self.longest


def ask_without_end(url: str, badge: Badge | None) -> None:
    """The station that is stopped."""
    door = open_lobby(url, badge=badge)
    while True:
        try:
            door.do(TakeTicket(EVERYWHERE))
        except Trouble:
            time.sleep(0.1)


def hold_the_pen(url: str, pipe: Connection) -> None:
    """The station that is stopped in the middle of a write."""
    from lobby.store import Store

    with Store(url).write():
        pipe.send("held")
        time.sleep(60)


def prove(setting: Setting, findings: Findings) -> None:
    logging.disable(logging.CRITICAL)
    waits: dict[str, float] = {}
    for number in range(setting.count(SHORT, LONG)):
        folder = setting.folder / str(number)
        folder.mkdir()
        for name, case in CASES.items():
            if name == PEERS and not setting.long:
                continue
            waited = case(folder, findings)
            if waited is not None:
                waits[name] = max(waits.get(name, 0.0), waited)
    for name, waited in waits.items():
        findings.hold(waited <= AT_MOST or name == PEERS, f"{name}: others waited {waited:.1f} s")
        findings.figures[name] = f"{waited:.1f} s"


def _guest_frozen(folder: Path, _: Findings) -> float:
    url = new_branch(folder)
    host = Host(url, folder)
    host.start()
    victim, others = hosts.kiosk(url, "K0"), [hosts.kiosk(url, f"K{n}") for n in (1, 2)]
    process = processes().Process(target=ask_without_end, args=(host.at, victim), daemon=True)  # type: ignore[attr-defined]
    process.start()
    time.sleep(1.5)
    longest = _others_during([hosts.door(host, badge) for badge in others], lambda: _stop(process.pid or 0))
    process.kill()
    host.kill()
    return longest


def _stop(pid: int) -> None:
    os.kill(pid, signal.SIGSTOP)


def _others_during(doors: Sequence[Lobby], fault: Callable[[], object]) -> float:
    """How long the others waited at most, from the fault on."""
    fault()
    others = [Other(door) for door in doors]
    for other in others:
        other.start()
    time.sleep(LASTS)
    return max(other.end() for other in others)


def _pen_frozen(way: str) -> Callable[[Path, Findings], float | None]:
    def case(folder: Path, _: Findings) -> float | None:
        try:
            with places(way, folder) as place:
                return _with_pen_held(new_branch(place("frozen")))
        except SystemExit as not_here:
            print(not_here)
            return None

    return case


def _with_pen_held(url: str) -> float:
    mine, theirs = processes().Pipe()
    process = processes().Process(target=hold_the_pen, args=(url, theirs), daemon=True)  # type: ignore[attr-defined]
    process.start()
    mine.recv()
    longest = _others_during([open_lobby(url)], lambda: _stop(process.pid or 0))
    process.kill()
    process.join()
    return longest


def _unplugged(folder: Path, findings: Findings) -> float | None:
    """A guest behind a cable asks without end; the cable is cut, and plugged in again."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return None
    url = new_branch(f"sqlite:///{folder / 'cable.db'}")
    host = Host(url, folder, HERE)
    with _cable():
        pin = host.with_certificate()
        host.start()
        far, near = hosts.kiosk(url, "K0"), hosts.kiosk(url, "K1")
        words = [
            sys.executable,
            "-m",
            "proofs.far_guest",
            host.at,
            far.station_token or "",
            pin,
            str(folder / "far.txt"),
        ]
        guest = subprocess.Popen(["ip", "netns", "exec", FAR_END, *words])
        _until(lambda: (folder / "far.txt").exists())
        longest = _others_during([RemoteLobby(host.at, near, pin)], lambda: _ip("link", "set", CABLE, "down"))
        before = (folder / "far.txt").stat().st_size
        _ip("link", "set", CABLE, "up")
        _until(lambda: (folder / "far.txt").stat().st_size > before + 4)
        findings.hold(
            (folder / "far.txt").stat().st_size > before + 4, "the guest is not served when its cable is back"
        )
        guest.kill()
        guest.wait()
        host.kill()
    return longest


@contextmanager
def _cable() -> Iterator[None]:
    """A namespace at the other end of a cable."""
    _ip("netns", "add", FAR_END)
    try:
        _ip("link", "add", CABLE, "type", "veth", "peer", "name", "far0", "netns", FAR_END)
        _ip("addr", "add", f"{HERE}/24", "dev", CABLE)
        _ip("link", "set", CABLE, "up")
        _ip("-n", FAR_END, "addr", "add", f"{THERE}/24", "dev", "far0")
        _ip("-n", FAR_END, "link", "set", "far0", "up")
        yield
    finally:
        subprocess.run(["ip", "link", "del", CABLE], check=False, capture_output=True)
        _ip("netns", "del", FAR_END)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


def _until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + hosts.PATIENCE
    while not true() and time.monotonic() < until:
        time.sleep(0.05)


PEERS = "pen frozen on SQLite (peers, not judged)"
CASES: dict[str, Callable[[Path, Findings], float | None]] = {
    "guest frozen": _guest_frozen,
    "cable cut": _unplugged,
    "pen frozen on PostgreSQL": _pen_frozen(POSTGRESQL),
    PEERS: _pen_frozen(SQLITE),
}


if __name__ == "__main__":
    main(prove, __doc__)
