"""What can go wrong with the record: each said in words, nothing lost, and the lobby goes on when it is over."""

import re
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from lobby import commands as c
from lobby import record_file, sqlite
from lobby.api import open_lobby
from lobby.errors import Trouble
from lobby.keys import key_path
from lobby.local import found
from lobby.migrate import upgrade
from lobby.record_file import sqlite_path
from lobby.setup_file import read_branch
from lobby.store import Store
from resources import sample
from tests.lobby.shift import Shift

pytestmark = pytest.mark.ways("sqlite")


def trouble_at(url: str) -> Trouble:
    """What opening says; it says what to do, in more than one sentence."""
    with pytest.raises(Trouble) as trouble:
        open_lobby(url)
    assert len(re.findall(r"\.( |$)", str(trouble.value))) >= 2, str(trouble.value)
    return trouble.value


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)


@contextmanager
def held(path: Path, begin: str = "BEGIN IMMEDIATE") -> Iterator[Any]:
    """Another program has the record's pen."""
    other = sqlite.dbapi.connect(str(path), isolation_level=None)
    other.execute(begin)
    try:
        yield other
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_missing(tmp_path: Path) -> None:
    assert trouble_at(f"sqlite:///{tmp_path / 'nowhere.db'}").kind == "database-missing"
    assert not (tmp_path / "nowhere.db").exists(), "opening makes no empty record"


@pytest.mark.parametrize("url", ["", "lobby.db", "sqlite://", "sqlite:///:memory:", "mysql://host/x", "sqlite:///"])
def test_no_url_of_a_record(url: str) -> None:
    assert trouble_at(url).kind == "database-url"


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    assert trouble_at(f"sqlite:///{tmp_path}").kind == "database-missing"


