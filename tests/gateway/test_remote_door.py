"""A guest and its host when the way between them fails: nothing is lost, nothing done twice, and it is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kiosk.app import _alone
from lobby import certificate, paired
from lobby import commands as c
from lobby import queries as q
from lobby.access import Badge
from lobby.api import open_lobby
from lobby.errors import Refused, Trouble
from lobby.guest import GuestLobby
from lobby.joining import Joining, seen
from lobby.model import StationRole
from lobby.outbox import Outbox
from lobby.remote import RemoteLobby, away_since
from tests.gateway.conftest import BranchLan
from tests.gateway.served import Served, served
from uikit.joining import is_station


class Cable:
    """Between guest and host: it loses the host's next answers after they were given, or is cut."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.losing = 0
        self.connections = 0
        threading.Thread(target=self._run, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _run(self) -> None:
        while True:
            try:
                guest, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            host = socket.create_connection(("127.0.0.1", self._to))
            threading.Thread(target=self._pass, args=(guest, host, False), daemon=True).start()
            threading.Thread(target=self._pass, args=(host, guest, True), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        """TLS records go as they come; the first one after a request was sent is its answer."""
        with suppress(OSError):
            while data := source.recv(65536):
                if answers and self.losing > 0 and data[0] == 23:
                    self.losing -= 1
                    break
                sink.sendall(data)
        for line in (source, sink):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()


@pytest.fixture
def cable(host: Served) -> Iterator[Cable]:
    cable = Cable(host.host.port)
    yield cable
    cable.close()


@pytest.fixture
def kiosk(cable: Cable, host: Served, lan: BranchLan) -> RemoteLobby:
    return RemoteLobby(f"https://127.0.0.1:{cable.port}", Badge(lan.kiosk.pairing.token), host.pin)


def test_n6_a_lost_answer_is_asked_for_again_and_nothing_is_done_twice(
    cable: Cable, kiosk: RemoteLobby, lan: BranchLan
) -> None:
    kiosk.ask(q.Hall())
    for losing in (1, 2, 3):
        cable.losing = losing
        before = len(lan.house.shift.ask(q.Hall()).waiting)
        ticket = kiosk.do(c.TakeTicket("transfer"))
        waiting = lan.house.shift.ask(q.Hall()).waiting
        assert (len(waiting), waiting[-1].id) == (before + 1, ticket.id)


def test_one_connection_is_kept_for_one_thread(cable: Cable, kiosk: RemoteLobby) -> None:
    for _ in range(5):
        kiosk.do(c.TakeTicket("transfer"))
        kiosk.ask(q.Hall())
        kiosk.events(0)
    assert cable.connections == 1


def test_a_host_that_is_away_is_told_with_since_when_and_found_again(lan: BranchLan, certificate_file: Path) -> None:
    with served(lan.house.lobby, certificate_file) as host:
        kiosk, port = host.door(lan.kiosk), host.host.port
        kiosk.ask(q.Hall())
        assert away_since(host.url) is None
    with pytest.raises(Trouble, match="has not answered since") as first:
        kiosk.do(c.TakeTicket("transfer"))
    since = away_since(host.url)
    with pytest.raises(Trouble) as later:
        kiosk.events(0, 1.0)
    assert (first.value.kind, later.value.kind, away_since(host.url)) == ("host-away", "host-away", since)
    with served(lan.house.lobby, certificate_file, port) as host:
        kiosk.do(c.TakeTicket("transfer"))
        assert away_since(host.url) is None


def test_a_host_that_accepts_and_is_silent_is_away_as_well(host: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lobby.remote.ANSWER_WITHIN", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        door = RemoteLobby(f"https://127.0.0.1:{silent.getsockname()[1]}", Badge("token"), host.pin)
        with pytest.raises(Trouble, match="it is silent") as trouble:
            door.ask(q.Hall())
    assert trouble.value.kind == "host-away"


def test_waiting_for_news_is_not_silence(host: Served, lan: BranchLan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lobby.remote.CONNECT_WITHIN", 0.2)
    door = host.door(lan.display)
    assert door.events(door.ask(q.Hall()).event, 0.6) == ()


def test_another_certificate_is_another_host(host: Served, lan: BranchLan) -> None:
    """Whoever stands between them gets no token: the handshake ends before anything is sent."""
    door = RemoteLobby(host.url, Badge(lan.kiosk.pairing.token), "ab" * 32)
    with pytest.raises(Trouble) as trouble:
        door.do(c.TakeTicket("transfer"))
    assert trouble.value.kind == "host-changed"
    assert lan.house.shift.ask(q.Hall()).waiting == ()


@pytest.mark.parametrize(
    "url", ["http://lobby-host:8443", "http://192.0.2.7:8443", "https://", "https://host:port", "ftp://host"]
)
def test_an_address_that_would_not_be_safe_or_is_none(url: str) -> None:
    with pytest.raises(Trouble) as trouble:
        RemoteLobby(url, Badge("token"), "ab" * 32)
    assert trouble.value.kind == "host-url"


class Stranger(BaseHTTPRequestHandler):
    """A server that is no lobby's host."""

    said = b"hello"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-length", str(len(self.said)))
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.mark.parametrize("said", [b"hello", b"{}", b"[1, 2]"])
def test_what_answers_there_is_no_lobby(said: bytes) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Saying", (Stranger,), {"said": said}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    door = RemoteLobby(f"http://127.0.0.1:{server.server_port}", Badge("token"))
    with pytest.raises(Trouble) as trouble:
        door.ask(q.Hall())
    assert trouble.value.kind == "host-strange"
    door.close()
    server.shutdown()
    server.server_close()


def test_a_machine_that_has_not_joined_is_told_how(host: Served) -> None:
    with pytest.raises(Trouble, match="Run 'lobby join https://localhost") as trouble:
        open_lobby(host.url.replace("127.0.0.1", "localhost"))
    assert trouble.value.kind == "host-not-joined"


def test_joining_shows_two_codes_and_keeps_what_was_approved(host: Served, lan: BranchLan) -> None:
    joining = Joining(host.url, StationRole.COUNTER, "2", "second window")
    assert joining.code == certificate.code(host.pin)
    assert not joining.approved()
    host.door(lan.console).do(c.ApprovePairing(joining.asked.code))
    assert joining.approved()
    door = open_lobby(host.url)
    assert (door.ask(q.Me()).station_role, door.ask(q.Me()).counter) == (StationRole.COUNTER, "2")
    assert paired.badge(host.url, StationRole.COUNTER, "2")
    assert paired.badge(host.url, StationRole.KIOSK) is None
    paired.forget(host.url, StationRole.COUNTER, "2")


def test_n1_two_kiosks_of_one_name_never_give_the_same_emergency_number(
    host: Served, lan: BranchLan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = []
    for machine in ("left", "right"):
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / machine))
        joining = Joining(host.url, StationRole.KIOSK, name="kiosk")
        host.door(lan.console).do(c.ApprovePairing(joining.asked.code))
        assert joining.approved()
        make = _alone(host.url)
        assert make is not None
        door = GuestLobby(lambda: open_lobby(host.url), kiosk := make(Outbox(tmp_path / f"{machine}.db")))
        door.ask(q.Setup())
        kiosk.away = Trouble("host-away", "The host is away.")
        monkeypatch.setattr(kiosk.time, "now", lan.house.shift.clock.now)
        numbers.append(door.do(c.TakeTicket("transfer")).number)
        door.close()
    assert numbers == ["E2001", "E3001"]


def test_a_kiosk_whose_name_was_never_heard_gives_no_numbers_by_itself(
    host: Served, lan: BranchLan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that joined before the name was kept; its next start hears it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    paired.keep(host.url, host.pin, lan.kiosk.pairing.token, StationRole.KIOSK)
    assert _alone(host.url) is None
    assert is_station(host.url, StationRole.KIOSK, None)
    assert _alone(host.url) is not None


def test_somebody_said_no(host: Served, lan: BranchLan) -> None:
    joining = Joining(host.url, StationRole.DISPLAY)
    host.door(lan.console).do(c.RefusePairing(joining.asked.code))
    with pytest.raises(Refused):
        joining.approved()
    assert paired.badge(host.url, StationRole.DISPLAY) is None


def test_tokens_are_for_this_user_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    paired.keep("https://lobby-host:8443", "ab" * 32, "secret", StationRole.COUNTER, "../3")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 2
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {path.parent.name for path in files} == {"lobby-host_8443"}
    paired.keep("https://lobby-host:8443", "cd" * 32, "another", StationRole.KIOSK)
    assert paired.badge("https://lobby-host:8443", StationRole.COUNTER, "../3") is None, "another host's token"


def test_the_fingerprint_is_that_of_what_is_shown(host: Served) -> None:
    assert seen(host.url) == host.pin
