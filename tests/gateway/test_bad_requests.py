"""Whatever is sent, the host says what is wrong with it, changes nothing and goes on."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway import doorman, routes
from lobby import commands as c
from lobby import wire
from lobby.model import StationRole
from tests.gateway.conftest import BranchLan, copy_of, working
from tests.gateway.served import Served, served
from tests.lobby.staffed import PASSWORD, Guest


@pytest.fixture(scope="module")
def lan(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BranchLan]:
    """One branch for all of these: nothing that they send changes it for the next."""
    with working(copy_of(founded, tmp_path_factory.mktemp("bad"))) as lan:
        yield lan


@pytest.fixture(scope="module")
def host(lan: BranchLan, certificate_file: Path) -> Iterator[Served]:
    with served(lan.house.lobby, certificate_file) as here:
        yield here


TICKET = {"service": "transfer"}
MALFORMED = [
    b"", b"{", b"[]", b"null", b'"transfer"', b"\xff\xfe", b"[" * 60_000, b'{"service": "transfer"} and more',
    b'{"service": 5}', b'{"service": null}', b'{"service": "\\u0000"}', b'{"service": "\\ud800"}',
    b'{"service": "transfer", "amount": 1.5}', b'{"service": "transfer", "amount": "1"}',
    b'{"service": "transfer", "amount": 99999999999999999999999999}', b'{"service": "transfer", "sum": 5}',
]  # fmt: skip


@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: repr(body[:32]))
def test_malformed(host: Served, lan: BranchLan, body: bytes) -> None:
    before = lan.house.shift.journal()
    said = host.say("POST", "/v1/do/TakeTicket", body, lan.kiosk)
    assert (said.status, said.body["trouble"]) == (422, "malformed")
    assert lan.house.shift.journal() == before


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/", "GET", 404),
        ("/v1/do/TakeTickets", "POST", 404),
        ("/v1/ask/Query", "POST", 404),
        ("/v1/do/Command", "POST", 404),
        ("/v1/do/TakeTicket/", "POST", 404),
        ("/v1/do/..%2f..%2fetc", "POST", 404),
        ("/v1/do/TakeTicket", "GET", 405),
        ("/v1/ask/Hall", "DELETE", 405),
        ("/v1/events?after=-1", "GET", 422),
        ("/v1/events?after=much", "GET", 422),
        ("/v1/events?after=99999999999999999999", "GET", 422),
        ("/v1/events?timeout=nan", "GET", 422),
        ("/v1/events?timeout=-5", "GET", 422),
    ],
)
def test_unknown(host: Served, lan: BranchLan, path: str, method: str, status: int) -> None:
    said = host.say(method, path, None if method == "GET" else TICKET, lan.kiosk)
    assert said.status == status
    assert said.body["message"]


@pytest.mark.parametrize("key", ["", "x" * 81, "%00", "%E6%8A%BC"])
def test_a_key_that_no_database_could_keep(host: Served, lan: BranchLan, key: str) -> None:
    assert host.say("POST", f"/v1/do/TakeTicket?key={key}", TICKET, lan.kiosk).status == 422


def test_huge(host: Served, lan: BranchLan) -> None:
    body = b'{"service": "' + b"x" * routes.MOST_BYTES + b'"}'
    said = host.say("POST", "/v1/do/TakeTicket", body, lan.kiosk)
    assert (said.status, said.body["trouble"], said.headers["connection"]) == (413, "too-large", "close")
    customers = b'{"customers": [' + b" " * routes.MOST_BYTES + b"]}"
    assert host.say("POST", "/v1/do/ImportCustomers", customers, lan.kiosk).status == 413


def test_a_large_list_from_who_may_send_it(host: Served, lan: BranchLan) -> None:
    body = b'{"customers": [' + b" " * routes.MOST_BYTES + b"]}"
    assert host.say("POST", "/v1/do/ImportCustomers", body, lan.house.console("h1")).status == 200


def test_an_endless_head_is_hung_up_on(host: Served) -> None:
    with _connected(host) as line:
        line.sendall(b"GET /v1/health HTTP/1.1\r\n")
        with pytest.raises(OSError, match=r"reset|Broken|EOF|closed"):
            line.sendall(b"x: y\r\n" * 5_000_000)


def test_no_http_at_all(host: Served) -> None:
    with _connected(host) as line:
        line.sendall(b"\x16\x03\x01 hello \r\n\r\n")
        assert line.recv(4096).startswith(b"HTTP/1.1 400")
    with socket.create_connection(("127.0.0.1", host.host.port), 10) as plain:
        plain.sendall(b"GET /v1/health HTTP/1.1\r\n\r\n")
        assert b"HTTP/1.1 200" not in plain.recv(4096)


def _connected(host: Served) -> ssl.SSLSocket:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(socket.create_connection(("127.0.0.1", host.host.port), 10))


@pytest.mark.parametrize("token", [None, "", "x", "a" * 5000, "Bearer", "\xff\xfe"])
def test_unauthenticated(host: Served, token: str | None) -> None:
    for path in ("/v1/do/TakeTicket", "/v1/ask/Hall", "/v1/do/ImportCustomers", "/v1/do/SignIn"):
        said = host.say("POST", path, TICKET, token=token)
        assert (said.status, said.body["refused"], said.headers["www-authenticate"]) == (
            401,
            "station-unknown",
            "Bearer",
        )
    assert host.say("GET", "/v1/events", token=token).status == 401


def test_every_address_wants_a_station_but_health_its_description_and_pairing(host: Served) -> None:
    for name in wire.COMMANDS:
        assert host.say("POST", f"/v1/do/{name}", {}).status == (422 if name == "AskPairing" else 401)
    for name in wire.QUERIES:
        assert host.say("POST", f"/v1/ask/{name}", {}).status == 401
    assert host.say("GET", "/v1/health").body["status"] == "ok"


def test_replayed(host: Served, lan: BranchLan) -> None:
    """The same bytes again are the same command; under another command's name the key is worth nothing."""
    first = host.say("POST", "/v1/do/TakeTicket?key=k1", TICKET, lan.kiosk)
    assert host.say("POST", "/v1/do/TakeTicket?key=k1", TICKET, lan.kiosk).body == first.body
    said = host.say("POST", "/v1/do/CallHelp?key=k1", {"place": "kiosk 1"}, lan.kiosk)
    assert (said.status, said.body["refused"]) == (409, "key-reused")


