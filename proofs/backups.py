"""A backup restores: taken under full load, each is opened, sound, and a moment that the record really had.

    python -m proofs.backups [--long] [--rounds BACKUPS]

Three processes write without a pause while sealed backups are taken one after the other. Each is restored beside the
record and opened: its journal must be the beginning of the record's own, line for line, with every ticket that had been
answered before the backup was begun; played on a plain line no number and no call may be out of turn.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Collection, Iterable
from pathlib import Path

from lobby.api import open_lobby
from lobby.backup.restore import restore
from lobby.backup.take import take
from lobby.commands import Arrive, CallNext, TakeTicket
from lobby.model import Event
from proofs.branch import EVERYWHERE, new_branch, sound
from proofs.crowd import processes
from proofs.journal import replay, whole
from proofs.promise import Findings, Setting, main

SHORT, LONG = 5, 200
WRITERS = 3
PER_BRANCH = 20
"""Each backup is replayed from its first line; a record that only grew would make that the whole proof."""
PASSPHRASE = b"a long enough passphrase for a proof"
PATIENCE = 60.0


def work(url: str, counter: str, book: str) -> None:
    """Write until killed; each answered ticket goes into a file."""
    paper, door = os.open(book, os.O_WRONLY | os.O_APPEND | os.O_CREAT), open_lobby(url)
    while True:
        os.write(paper, f"{door.do(TakeTicket(EVERYWHERE)).id}\n".encode())
        if door.do(CallNext(counter)) is not None:
            door.do(Arrive(counter))


def prove(setting: Setting, findings: Findings) -> None:
    rounds = setting.count(SHORT, LONG)
    findings.figures |= {"backups": rounds}
    for first in range(0, rounds, PER_BRANCH):
        folder = setting.folder / f"branch-{first}"
        folder.mkdir()
        numbers = range(first, min(rounds, first + PER_BRANCH))
        findings.figures |= {"journal lines in the last": _at_one_branch(folder, numbers, findings)}
        shutil.rmtree(folder)
    findings.figures |= {"broken": len(findings.broken)}


def _at_one_branch(folder: Path, numbers: range, findings: Findings) -> int:
    """So many backups of one record, which grows all the while; how many journal lines the last one held."""
    url = new_branch(folder)
    books = [folder / f"book-{n}.txt" for n in range(WRITERS)]
    writers = [
        processes().Process(target=work, args=(url, str(n + 1), str(book)), daemon=True)  # type: ignore[attr-defined]
        for n, book in enumerate(books)
    ]
    for writer in writers:
        writer.start()
    until = time.monotonic() + PATIENCE
    while len(_answered(books)) < WRITERS * WRITERS and time.monotonic() < until:
        time.sleep(0.05)
    shelf = folder / "shelf"
    shelf.mkdir()
    told: dict[int, tuple[int, str]] = {}
    for number in numbers:
        answered = _answered(books)
        taken = take(url, shelf, PASSPHRASE)
        story = _restored(taken.path, folder / "back", findings, f"backup {number}")
        missing = answered - {event.ticket for event in story if event.kind == "ticket.issued"}
        findings.hold(not missing, f"backup {number} lacks {len(missing)} tickets answered before it was begun")
        told[number] = len(story), _digests(story)[len(story)]
        taken.path.unlink()
    findings.hold(all(writer.is_alive() for writer in writers), "a writer ended by itself")
    for writer in writers:
        writer.kill()
        writer.join()
    door = open_lobby(url)
    really = _digests(whole(door), {length for length, _ in told.values()})
    door.close()
    for number, (length, digest) in told.items():
        findings.hold(really.get(length) == digest, f"backup {number} tells another story than the record")
    return max(length for length, _ in told.values())


def _digests(story: Iterable[Event], lengths: Collection[int] = ()) -> dict[int, str]:
    """What the first so many events come to, at each of these lengths and at the end."""
    running, found, length = hashlib.sha256(), {}, 0
    for length, event in enumerate(story, 1):
        running.update(repr(event).encode())
        if length in lengths:
            found[length] = running.hexdigest()
    return found | {length: running.hexdigest()}


def _answered(books: list[Path]) -> set[int]:
    return {int(line) for book in books if book.exists() for line in book.read_text().splitlines()}


def _restored(backup: Path, folder: Path, findings: Findings, where: str) -> list[Event]:
    """The backup's journal, once it is opened and found to be in turn."""
    folder.mkdir()
    url = f"sqlite:///{folder / 'lobby.db'}"
    restore(backup, url, PASSPHRASE)
    findings.hold(sound(url) == "ok", f"{where}: {sound(url)}")
    door = open_lobby(url)
    replay(door, findings)
    story = list(whole(door))
    door.close()
    shutil.rmtree(folder)
    return story


if __name__ == "__main__":
    main(prove, __doc__)
