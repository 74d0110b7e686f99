"""After a takeover the old host comes back at its old address: no guest that has seen the new one believes it (N3)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from lobby import commands as c
from lobby import paired
from lobby import queries as q
from lobby.api import Lobby, open_lobby
from lobby.backup.restore import restore
from lobby.backup.take import take
from lobby.clock import Clock
from lobby.errors import Trouble
from lobby.joining import Joining
from lobby.known_term import KnownTerm
from lobby.local import LocalLobby
from lobby.model import StationRole
from lobby.remote import RemoteLobby
from tests.gateway.conftest import BranchLan
from tests.gateway.served import Served, served
from tests.gateway.test_remote_door import Stranger

SECRET = b"a tiger drinks from the spring"


@pytest.fixture
def new(lan: BranchLan, tmp_path: Path) -> Iterator[LocalLobby]:
    """The branch's record on another machine, which has taken over."""
    shift = lan.house.shift
    restored = restore(
        take(shift.url, tmp_path, SECRET, shift.clock).path, f"sqlite:///{tmp_path}/new/lobby.db", SECRET
    )
    lobby = LocalLobby(restored.opened_by, shift.clock)
    lobby.do(c.TakeOver(shift.clock.now(), "counter-pc-3"))
    yield lobby
    lobby.close()


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


@contextmanager
def at(place: Served, lobby: LocalLobby, certificate_file: Path) -> Iterator[Served]:
    """Another host at the same address, with the certificate that came with the backup."""
    with served(lobby, certificate_file, int(place.url.rpartition(":")[2])) as host:
        yield host


def joined(host: Served, lan: BranchLan) -> Lobby:
    """The kiosk as the machine's own files know it."""
    paired.keep(host.url, host.pin, lan.kiosk.pairing.token, StationRole.KIOSK)
    return open_lobby(host.url)


def refused(door: Lobby) -> str:
    with pytest.raises(Trouble) as trouble:
        door.do(c.TakeTicket("transfer"))
    with pytest.raises(Trouble):
        door.events(0)
    return trouble.value.kind


def test_n3_an_old_host_that_came_back_gives_no_number_to_who_has_seen_the_new_one(
    lan: BranchLan, new: LocalLobby, certificate_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old = lan.house.lobby
    with served(old, certificate_file) as host:
        kiosk = joined(host, lan)
        kiosk.do(c.TakeTicket("transfer"))
    with at(host, new, certificate_file):
        assert kiosk.do(c.TakeTicket("transfer")).id > 1_000_000
    known = len(old.ask(q.Hall()).waiting)
    with at(host, old, certificate_file), caplog.at_level(logging.ERROR):
        assert refused(kiosk) == "host-replaced"
        again = open_lobby(host.url)
        assert refused(again) == "host-replaced"
        with pytest.raises(Trouble, match="was replaced"):
            Joining(host.url, StationRole.DISPLAY)
        again.close()
    assert len(old.ask(q.Hall()).waiting) == known, "it did nothing: the guest said what it has seen"
    assert sum("serves them no more" in line for line in caplog.messages) == 1
    with at(host, new, certificate_file):
        kiosk.do(c.TakeTicket("transfer"))
    kiosk.close()


@pytest.mark.usefixtures("caplog")
def test_n3_what_was_seen_outlives_the_guest(lan: BranchLan, new: LocalLobby, certificate_file: Path) -> None:
    with served(new, certificate_file) as host:
        joined(host, lan).ask(q.Me())
        assert paired.term(host.url).number == 2
    paired._term.cache_clear()  # as after a start
    with at(host, lan.house.lobby, certificate_file):
        assert refused(open_lobby(host.url)) == "host-replaced"


def test_an_old_host_that_does_not_listen_is_not_believed() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Saying", (Stranger,), {"said": b"null"}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    door = RemoteLobby(f"http://127.0.0.1:{server.server_port}", term=KnownTerm(2))
    with pytest.raises(Trouble) as trouble:
        door.do(c.CallNext("1"))
    assert trouble.value.kind == "host-replaced"
    door.close()
    server.shutdown()
    server.server_close()


@pytest.mark.usefixtures("caplog")
def test_the_first_host_is_believed_again_once_it_has_taken_over(
    lan: BranchLan, new: LocalLobby, certificate_file: Path
) -> None:
    with served(new, certificate_file) as host:
        kiosk = joined(host, lan)
        kiosk.ask(q.Me())
    old = lan.house.lobby
    with at(host, old, certificate_file) as back:
        assert refused(kiosk) == "host-replaced"
        event = old.ask(q.Hall()).event
        old.do(c.TakeOver(Clock().now(), "kiosk-pc"))
        assert back.say("GET", f"/v1/events?after={event}&timeout=10", guest=lan.display).body
        assert back.say("GET", "/v1/health").headers["lobby-term"] == "2"
        kiosk.do(c.TakeTicket("transfer"))


def test_another_certificate_is_another_host_whose_terms_begin_anew(
    lan: BranchLan, new: LocalLobby, certificate_file: Path
) -> None:
    with served(new, certificate_file) as host:
        joined(host, lan).ask(q.Me())
        paired.keep(host.url, "cd" * 32, "another", StationRole.KIOSK)
    assert paired.term(host.url).number == 1


def test_a_disk_that_does_not_write_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: int) -> None:
        raise OSError("read-only")

    term = KnownTerm(keep=broken)
    term.believe("https://host", 3)
    with pytest.raises(Trouble) as trouble:
        term.believe("https://host", 2)
    assert (term.number, trouble.value.kind) == (3, "host-replaced")
    assert "can't be kept" in caplog.text


@pytest.mark.parametrize("said", ["x", "-1", "1" * 30, "2.0"])
def test_a_term_that_is_no_number_is_malformed(host: Served, said: str) -> None:
    with host.pool() as pool:
        answer = pool.request("GET", "/v1/health", headers={"lobby-term": said}, retries=False)
    assert answer.status == 422