def test_replayed_after_its_session_has_ended(host: Served, lan: BranchLan) -> None:
    notice = {"zh": "请稍候"}
    assert host.say("POST", "/v1/do/PostNotice?key=k2", notice, lan.console).status == 200
    lan.console.do(c.SignOut())
    said = host.say("POST", "/v1/do/PostNotice?key=k2", notice, lan.console)
    lan.console.sign_in("m1")
    assert (said.status, said.body["refused"]) == (401, "session-ended")


@pytest.mark.parametrize(
    ("who", "path", "body", "status", "reason"),
    [
        ("kiosk", "do/CallNext", {"counter": "1"}, 403, "not-allowed"),
        ("kiosk", "ask/Stations", {}, 403, "not-allowed"),
        ("display", "do/TakeTicket", TICKET, 403, "not-allowed"),
        ("panel", "do/CallNext", {"counter": "2"}, 403, "not-your-counter"),
        ("panel", "do/CloseDay", {}, 403, "not-allowed"),
        ("panel", "do/ApprovePairing", {"code": "ABCDEF"}, 403, "not-allowed"),
        ("console", "do/CallNext", {"counter": "1"}, 403, "not-allowed"),
        ("console", "do/GivePassword", {"staff": "t1"}, 403, "not-allowed"),
    ],
)
def test_cross_role(
    host: Served, lan: BranchLan, who: str, path: str, body: dict[str, str], status: int, reason: str
) -> None:
    said = host.say("POST", f"/v1/{path}", body, getattr(lan, who))
    assert (said.status, said.body["refused"]) == (status, reason)


def test_another_stations_session_is_worth_nothing(host: Served, lan: BranchLan) -> None:
    thief = Guest(lan.house, lan.house.pair(StationRole.CONSOLE).pairing, lan.console.session)
    said = host.say("POST", "/v1/do/PostNotice", {"zh": "请稍候"}, thief)
    assert (said.status, said.body["refused"]) == (401, "session-ended")


def test_a_machine_that_waits_for_its_approval(host: Served, lan: BranchLan) -> None:
    said = host.say("POST", "/v1/pair", {"role": "kiosk", "name": "new"})
    token = said.body["token"]
    assert host.say("GET", "/v1/pair", token=token).body["refused"] == "station-waiting"
    assert host.say("POST", "/v1/do/TakeTicket", TICKET, token=token).status == 401
    host.door(lan.console).do(c.ApprovePairing(said.body["code"]))
    assert host.say("GET", "/v1/pair", token=token).body["station_role"] == "kiosk"
    assert host.say("POST", "/v1/do/TakeTicket", TICKET, token=token).status == 200


def test_who_asks_to_be_a_station_too_often_waits(lan: BranchLan, certificate_file: Path) -> None:
    with served(lan.house.lobby, certificate_file) as host:
        said = [host.say("POST", "/v1/pair", {"role": "kiosk", "name": "new"}) for _ in range(doorman.ASKINGS[0] + 1)]
        assert [answer.status for answer in said] == [200] * doorman.ASKINGS[0] + [429]
        assert int(said[-1].headers["retry-after"]) > 0
        assert host.say("POST", "/v1/do/TakeTicket", TICKET, lan.kiosk).status == 200


def test_who_tries_passwords_too_often_waits(host: Served, lan: BranchLan) -> None:
    burst = doorman.SIGN_INS[0]
    said = [
        host.say("POST", "/v1/do/SignIn", {"staff": "t9", "password": PASSWORD}, lan.panel) for _ in range(burst + 1)
    ]
    assert {answer.body.get("refused") for answer in said[:burst]} <= {"wrong-password", "sign-in-locked"}
    assert said[burst].status == 429
