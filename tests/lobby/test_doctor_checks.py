"""The doctor says 'ok' of a healthy branch, and of each fault what it is and what to do."""

from __future__ import annotations

import datetime as dt
import socket
from collections import namedtuple
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from lobby import certificate, record_file, sqlite
from lobby.backup.take import take
from lobby.checks import backups, certificates, clock, database, host, keys, wiring
from lobby.checks.finding import Case, Finding, Found, Level
from lobby.clock import SimulatedClock
from lobby.config import Backup, Config, Host, Kiosk, load
from lobby.errors import Trouble
from lobby.keys import key_path
from lobby.local import LocalLobby
from lobby.record_file import sqlite_path
from tests.lobby.shift import MONDAY, Shift

Usage = namedtuple("Usage", "total used free")
pytestmark = pytest.mark.ways("sqlite")

SECRET = "a tiger drinks from the spring"


def case(shift: Shift, **wiring: Any) -> Case:
    return Case(shift.url, Config(**wiring), shift.clock)


def said(check: Any, of: Case) -> list[Finding]:
    found: list[Finding] = []
    try:
        for finding in check(of):
            found.append(finding)
    except Found as last:
        found.append(last.finding)
    return found


def faults(check: Any, of: Case) -> str:
    """The faults' words; each says what to do."""
    found = [f for f in said(check, of) if f.level is Level.FAULT]
    assert all(f.advice or f.message.count(". ") for f in found), found
    return "\n".join(f.message for f in found)


def warnings(check: Any, of: Case) -> str:
    found = [f for f in said(check, of) if f.level is Level.WARNING]
    assert all(f.advice for f in found)
    return "\n".join(f.message for f in found)


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """NTP is as it is on this machine."""
    monkeypatch.setattr(clock, "_told", lambda: True)


# ------------------------------------------------------------ well


