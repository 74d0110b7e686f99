"""A backup is taken while the branch works, is looked at before it counts, and gives the same record back."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from lobby import commands as c
from lobby.backup import shelf, sqlite_copy
from lobby.backup.restore import check, restore
from lobby.backup.sealing import PIECE, SealedReader, SealingWriter, read_passphrase
from lobby.backup.shelf import Kept, worth_keeping
from lobby.backup.take import SCRATCH, take
from lobby.errors import Trouble
from lobby.keys import field_key_path, key_path
from lobby.record_file import sqlite_path
from lobby.store import Store
from tests.lobby.shift import GOLD_CARD, MONDAY, Shift

pytestmark = pytest.mark.ways("sqlite")

SECRET = b"a tiger drinks from the spring"
UNDER_LOAD = int(os.environ.get("LOBBY_BACKUPS", "8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "second disk"
    made.mkdir()
    return made


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'other machine' / 'lobby.db'}"


def trouble(call: object) -> Trouble:
    assert callable(call)
    with pytest.raises(Trouble) as caught:
        call()
    assert str(caught.value).count(". ") >= 1, str(caught.value)
    return caught.value


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def opened(url: str, original: Shift) -> Shift:
    """A restored record; its keys were kept by themselves where they did not come with it."""
    for key in (key_path, field_key_path):
        if not key(url).exists():
            shutil.copy(key(original.url), key(url))
    return Shift.begin(url, original.clock.now())


# ------------------------------------------------------------ there and back


@pytest.mark.parametrize("secret", [None, SECRET], ids=["plain", "sealed"])
def test_a_record_comes_back_as_it_was(shift: Shift, folder: Path, elsewhere: str, secret: bytes | None) -> None:
    shift.know_customers()
    shift.open("1")
    shift.take_many(5)
    shift.serve()
    taken = take(shift.url, folder, secret, shift.clock)
    assert left_in(folder) == [taken.path.name]
    assert not list(sqlite_path(shift.url).parent.glob(f"{SCRATCH}*")), "the copy beside the record is gone again"
    found = restore(folder, elsewhere, secret)
    back = opened(elsewhere, shift)
    assert back.journal() == shift.journal()
    assert back.hall().waiting == shift.hall().waiting
    assert found.keys == (("fields", "identity") if secret else ())
    back.lobby.close()


def test_keys_travel_only_sealed(shift: Shift, folder: Path, elsewhere: str) -> None:
    shift.know_customers()
    key = key_path(shift.url).read_bytes().strip()
    plain = take(shift.url, folder, None, shift.clock)
    assert not plain.manifest.holds_keys
    shift.pass_time(seconds=1)
    sealed = take(shift.url, folder, SECRET, shift.clock)
    assert key not in sealed.path.read_bytes()
    restore(sealed.path, elsewhere, SECRET)
    back = Shift.begin(elsewhere, shift.clock.now())
    assert back.take("wealth", customer=GOLD_CARD).segment == "gold", "a known customer is recognised again"
    back.lobby.close()


def test_every_backup_under_load_opens_and_holds_a_moment_that_was(shift: Shift, folder: Path, tmp_path: Path) -> None:
    """200 of them by hand: LOBBY_BACKUPS=200."""
    shift.setting("never_close", True)
    done = threading.Event()
    issued: list[int] = []

    def kiosk() -> None:
        while not done.is_set():
            issued.append(shift.do(c.TakeTicket("transfer", channel="desk")).id)

    threads = [threading.Thread(target=kiosk) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        seen = []
        for number in range(UNDER_LOAD):
            before = set(issued)
            url = f"sqlite:///{tmp_path / f'restored-{number}.db'}"
            shift.pass_time(seconds=1)
            restore(take(shift.url, folder, None, shift.clock).path, url)
            seen.append((before, url))
    finally:
        done.set()
        for thread in threads:
            thread.join()
    _, all_lines, _ = held(shift.url)
    for before, url in seen:
        tickets, lines, issues = held(url)
        assert before <= tickets, "what was answered before the backup began is in it"
        assert lines <= all_lines, "and nothing that never was"
        assert len(tickets) == issues, "and no half of a commit"


def held(url: str) -> tuple[set[int], set[tuple[int, str]], int]:
    """A sound record's tickets, its journal by the hashes of its lines, and how many tickets those tell of."""
    store = Store(url)
    with store.read() as session:
        assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        tickets = {row[0] for row in session.execute(text("SELECT id FROM tickets"))}
        lines = {(row[0], row[1]) for row in session.execute(text("SELECT id, hash FROM journal"))}
        issues = session.execute(text("SELECT count(*) FROM journal WHERE kind = 'ticket.issued'")).scalar_one()
    store.close()
    return tickets, lines, issues


# ------------------------------------------------------------ sealed


def seal(file: Path, data: bytes, secret: bytes = SECRET) -> bytes:
    with file.open("wb") as target:
        writer = SealingWriter(target, secret)
        for start in range(0, len(data), 700_001):
            writer.write(data[start : start + 700_001])
        writer.finish()
    return file.read_bytes()


