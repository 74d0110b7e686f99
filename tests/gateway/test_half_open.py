"""Machines that connect and then dawdle keep nobody from working."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import pytest

from gateway import protocol
from gateway.machine import many_connections
from lobby import commands as c
from lobby import queries as q
from tests.gateway.conftest import BranchLan
from tests.gateway.served import Served

HALF_OPEN = 800


@pytest.fixture(autouse=True)
def room_for_them() -> None:
    many_connections()


@pytest.fixture
def dawdlers(host: Served) -> Iterator[list[socket.socket]]:
    """A third says nothing at all, a third greets for TLS and no more, a third begins a request and never ends it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    open_lines: list[socket.socket] = []
    for number in range(HALF_OPEN):
        line = socket.create_connection(("127.0.0.1", host.host.port), 20)
        if number % 3 == 1:
            line.sendall(b"\x16\x03\x01\x02\x00\x01")
        if number % 3 == 2:
            line = context.wrap_socket(line)
            line.sendall(b"POST /v1/do/CallNext HTTP/1.1\r\nhost: lobby\r\ncontent-le")
        open_lines.append(line)
    yield open_lines
    for line in open_lines:
        line.close()


def test_800_half_open_connections_while_a_teller_works_on(
    host: Served, lan: BranchLan, dawdlers: list[socket.socket]
) -> None:
    kiosk, panel = host.door(lan.kiosk), host.door(lan.panel)
    for _ in range(20):
        kiosk.do(c.TakeTicket("transfer"))
        assert panel.do(c.CallNext("1")) is not None
        panel.do(c.Arrive("1"))
        panel.do(c.Finish("1"))
    fresh = host.door(lan.console)
    assert fresh.ask(q.Hall()).waiting == ()


def test_of_many_that_begin_a_request_the_oldest_are_hung_up_on(host: Served, dawdlers: list[socket.socket]) -> None:
    begun = [line for line in dawdlers if isinstance(line, ssl.SSLSocket)]
    hung_up = begun[: len(begun) - protocol.MOST_STRANGERS]
    assert hung_up
    assert all(_ended(line) for line in hung_up)


def test_a_station_is_not_taken_for_a_stranger(host: Served, lan: BranchLan) -> None:
    panel = host.door(lan.panel)
    panel.ask(q.Hall())
    (kept,) = host.host.server_state.connections
    lines = [socket.create_connection(("127.0.0.1", host.host.port), 20) for _ in range(3)]
    panel.ask(q.Hall())
    assert kept in host.host.server_state.connections
    for line in lines:
        line.close()


def test_who_never_ends_his_request_is_hung_up_on_in_time(
    host: Served, monkeypatch: pytest.MonkeyPatch, lan: BranchLan
) -> None:
    monkeypatch.setattr(protocol, "REQUEST_WITHIN", 0.2)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with context.wrap_socket(socket.create_connection(("127.0.0.1", host.host.port), 20)) as line:
        line.sendall(b"GET /v1/health HTTP/1.1\r\n")
        assert _ended(line)


def _ended(line: socket.socket) -> bool:
    try:
        return line.recv(100) == b""
    except (ConnectionResetError, ssl.SSLEOFError):
        return True