def test_a_healthy_branch(shift: Shift, quiet: None, tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text(SECRET)
    (tmp_path / "passphrase").chmod(0o600)
    (tmp_path / "b").mkdir()
    take(shift.url, tmp_path / "b", SECRET.encode(), shift.clock)
    healthy = case(shift, backup=Backup(str(tmp_path / "b"), passphrase=str(tmp_path / "passphrase")))
    for check in (wiring.check, database.check, keys.check, clock.check, backups.check, host.check, certificates.check):
        found = said(check, healthy)
        assert [f for f in found if f.level is Level.FAULT] == []
    assert shift.take().number == "A001", "the doctor changed nothing and holds nothing"


def test_a_guest_has_no_record_of_its_own() -> None:
    guest = Case("https://lobby-host:8443", Config(), SimulatedClock(MONDAY))
    assert [f.level for f in said(database.check, guest)] == [Level.OK]
    assert said(keys.check, guest) == said(backups.check, guest) == []


# ------------------------------------------------------------ the record


def test_missing(shift: Shift, tmp_path: Path) -> None:
    gone = replace(case(shift), url=f"sqlite:///{tmp_path / 'gone.db'}")
    assert "There is no lobby at" in faults(database.check, gone)
    assert not (tmp_path / "gone.db").exists()


def test_read_only(shift: Shift, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite.connect

    def only_read(path: Path) -> Any:
        connection = connect(path)
        connection.execute("PRAGMA query_only=ON")
        return connection

    monkeypatch.setattr(sqlite, "connect", only_read)
    assert "can only be read" in faults(database.check, case(shift))


@pytest.mark.parametrize(("version", "words"), [("0000", "this Lobby needs"), ("9999", "this Lobby knows")])
def test_another_schema(shift: Shift, version: str, words: str) -> None:
    with shift.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    assert f"schema {version}" in faults(database.check, case(shift))
    assert words in faults(database.check, case(shift))


def test_no_lobby_in_it(shift: Shift, tmp_path: Path) -> None:
    other = tmp_path / "contacts.db"
    with sqlite.dbapi.connect(str(other)) as connection:
        connection.execute("CREATE TABLE people (name TEXT)")
    connection.close()
    assert "no lobby in this file" in faults(database.check, replace(case(shift), url=f"sqlite:///{other}"))


def test_damaged(shift: Shift) -> None:
    shift.take_many(20)
    shift.lobby.close()
    path = sqlite_path(shift.url)
    raw = bytearray(path.read_bytes())
    raw[4096 * 8 : 4096 * 14] = b"\x5a" * (4096 * 6)
    path.write_bytes(raw)
    assert "damaged" in faults(database.check, case(shift))


@pytest.mark.parametrize(
    ("kind", "level"), [("cifs", "fault"), ("nfs4", "fault"), ("tmpfs", "warning"), ("vfat", "warning")]
)
def test_on_a_poor_file_system(
    shift: Shift, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, level: str
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nx {sqlite_path(shift.url).parent} {kind} rw 0 0\n")
    monkeypatch.setattr(record_file, "MOUNTS", mounts)
    assert kind in (faults if level == "fault" else warnings)(database.check, case(shift))


@pytest.mark.parametrize(("free", "level"), [(50 << 20, Level.FAULT), (500 << 20, Level.WARNING), (50 << 30, Level.OK)])
def test_room(shift: Shift, monkeypatch: pytest.MonkeyPatch, free: int, level: Level) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(1 << 40, 0, free))
    (found,) = [f for f in said(database.check, case(shift)) if "free on its disk" in f.message]
    assert found.level is level


def test_an_unsound_library_is_told(shift: Shift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "sound_wal", lambda _: False)
    shift.lobby.close()
    assert "rollback journal" in warnings(database.check, case(shift))


# ------------------------------------------------------------ keys, clock, config


def test_a_missing_key_is_told_and_none_is_made(shift: Shift, quiet: None) -> None:
    key_path(shift.url).unlink()
    of = case(shift)
    assert "known customers are not recognised" in faults(keys.check, of)
    for check in (wiring.check, clock.check, database.check):
        said(check, of)
    assert not key_path(shift.url).exists()


def test_a_key_that_is_cut_or_open_to_others(shift: Shift) -> None:
    key_path(shift.url).chmod(0o644)
    assert "others can read" in warnings(keys.check, case(shift))
    key_path(shift.url).write_text("0011")
    assert "can't be used" in faults(keys.check, case(shift))


@pytest.mark.parametrize(
    ("moved", "words"),
    [(-3600, "before the newest entry"), (90 * 86400, "after the newest entry"), (-40 * 365 * 86400, "can't be true")],
)
def test_the_clock_against_the_record(shift: Shift, quiet: None, moved: float, words: str) -> None:
    of = replace(case(shift), clock=SimulatedClock(MONDAY + dt.timedelta(seconds=moved)))
    assert words in faults(clock.check, of) + warnings(clock.check, of)


def test_a_clock_that_the_network_does_not_keep(shift: Shift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_told", lambda: False)
    assert "NTP" in warnings(clock.check, case(shift))
    monkeypatch.setattr(clock, "_told", lambda: None)
    assert warnings(clock.check, case(shift)) == ""


def test_a_file_that_cannot_be_read(shift: Shift, tmp_path: Path) -> None:
    file = tmp_path / "lobby.toml"
    file.write_text("[kiosk]\nprintr = 1\n")
    with pytest.raises(Trouble) as trouble:
        load(file)
    assert "kiosk.printr" in faults(wiring.check, replace(case(shift), trouble=trouble.value))


def test_wiring_that_names_what_the_branch_does_not_have(shift: Shift) -> None:
    of = case(shift, kiosk=Kiosk(printer="tcp://localhost:9100", device="printer-9"))
    assert "'printer-9' is not in the branch" in warnings(wiring.check, of)


# ------------------------------------------------------------ host and certificate


def test_a_host_that_is_not_there() -> None:
    guest = Case("https://127.0.0.1:1", Config(), SimulatedClock(MONDAY))
    assert "can't be reached" in faults(host.check, guest)
    assert "is no host's address" in faults(host.check, replace(guest, url="https:///x/y"))


def test_a_host_that_this_machine_has_not_joined() -> None:
    with socket.create_server(("127.0.0.1", 0)) as strange:
        guest = Case(f"https://127.0.0.1:{strange.getsockname()[1]}", Config(), SimulatedClock(MONDAY))
        assert "lobby join" in faults(host.check, guest)


def test_a_host_that_answers(shift: Shift) -> None:
    from gateway.routes import application
    from gateway.serving import Host as Gateway
    from gateway.serving import listen

    serving = Gateway(application(LocalLobby(shift.url, shift.clock)), listen("127.0.0.1", 0), None)
    thread = serving.start()
    guest = Case(f"http://127.0.0.1:{serving.port}", Config(), shift.clock)
    assert "not to this machine" in faults(host.check, guest)
    serving.should_exit = True
    thread.join(20)


def test_a_host_that_is_set_up_and_does_not_run(shift: Shift, tmp_path: Path) -> None:
    certificate.make(tmp_path / "host.crt", ("localhost",))
    of = case(shift, host=Host(port=1, certificate=str(tmp_path / "host.crt")))
    assert "nothing listens" in warnings(host.check, of)


def test_certificates(shift: Shift, tmp_path: Path) -> None:
    where = tmp_path / "host.crt"
    of = case(shift, host=Host(certificate=str(where)))
    assert "no certificate" in faults(certificates.check, of)
    certificate.make(where, ("localhost",))
    now = replace(of, clock=SimulatedClock(dt.datetime.now(dt.UTC)))
    assert [f.level for f in said(certificates.check, now)] == [Level.OK]
    later = replace(of, clock=SimulatedClock(dt.datetime.now(dt.UTC) + dt.timedelta(days=366 * 21)))
    assert "good until" in faults(certificates.check, later)
    certificate.key_of(where).chmod(0o644)
    assert "others can read" in faults(certificates.check, now)
    certificate.key_of(where).unlink()
    assert "its key is not at" in faults(certificates.check, now)


# ------------------------------------------------------------ backups


def test_no_backups(shift: Shift, tmp_path: Path) -> None:
    assert "none are made" in warnings(backups.check, case(shift))
    assert "can't be read" in faults(backups.check, case(shift, backup=Backup(str(tmp_path / "unmounted"))))
    (tmp_path / "b").mkdir()
    assert "there is none" in faults(backups.check, case(shift, backup=Backup(str(tmp_path / "b"))))


def test_old_damaged_and_unprotected_backups(shift: Shift, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    of = case(shift, backup=Backup(str(tmp_path / "b")))
    path = take(shift.url, tmp_path / "b", None, shift.clock).path
    assert "own disk" in warnings(backups.check, of)
    assert "not encrypted" in warnings(backups.check, of)
    shift.pass_time(minutes=30)
    assert "1800 s old" in warnings(backups.check, of)
    path.write_bytes(path.read_bytes()[:-20])
    assert "damaged" in faults(backups.check, of)
