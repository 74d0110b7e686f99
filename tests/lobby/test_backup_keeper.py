"""The host's own backups: one after the other beside the work, none when nothing happens, and none after a takeover."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest

from lobby.api import open_lobby
from lobby.backup import Keeper, fence, shelf
from lobby.backup.restore import check
from lobby.backup.takeover import take_over
from lobby.config import Backup, Config
from lobby.errors import Trouble
from lobby.model import Term
from lobby.queries import Hall, HostTerm
from tests.lobby.shift import GOLD_CARD, Shift

pytestmark = pytest.mark.ways("sqlite")


@pytest.fixture
def wiring(tmp_path: Path) -> Config:
    (tmp_path / "disk").mkdir()
    (tmp_path / "passphrase").write_text("a tiger drinks from the spring\n")
    return Config(backup=Backup(str(tmp_path / "disk"), passphrase=str(tmp_path / "passphrase")))


@pytest.fixture
def folder(wiring: Config) -> Path:
    return Path(wiring.backup.folder or "")


SECRET = b"a tiger drinks from the spring"


def test_a_quiet_record_is_not_copied_again_but_vouched_for(shift: Shift, wiring: Config, folder: Path) -> None:
    keeper = Keeper(shift.url, wiring, shift.clock)
    keeper.once()
    shift.pass_time(minutes=10)
    keeper.once()
    assert len(shelf.listed(folder)) == 1
    assert check(folder, SECRET).good_until == shift.clock.now(), "a takeover knows that nothing is lost"
    shift.take()
    shift.pass_time(minutes=1)
    keeper.once()
    assert len(shelf.listed(folder)) == 2
    assert check(folder, SECRET).good_until == shift.clock.now()
    shift.pass_time(minutes=61)
    keeper.once()
    assert len(shelf.listed(folder)) == 3, "now and then it is copied all the same"


def test_it_runs_beside_the_work_and_ends_when_told(shift: Shift, wiring: Config, folder: Path) -> None:
    before = threading.active_count()
    keeper = Keeper(shift.url, wiring)
    keeper.start()
    while keeper.newest is None and keeper.trouble is None:
        shift.take()
    keeper.stop()
    assert keeper.trouble is None
    assert threading.active_count() == before
    check(folder, SECRET)


def test_trouble_is_told_once_and_the_next_one_is_made(
    shift: Shift, wiring: Config, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keeper = Keeper(shift.url, wiring, shift.clock)
    folder.rename(folder.with_name("unmounted"))
    for _ in range(3):
        keeper.once()
    assert keeper.trouble
    assert caplog.text.count("can't be read") == 1
    folder.with_name("unmounted").rename(folder)
    keeper.once()
    assert [keeper.trouble, len(shelf.listed(folder))] == [None, 1]


def test_what_nobody_foresaw_ends_no_later_backup(
    shift: Shift, wiring: Config, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    keeper = Keeper(shift.url, wiring, shift.clock)
    with monkeypatch.context() as patch:
        patch.setattr("lobby.backup.take.take", lambda *_: 1 / 0)
        keeper.once()
    assert keeper.trouble
    keeper.once()
    assert len(shelf.listed(Path(wiring.backup.folder or ""))) == 1


# ------------------------------------------------------------ taken over


def test_another_machine_goes_on_and_the_lost_host_stays_silent_when_it_comes_back(
    shift: Shift, wiring: Config, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    shift.know_customers()
    shift.take_many(3)
    ended: list[Trouble] = []
    old = Keeper(shift.url, wiring, shift.clock, ended.append)
    old.once()
    lost = shift.take()
    shift.pass_time(seconds=40)
    monkeypatch.setattr("platform.node", lambda: "counter-pc-3")
    url = f"sqlite:///{tmp_path / 'other' / 'lobby.db'}"
    over = take_over(folder, url, SECRET, clock=shift.clock)
    assert over.fenced
    assert over.unknown == dt.timedelta(seconds=43 - 3)
    assert over.term.number == 2
    for part in ("Not known here", "40 s ago", "term 2"):
        assert part in over.told()
    new = open_lobby(url, shift.clock)
    assert [t.number for t in new.ask(Hall()).waiting] == ["A001", "A002", "A003"]
    assert lost.number not in over.told()
    old.once()
    assert [trouble.kind for trouble in ended] == ["host-replaced"]
    with pytest.raises(Trouble) as refused:
        fence.refuse_replaced(folder, shift.url)
    assert "counter-pc-3 has taken over" in str(refused.value)
    fence.refuse_replaced(folder, url)
    assert new.ask(HostTerm()).number == 2
    new.close()
    going_on = Keeper(url, wiring, shift.clock)
    shift.pass_time(seconds=1)
    going_on.once()
    assert going_on.trouble is None
    again = Shift.begin(url, shift.clock.now())
    assert again.take("wealth", customer=GOLD_CARD).segment == "gold", "the keys came with it"
    again.lobby.close()


def test_a_takeover_never_writes_over_a_living_record(shift: Shift, wiring: Config, folder: Path) -> None:
    Keeper(shift.url, wiring, shift.clock).once()
    before = shift.journal()
    with pytest.raises(Trouble) as refused:
        take_over(folder, shift.url, SECRET, clock=shift.clock)
    assert refused.value.kind == "database-exists"
    assert shift.journal() == before
    assert fence.seen(folder) is None


def test_a_mark_of_nobody_and_a_torn_one_refuse_nobody(shift: Shift, folder: Path) -> None:
    fence.refuse_replaced(folder, shift.url)
    (folder / fence.MARK).write_text("{")
    fence.refuse_replaced(folder, shift.url)
    fence.put_up(folder, Term(1))
    fence.refuse_replaced(folder, shift.url)
