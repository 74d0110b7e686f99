"""What the phone page keeps out, wrong links, other sites, floods, large forms, and never gives away (M3, V5)."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from lobby import commands as c
from lobby.access import Badge
from lobby.local import LocalLobby
from lobby.model import StationRole
from lobby.remote import RemoteLobby
from tests.gateway.conftest import BranchLan
from tests.gateway.phone_page import PhonePage, phone_page
from tests.gateway.served import Served, served
from tests.lobby.shift import Shift

WRONG = ("1." + "A" * 22, "7f." + "b" * 22, "x", "1.", "%00", "1.%ff", "A" * 300, "1.AAAA/../x")


@pytest.fixture
def shift(url: str) -> Iterator[Shift]:
    shift = Shift.begin(url)
    shift.do(c.OpenDay())
    yield shift
    shift.lobby.close()


@pytest.fixture
def page(shift: Shift) -> Iterator[PhonePage]:
    with phone_page(shift.lobby) as page:
        yield page


def test_m3_wrong_expired_and_unknown_links_get_one_answer(shift: Shift, page: PhonePage) -> None:
    yesterdays = shift.take().token
    assert page.get(yesterdays).status == 200
    shift.do(c.CloseDay())
    shift.move_to(10, days=1)
    shift.do(c.OpenDay())
    right = shift.take().token
    assert page.when(right, "near").status == 200
    found = [page.get(token) for token in (*WRONG, yesterdays, right[:-1], right + "A")]
    assert {(shown.status, shown.html) for shown in found} == {(404, found[0].html)}
    assert len({tuple(sorted(shown.headers.items())) for shown in found}) == 1
    assert "这个链接无效" in found[0].words


@pytest.mark.parametrize("act", ["give-way", "leave", "back", "rate"])
def test_m3_a_wrong_link_does_nothing(page: PhonePage, act: str) -> None:
    assert page.post(f"{WRONG[0]}/{act}", "stars=5").status == 404
    assert page.get(f"{WRONG[0]}/events").status == page.get(f"{WRONG[0]}/manifest.json").status == 404


def test_an_address_that_tries_many_links_is_held_up_and_known_visits_are_not(shift: Shift, page: PhonePage) -> None:
    token = shift.take().token
    assert page.get(token).status == 200
    tried = [page.get(f"{n:x}." + "C" * 22) for n in range(90)]
    assert tried[0].status == 404
    assert tried[-1].status == 429
    assert int(tried[-1].headers["retry-after"]) >= 1
    assert page.get(token).status == 200


def test_one_visit_is_not_asked_for_without_end(shift: Shift, page: PhonePage) -> None:
    first, second = shift.take_many(2)
    assert page.get(second.token).status == 200
    assert 429 in [page.get(first.token).status for _ in range(60)]
    assert page.get(second.token).status == 200


def test_behind_a_proxy_of_ours_its_word_is_taken_and_nobody_elses(shift: Shift) -> None:
    def flood(page: PhonePage, name: str) -> set[int]:
        return {page.get(f"1.{n:022d}", {"x-forwarded-for": f"10.0.0.1, {name}"}).status for n in range(75)}

    with phone_page(shift.lobby, proxies=("127.0.0.1",)) as page:
        assert flood(page, "192.0.2.1") == {404, 429}
        assert page.get(WRONG[0], {"x-forwarded-for": "192.0.2.2"}).status == 404
    with phone_page(shift.lobby) as page:
        assert flood(page, "192.0.2.1") == {404, 429}
        assert page.get(WRONG[0], {"x-forwarded-for": "192.0.2.2"}).status == 429


def test_every_answer_is_sealed(shift: Shift, page: PhonePage) -> None:
    token = shift.take().token
    for path in (
        token,
        f"{token}/leave",
        f"{token}/manifest.json",
        WRONG[0],
        "_/phone.css",
        "sw.js",
        "_/shell-zh.html",
    ):
        headers = page.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers
        assert "set-cookie" not in headers
        assert ("no-store" in headers["cache-control"]) == (path.startswith(token) or path == WRONG[0])


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"origin": "https://evil.example"}, "n=0", 403),
        ({"sec-fetch-site": "cross-site"}, "n=0", 403),
        ({"content-type": "text/plain"}, "n=0", 415),
        ({"content-type": "application/json"}, "{}", 415),
        ({}, "n=" + "0" * 3000, 413),
        ({}, "&".join("a=1" for _ in range(40)), 303),
        ({}, b"\xff\xfe=\xff", 303),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, "n=0", 303),
    ],
)
def test_forms_of_other_sites_and_strange_ones(
    shift: Shift, page: PhonePage, headers: dict[str, str], body: str | bytes, status: int
) -> None:
    first, _ = shift.take_many(2)
    assert page.post(f"{first.token}/give-way", body, headers).status == status
    assert (shift.waiting()[0] == first.number) == (status != 303)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_there_are_no_other_verbs(shift: Shift, page: PhonePage, method: str) -> None:
    token = shift.take().token
    assert page.ask(method, f"/v/{token}").status == 405
    assert page.get(f"{token}/give-way").status in (404, 405)


def test_no_link_is_ever_logged(shift: Shift, page: PhonePage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    token = shift.take().token
    page.get(token), page.press(token, "give-way", n=0), page.get(WRONG[0])
    secret = token.split(".")[1]
    ours = [r for r in caplog.records if not r.name.startswith("urllib3")]
    assert not any(secret in record.getMessage() or "A" * 22 in record.getMessage() for record in ours)


def test_the_first_load_is_small(shift: Shift, page: PhonePage) -> None:
    shift.take_many(12)
    token = shift.take().token
    paths = [token, f"{token}/manifest.json", "_/phone.css", "_/phone.js", "_/icon.svg", "_/rings.svg", "sw.js"]
    assert sum(len(page.get(path).html.encode()) for path in paths) < 30_000


def test_the_shell_for_a_lost_connection_holds_no_visit(shift: Shift, page: PhonePage) -> None:
    ticket = shift.take()
    page.get(ticket.token)
    for shell in ("_/shell-zh.html", "_/shell-en.html", "sw.js"):
        assert ticket.number not in page.get(shell).html
    assert "手机没连上网" in page.get("_/shell-zh.html").words


def test_the_page_stands_where_the_tickets_code_says(shift: Shift) -> None:
    token = shift.take().token
    with phone_page(shift.lobby, prefix="") as page:
        assert page.ask("GET", f"/{token}").status == 200
        assert page.ask("GET", "/_/phone.css").status == 200
        assert page.ask("GET", "/").status == 404


def test_as_a_station_of_a_host_it_can_do_what_phones_need_and_survives_the_hosts_end(
    host: Served, lan: BranchLan, caplog: pytest.LogCaptureFixture
) -> None:
    shift = lan.house.shift
    tokens = [ticket.token for ticket in shift.take_many(5)]
    phone = lan.house.pair(StationRole.PHONE)
    door = RemoteLobby(host.url, Badge(phone.pairing.token), host.pin)
    with phone_page(door) as page:
        assert "前面 3 人" in page.press(tokens[0], "give-way", n=0).words
        lan.panel.do(c.CallNext("1"))
        assert 'class="counter">1<' in page.when(tokens[1], "called").html
        assert page.get(tokens[2]).status == 200
        host.stop()
        with page.news(tokens[2]) as news:
            assert any(message["stale"] for message in news)
        shown = page.get(tokens[2])
        assert shown.status == 200
        assert "网点系统暂时没有回应" in shown.words
        assert "<form" not in shown.html
        assert page.get(WRONG[0]).status == 503
    door.close()
    assert not any(token in record.getMessage() for token in tokens for record in caplog.records)


def test_it_goes_on_by_itself_when_the_record_answers_again(
    lan: BranchLan, certificate_file: object, caplog: pytest.LogCaptureFixture
) -> None:
    shift = lan.house.shift
    token = shift.take().token
    assert isinstance(lan.house.lobby, LocalLobby)
    with served(lan.house.lobby, None) as first:
        port = first.host.port
        phone = lan.house.pair(StationRole.PHONE)
        door = RemoteLobby(first.url, Badge(phone.pairing.token), "")
        with phone_page(door) as page:
            assert page.get(token).status == 200
            first.stop()
            with page.news(token) as news:
                assert any(message["stale"] for message in news)
                with served(lan.house.lobby, None, port):
                    assert any(not message["stale"] for message in news)
        door.close()
