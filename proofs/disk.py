"""A disk that is full or read-only and a file that is deleted, moved or overwritten are refused clearly, and mended.

    python -m proofs.disk [--long] [--rounds N]

On a small disk of its own (Linux, as root) a kiosk and a teller work on one door. The disk is filled at a random
command, emptied, made read-only, made writable; the record is deleted, moved away and back, cut short. Each time the
next ticket is refused with a sentence that says what happened; what was answered stays, what was refused never was,
nothing is printed without a row, and the same door works on as soon as the cause is gone.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from lobby.api import Lobby, open_lobby
from lobby.commands import Arrive, CallNext, RecordPrint, TakeTicket
from lobby.errors import Refused, Trouble
from lobby.model import PrintState
from proofs.branch import EVERYWHERE, new_branch, sound
from proofs.journal import replay
from proofs.promise import Findings, Setting, main
from proofs.small_disk import NotHere, SmallDisk, small_disk

SHORT, LONG = 1, 50
MOST_BEFORE, MOST_TRIES = 20, 200


class Kiosk:
    """Takes tickets and puts them on paper, as the kiosk does: only what has a row is printed."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.door: Lobby = open_lobby(url)
        self.answered: list[int] = []
        self.papers: list[int] = []

    def serve(self) -> None:
        """One customer from the touch to the counter."""
        ticket = self.door.do(TakeTicket(EVERYWHERE, note="x" * 150))
        self.answered.append(ticket.id)
        self.door.do(RecordPrint(ticket.id, PrintState.PRINTING))
        self.papers.append(ticket.id)
        self.door.do(RecordPrint(ticket.id, PrintState.PRINTED))
        try:
            self.door.do(CallNext("1"))
            self.door.do(Arrive("1"))
        except Refused:
            return  # trouble came between a call and its arrival; the next call is a recall

    def refused(self) -> str:
        """The kind of trouble that the next customers meet, within a few of them."""
        for _ in range(MOST_TRIES):
            try:
                self.serve()
            except Trouble as trouble:
                return trouble.kind
        return "nothing"


def prove(setting: Setting, findings: Findings) -> None:
    random, rounds, found = setting.random, setting.count(SHORT, LONG), set[str]()
    try:
        with small_disk(setting.folder / "disk") as disk:
            for number in range(rounds):
                for case in (_full, _read_only, _deleted, _moved, _cut_short):
                    _play(case, disk, random, findings, found, f"{case.__name__.strip('_')} {number}")
    except NotHere as error:
        print(f"not tried here: {error}")
        return
    findings.figures |= {"rounds of 5 faults": rounds, "said": ", ".join(sorted(found)), "broken": len(findings.broken)}


Case = Callable[[Kiosk, SmallDisk], tuple[str, tuple[str, ...]]]
"""Makes the fault and mends it; what was said, and what may be."""


def _play(case: Case, disk: SmallDisk, random: Random, findings: Findings, found: set[str], where: str) -> None:
    place = disk.folder / "record"
    place.mkdir()
    kiosk = Kiosk(new_branch(place))
    for _ in range(random.randrange(1, MOST_BEFORE)):
        kiosk.serve()
    said, may = case(kiosk, disk)
    found.add(said)
    findings.hold(said in may, f"{where}: said {said!r}")
    try:
        kiosk.serve()
        agree(kiosk, findings, where)
    except (Trouble, Refused) as error:
        findings.hold(False, f"{where}: does not go on when it is over: {error}")
    kiosk.door.close()
    shutil.rmtree(place)


def agree(kiosk: Kiosk, findings: Findings, where: str) -> None:
    """What was answered is there and nothing else, each paper has its row, the record is sound."""
    told = replay(kiosk.door, findings)
    findings.hold(list(told.issued) == kiosk.answered, f"{where}: answered {kiosk.answered}, kept {list(told.issued)}")
    findings.hold(set(kiosk.papers) <= set(told.issued), f"{where}: a paper has no row")
    findings.hold(sound(kiosk.url) == "ok", f"{where}: {sound(kiosk.url)}")


def _full(kiosk: Kiosk, disk: SmallDisk) -> tuple[str, tuple[str, ...]]:
    disk.fill()
    said = kiosk.refused()
    disk.make_room()
    return said, ("database-full",)


def _read_only(kiosk: Kiosk, disk: SmallDisk) -> tuple[str, tuple[str, ...]]:
    """A disk is only made read-only while nobody writes on it: the programs are opened after that."""
    kiosk.door.close()
    disk.read_only(True)
    try:
        kiosk.door = open_lobby(kiosk.url)
        said = kiosk.refused()
        kiosk.door.close()
    except Trouble as trouble:
        said = trouble.kind
    disk.read_only(False)
    kiosk.door = open_lobby(kiosk.url)
    return said, ("database-readonly", "database-missing")


def _record(kiosk: Kiosk) -> Path:
    return Path(kiosk.url.removeprefix("sqlite:///"))


def _deleted(kiosk: Kiosk, _: SmallDisk) -> tuple[str, tuple[str, ...]]:
    """Deleted, and put back from a copy made while nobody wrote."""
    kiosk.door.close()
    copy = shutil.copy(_record(kiosk), _record(kiosk).with_name("copy.db"))
    kiosk.door = open_lobby(kiosk.url)
    for path in _files(kiosk):
        path.unlink()
    said = kiosk.refused()
    Path(copy).rename(_record(kiosk))
    return said, ("database-moved",)


def _moved(kiosk: Kiosk, _: SmallDisk) -> tuple[str, tuple[str, ...]]:
    aside = _record(kiosk).with_name("aside.db")
    _record(kiosk).rename(aside)
    said = kiosk.refused()
    aside.rename(_record(kiosk))
    return said, ("database-moved",)


def _cut_short(kiosk: Kiosk, _: SmallDisk) -> tuple[str, tuple[str, ...]]:
    """Overwritten with a few bytes, and put back."""
    kiosk.door.close()
    content = _record(kiosk).read_bytes()
    kiosk.door = open_lobby(kiosk.url)
    _record(kiosk).write_bytes(b"oops")
    said = kiosk.refused()
    kiosk.door.close()
    for path in _files(kiosk):
        path.unlink()
    _record(kiosk).write_bytes(content)
    kiosk.door = open_lobby(kiosk.url)
    return said, ("database-moved", "database-damaged")


def _files(kiosk: Kiosk) -> list[Path]:
    return [path for end in ("", "-wal", "-shm") if (path := Path(f"{_record(kiosk)}{end}")).exists()]


if __name__ == "__main__":
    main(prove, __doc__)