def unseal(file: Path, secret: bytes = SECRET) -> bytes:
    with file.open("rb") as source:
        return SealedReader(source, secret, file.name).readall()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 5])
def test_sealed_and_unsealed(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    raw = seal(tmp_path / "x", data)
    assert unseal(tmp_path / "x") == data
    assert size < 20 or data[:20] not in raw


def test_the_wrong_passphrase_is_said_to_be_wrong(tmp_path: Path) -> None:
    seal(tmp_path / "x", b"hello")
    assert trouble(lambda: unseal(tmp_path / "x", b"another passphrase")).kind == "backup-passphrase"


def test_no_byte_can_be_altered(tmp_path: Path) -> None:
    file = tmp_path / "x"
    raw = seal(file, os.urandom(PIECE + 100))
    for place in [*range(0, 68, 3), 69, 1000, PIECE, PIECE + 70, PIECE + 100, len(raw) - 1]:
        altered = bytearray(raw)
        altered[place] ^= 0x10
        file.write_bytes(altered)
        assert trouble(lambda: unseal(file)).kind in ("backup-damaged", "backup-passphrase"), place


def test_no_piece_can_be_left_out_swapped_or_added(tmp_path: Path) -> None:
    file = tmp_path / "x"
    raw = seal(file, os.urandom(3 * PIECE))
    head, size = len(raw) - 3 * (PIECE + 16), PIECE + 16
    one, two, three = (raw[head + n * size : head + (n + 1) * size] for n in range(3))
    for pieces in ([one, two], [one], [], [one, three], [two, one, three], [one, two, three, three], [one, two[:-9]]):
        file.write_bytes(raw[:head] + b"".join(pieces))
        assert trouble(lambda: unseal(file)).kind == "backup-damaged"
    file.write_bytes(raw[: head - 3])
    assert trouble(lambda: unseal(file)).kind == "backup-damaged"


def test_a_header_that_asks_for_all_memory_is_refused_at_once(tmp_path: Path) -> None:
    raw = bytearray(seal(tmp_path / "x", b"hello"))
    raw[11] = 40
    (tmp_path / "x").write_bytes(raw)
    assert trouble(lambda: unseal(tmp_path / "x")).kind == "backup-damaged"


@pytest.mark.parametrize("words", ["", "short", "\n a long enough passphrase"])
def test_a_passphrase_that_protects_nothing_is_refused(tmp_path: Path, words: str) -> None:
    (tmp_path / "p").write_text(words)
    assert trouble(lambda: read_passphrase(tmp_path / "p")).kind == "backup-passphrase"
    assert trouble(lambda: read_passphrase(tmp_path / "nowhere")).kind == "backup-passphrase"


# ------------------------------------------------------------ refusals


@pytest.mark.parametrize("secret", [None, SECRET], ids=["plain", "sealed"])
def test_what_is_damaged_is_passed_over_for_the_one_before(
    shift: Shift, folder: Path, elsewhere: str, secret: bytes | None
) -> None:
    good = take(shift.url, folder, secret, shift.clock)
    for cut in (-1, -40, 200, 20, 0):
        shift.pass_time(seconds=1)
        newer = take(shift.url, folder, secret, shift.clock).path
        newer.write_bytes(newer.read_bytes()[:cut])
    assert trouble(lambda: check(newer, secret)).kind == "backup-damaged"
    found = restore(folder, elsewhere, secret)
    assert found.path == good.path
    assert len(found.passed_over) == 5


def test_an_altered_plain_backup_is_found_out(shift: Shift, folder: Path) -> None:
    taken = take(shift.url, folder, None, shift.clock)
    path, whole = taken.path, taken.manifest.contents
    raw = path.read_bytes()
    for place in range(0, len(raw), 97):
        altered = bytearray(raw)
        altered[place] ^= 0x08
        path.write_bytes(altered)
        with suppress(Trouble):  # else the byte carried nothing
            assert check(path).manifest.contents == whole


def test_restore_leaves_a_living_record_alone(shift: Shift, folder: Path) -> None:
    path = take(shift.url, folder, None, shift.clock).path
    before = shift.journal()
    assert trouble(lambda: restore(path, shift.url)).kind == "database-exists"
    assert shift.journal() == before


@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_restore_leaves_alone_what_a_record_left_behind(shift: Shift, folder: Path, elsewhere: str, end: str) -> None:
    """A new record beside an old write-ahead log would be a mixture of both."""
    path = take(shift.url, folder, None, shift.clock).path
    left = sqlite_path(elsewhere + end)
    left.parent.mkdir()
    left.write_bytes(b"x")
    assert trouble(lambda: restore(path, elsewhere)).kind == "database-exists"
    assert left_in(left.parent) == [left.name]


def test_restore_never_takes_the_key_of_another_record_away(shift: Shift, folder: Path, elsewhere: str) -> None:
    path = take(shift.url, folder, SECRET, shift.clock).path
    key = key_path(elsewhere)
    key.parent.mkdir()
    key.write_text("00" * 32)
    assert trouble(lambda: restore(path, elsewhere, SECRET)).kind == "key-exists"
    assert left_in(key.parent) == [key.name]


def test_a_sealed_one_needs_its_passphrase(shift: Shift, folder: Path, elsewhere: str) -> None:
    path = take(shift.url, folder, SECRET, shift.clock).path
    assert trouble(lambda: restore(path, elsewhere)).kind == "backup-passphrase"
    assert trouble(lambda: restore(folder, elsewhere, b"another passphrase")).kind == "backup-passphrase"
    assert not sqlite_path(elsewhere).exists()


def test_nothing_there_to_restore(folder: Path, elsewhere: str) -> None:
    assert trouble(lambda: restore(folder, elsewhere)).kind == "backup-missing"
    assert trouble(lambda: restore(folder / "x.backup", elsewhere)).kind == "backup-missing"


def test_a_damaged_record_makes_no_backup(shift: Shift, folder: Path) -> None:
    shift.take_many(30)
    shift.lobby.close()
    path = sqlite_path(shift.url)
    raw = bytearray(path.read_bytes())
    raw[4096 * 6 : 4096 * 12] = b"\x5a" * (4096 * 6)
    path.write_bytes(raw)
    assert trouble(lambda: take(shift.url, folder)).kind in ("backup-unsound", "database-damaged")
    assert left_in(folder) == []


# ------------------------------------------------------------ full disks, missing folders


def test_a_folder_that_is_not_there(shift: Shift, folder: Path) -> None:
    assert trouble(lambda: take(shift.url, folder / "unmounted")).kind == "backup-folder"
    assert not (folder / "unmounted").exists(), "a mount point is never filled in its disk's absence"


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a POSIX matter")
@pytest.mark.parametrize("limit", [300, 4096, 100_000])
def test_a_full_disk_leaves_nothing_half_made(shift: Shift, folder: Path, limit: int) -> None:
    good = take(shift.url, folder, None, shift.clock).path
    program = (
        "import resource, sys; from pathlib import Path; from lobby.backup.take import take;"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); take(sys.argv[1], Path(sys.argv[2]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, shift.url, str(folder)], capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode == 1, run.stderr
    assert "lobby.errors.Trouble" in run.stderr
    assert left_in(folder) == [good.name]
    check(good)
    assert shift.take().number == "A001", "the lobby works on"


def test_no_room_for_the_copy_beside_the_record(shift: Shift, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lobby.backup.take.SPARE", 1 << 60)
    assert trouble(lambda: take(shift.url, folder)).kind == "backup-no-room"
    assert left_in(folder) == []


# ------------------------------------------------------------ kept by age


def test_kept_by_age_and_never_by_the_clock() -> None:
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    every_minute = [Kept(start + dt.timedelta(minutes=n), Path(str(n))) for n in range(60 * 24 * 40)]
    kept = sorted(worth_keeping(every_minute, days=30))
    ages = [(every_minute[-1].taken_at - one.taken_at) for one in kept]
    assert sum(age < dt.timedelta(hours=1) for age in ages) == 60
    assert sum(age < dt.timedelta(days=1) for age in ages) == 60 + 23
    assert max(ages) < dt.timedelta(days=30)
    assert len(kept) == 60 + 23 + 29
    ahead = Kept(start + dt.timedelta(days=9000), Path("ahead"))
    assert len(set(kept) - worth_keeping([*kept, ahead], days=30)) <= 3, "it takes one place of each kind"


def test_only_our_own_files_are_ever_taken_away(folder: Path) -> None:
    names = [shelf.name("riverside", MONDAY + dt.timedelta(days=n), is_sealed=bool(n % 2)) for n in range(70)]
    for name in [*names, "lobby.db", "notes.txt", "lobby-x-2026.backup", "lobby-x-99999999T999999999Z.backup"]:
        (folder / name).write_text("")
    assert len(shelf.prune(folder, days=1)) == 10
    assert {"lobby.db", "notes.txt", "lobby-x-2026.backup"} <= set(left_in(folder))
    assert [kept.path.name for kept in shelf.listed(folder)] == names[10:]


def test_what_a_kill_left_behind_is_swept_up_later(shift: Shift, folder: Path) -> None:
    part = folder / "lobby-riverside-20200101T000000000Z.backup.part"
    scratch = sqlite_path(shift.url).parent / f"{SCRATCH}killed"
    scratch.mkdir()
    (scratch / "record").write_text("x")
    part.write_text("x")
    take(shift.url, folder, None, shift.clock)
    shelf.prune(folder, days=30)
    assert part.exists(), "it may be somebody's who writes now"
    for left in (part, scratch):
        os.utime(left, (1e9, 1e9))
    take(shift.url, folder, None, shift.clock)
    shelf.prune(folder, days=30)
    assert not part.exists()
    assert not scratch.exists()


def test_a_copy_that_is_no_lobby(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"nothing" * 1000)
    assert trouble(lambda: sqlite_copy.examine(tmp_path / "x")).kind == "backup-unsound"