@pytest.mark.parametrize("content", [b"", b"hello, lobby " * 1000, bytes(range(256)) * 64])
def test_not_a_record(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lobby.db"
    path.write_bytes(content)
    assert trouble_at(f"sqlite:///{path}").kind == "database-damaged"
    if content:
        assert path.read_bytes() == content


def test_a_database_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "contacts.db"
    with sqlite.dbapi.connect(str(path)) as other:
        other.execute("CREATE TABLE people (name TEXT)")
    other.close()
    assert "There is no lobby in" in str(trouble_at(f"sqlite:///{path}"))


def test_damaged(url: str) -> None:
    path = sqlite_path(url)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    assert trouble_at(url).kind == "database-damaged"


@pytest.mark.parametrize(("version", "kind"), [("9999", "database-newer"), ("0000", "database-old")])
def test_another_schema(url: str, version: str, kind: str) -> None:
    store = Store(url)
    with store.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    store.close()
    assert trouble_at(url).kind == kind


def test_locked_for_longer_than_one_waits(shift: Shift, impatient: None) -> None:
    shift.lobby.close()
    shift = Shift.begin(shift.url)
    with held(shift.path):
        with pytest.raises(Trouble) as trouble:
            shift.take()
        assert trouble.value.kind == "database-busy"
        assert shift.hall().waiting == (), "reading goes on"
    assert shift.take().number == "A001", "and writing as soon as it is free"
    shift.lobby.close()


def test_locked_for_a_moment_is_waited_for(shift: Shift) -> None:
    released = threading.Event()
    with held(shift.path):
        taken: list[str] = []
        kiosk = threading.Thread(target=lambda: taken.append(shift.take().number))
        kiosk.start()
        assert not released.wait(0.3)
        assert taken == []
    kiosk.join(20)
    assert taken == ["A001"]


def test_read_only(shift: Shift, monkeypatch: pytest.MonkeyPatch) -> None:
    shift.lobby.close()
    connect = sqlite.connect

    def only_read(path: Path) -> Any:
        connection = connect(path)
        connection.execute("PRAGMA query_only=ON")
        return connection

    monkeypatch.setattr(sqlite, "connect", only_read)
    reading = Shift.begin(shift.url)
    assert reading.hall().day is not None
    with pytest.raises(Trouble) as trouble:
        reading.take()
    assert trouble.value.kind == "database-readonly"
    reading.lobby.close()


def test_full_disk_and_nothing_is_half_written(shift: Shift, monkeypatch: pytest.MonkeyPatch) -> None:
    first = shift.take()
    shift.lobby.close()
    connect = sqlite.connect

    def small_disk(path: Path) -> Any:
        connection = connect(path)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 1}")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "connect", small_disk)
        full = Shift.begin(shift.url)
        taken = [first.id]
        kind = ""
        while not kind:
            try:
                taken.append(full.take(note="x" * 200).id)
            except Trouble as trouble:
                kind = trouble.kind
        assert kind == "database-full"
        full.lobby.close()
    again = Shift.begin(shift.url)
    assert [ticket.id for ticket in again.hall().waiting] == taken, "what was answered is there, and nothing else"
    assert again.take().id == taken[-1] + 1
    again.lobby.close()


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "afs"])
def test_on_a_network_mount(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {sqlite_path(url).parent} {kind} rw 0 0\n")
    monkeypatch.setattr(record_file, "MOUNTS", mounts)
    assert trouble_at(url).kind == "database-on-network"
    with pytest.raises(Trouble) as trouble:
        found(f"sqlite:///{tmp_path / 'new.db'}", read_branch(sample.branch_file()))
    assert trouble.value.kind == "database-on-network"
    assert not (tmp_path / "new.db").exists()


def test_a_local_disk_below_a_network_mount_is_local(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x / nfs4 rw 0 0\n/dev/sdb1 {sqlite_path(url).parent} ext4 rw 0 0\n")
    monkeypatch.setattr(record_file, "MOUNTS", mounts)
    open_lobby(url).close()


def test_a_link_into_a_network_mount_is_seen_through(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share = tmp_path / "share"
    share.mkdir()
    link = tmp_path / "link"
    try:
        link.symlink_to(share, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make links")
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {share.resolve()} nfs rw 0 0\n")
    monkeypatch.setattr(record_file, "MOUNTS", mounts)
    assert trouble_at(f"sqlite:///{link / 'lobby.db'}").kind == "database-on-network"


@pytest.mark.parametrize("path", ["//server/share/lobby.db", "\\\\server\\share\\lobby.db"])
def test_a_windows_share(path: str) -> None:
    with pytest.raises(Trouble) as trouble:
        record_file.refuse_network_mount(Path(path) if path.startswith("\\") else Path("/") / path)
    assert trouble.value.kind == "database-on-network"


def test_where_the_system_tells_nothing_of_its_mounts_it_is_opened(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_file, "MOUNTS", tmp_path / "nowhere")
    open_lobby(url).close()


def test_a_record_is_never_made_over_another(url: str) -> None:
    before = sqlite_path(url).read_bytes()
    with pytest.raises(Trouble) as trouble:
        found(url, read_branch(sample.branch_file()))
    assert trouble.value.kind == "database-exists"
    assert sqlite_path(url).read_bytes() == before


def test_a_record_in_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble) as trouble:
        found(f"sqlite:///{tmp_path / 'file' / 'lobby.db'}", read_branch(sample.branch_file()))
    assert trouble.value.kind in ("database-unwritable", "database-exists")


def test_a_lost_key_file_is_told_and_the_lobby_goes_on(shift: Shift, caplog: pytest.LogCaptureFixture) -> None:
    shift.know_customers()
    shift.lobby.close()
    key_path(shift.url).unlink()
    again = Shift.begin(shift.url)
    assert "import the customer list again" in caplog.text
    assert again.take(customer="6222020000000000017").segment == "ordinary"
    again.know_customers()
    assert again.take("wealth", customer="6222020000000000017").segment == "gold"
    again.lobby.close()


def test_a_short_key_file_is_trouble_and_left_alone(shift: Shift) -> None:
    shift.lobby.close()
    key_path(shift.url).write_text("0011")
    assert trouble_at(shift.url).kind == "identity-key"
    assert key_path(shift.url).read_text() == "0011"


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False),
        ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True), ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_the_write_ahead_log_only_where_it_is_sound(version: tuple[int, int, int], sound: bool) -> None:
    assert sqlite.sound_wal(version) is sound


def test_every_connection_is_durable_and_checks_its_keys(url: str) -> None:
    connection = sqlite.connect(sqlite_path(url))
    pragmas = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")}
    assert pragmas == {"synchronous": 2, "foreign_keys": 1}
    connection.close()


def test_on_an_unsound_library_the_journal_is_deleted_and_all_works(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "sound_wal", lambda version: False)
    shift = Shift.begin(url)
    shift.do(c.OpenDay())
    assert shift.take().number == "A001"
    with shift.writing() as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "delete"
    shift.lobby.close()
    assert not shift.path.with_name("lobby.db-wal").exists()


def test_words_of_the_database_that_nobody_foresaw_are_passed_on() -> None:
    trouble = sqlite.trouble(Path("lobby.db"), "the moon is full of cheese")
    assert trouble.kind in ("database-trouble", "database-full")
    assert sqlite.trouble(Path("lobby.db"), "bad parameter or other API misuse").kind == "database-trouble"


def test_upgrading_what_is_no_record_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lobby.db"
    path.write_bytes(b"not a database at all, but long enough to look like one" * 50)
    with pytest.raises(Trouble):
        upgrade(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"not a database")


def test_the_stdlibs_sqlite_is_not_used_beside_the_lobbys() -> None:
    assert sqlite.dbapi.__name__ in ("pysqlite3.dbapi2", sqlite3.dbapi2.__name__)


def moved(shift: Shift) -> Trouble:
    """What taking a ticket says, once the record's file is another than was opened."""
    with pytest.raises(Trouble) as trouble:
        shift.take()
    return trouble.value


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody delete or move a file that is in use")
@pytest.mark.parametrize("ends", [("",), ("", "-wal", "-shm"), ("-wal",)], ids=["record", "all", "log"])
def test_no_ticket_is_issued_in_a_file_that_was_deleted(shift: Shift, ends: tuple[str, ...]) -> None:
    shift.take()
    for end in ends:
        Path(f"{shift.path}{end}").unlink()
    assert moved(shift).kind == "database-moved"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody delete or move a file that is in use")
def test_a_file_that_was_moved_away_and_back_is_used_again_without_a_restart(shift: Shift) -> None:
    shift.take()
    aside = shift.path.rename(shift.path.with_name("aside.db"))
    assert moved(shift).kind == "database-moved"
    assert moved(shift).kind == "database-missing"
    aside.rename(shift.path)
    assert shift.take().number == "A002"


def test_a_file_that_was_overwritten_with_something_shorter_is_refused(shift: Shift) -> None:
    shift.take()
    with shift.path.open("r+b") as file:
        file.truncate(4096)
    assert moved(shift).kind == "database-moved"
