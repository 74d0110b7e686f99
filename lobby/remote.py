"""The lobby on another machine, asked over HTTPS: the same answers, refusals and troubles as if it were here."""

from __future__ import annotations

import datetime as dt
import socket
import threading
import time
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit
from uuid import uuid4

import msgspec
import urllib3
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError, TimeoutError

from lobby import wire
from lobby.access import Badge
from lobby.commands import SLOW, Command
from lobby.errors import REASONS, Refused, Trouble
from lobby.known_term import HEADER, KnownTerm
from lobby.model import Event
from lobby.model.term import FIRST_TERM
from lobby.queries import Query

A = TypeVar("A")

PORT = 8443
CONNECT_WITHIN = 2.0
ANSWER_WITHIN = 4.0
"""Seconds for an answer, further tries included."""
SLOW_WITHIN = 8.0
"""What a password may take longer on a host that has much to do."""
BYTES_A_SECOND = 250_000
"""What a large command may take longer."""
PAUSE = 0.15
ONE_POLL = 20.0
"""Seconds: the host answers a poll after 25 at the latest."""
AT_ONCE = 8
"""Threads that may use one door at the same time. One that is used by one thread keeps one connection."""
OWN_MACHINE = ("localhost", "127.0.0.1", "::1")
OPTIONS = [*HTTPConnection.default_socket_options, (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]

_silent: dict[str, dt.datetime] = {}
_silence = threading.Lock()


class RemoteLobby:
    """A guest's door. Safe to use from several threads; a connection that broke is made anew at the next use."""

    def __init__(
        self, url: str, badge: Badge | None = None, pin: str | None = None, term: KnownTerm | None = None
    ) -> None:
        """`pin` is the fingerprint of the host's certificate, `term` what is known of whose turn it is to be host.
        Raises Trouble for an address that can't be used."""
        self._url = url.rstrip("/")
        self._badge = badge or Badge()
        self._term = term or KnownTerm()
        self._pool = _pool(self._url, pin)

    def do(self, command: Command[A], key: str | None = None) -> A:
        """Done once, though it is asked more than once when an answer is lost."""
        kind = type(command)
        path = f"/v1/do/{kind.__name__}?key={quote(key or uuid4().hex, safe='')}"
        answer: A = self._read(self._post(path, command), wire.answer_type(kind))
        self._badge.remember(command, answer)
        return answer

    def ask(self, query: Query[A]) -> A:
        kind = type(query)
        answer: A = self._read(self._post(f"/v1/ask/{kind.__name__}", query), wire.answer_type(kind))
        return answer

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        until = time.monotonic() + timeout
        while True:
            wait = max(0.0, min(ONE_POLL, until - time.monotonic()))
            body = self._request("GET", f"/v1/events?after={after}&timeout={wait:.3f}", None, wait + ANSWER_WITHIN)
            found: tuple[Event, ...] = self._read(body, tuple[Event, ...])
            if found or time.monotonic() >= until:
                return found

    def close(self) -> None:
        self._pool.close()

    def _read(self, body: bytes, kind: Any) -> Any:
        try:
            return wire.from_json(body, kind)
        except msgspec.DecodeError as error:
            raise _strange(self._url, str(error)) from error

    def _post(self, path: str, wish: object) -> bytes:
        body = wire.to_json(wish).encode()
        slow = SLOW_WITHIN if isinstance(wish, SLOW) else 0.0
        return self._request("POST", path, body, ANSWER_WITHIN + slow + len(body) / BYTES_A_SECOND)

    def _request(self, method: str, path: str, body: bytes | None, patience: float) -> bytes:
        """The host's answer. Whatever is asked here may be asked twice: commands carry their key."""
        until = time.monotonic() + patience
        while True:
            try:
                answer = self._pool.urlopen(
                    method,
                    path,
                    body,
                    self._headers(),
                    retries=False,
                    timeout=urllib3.Timeout(connect=CONNECT_WITHIN, read=until - time.monotonic()),
                )
            except HTTPError as error:
                if isinstance(error, SSLError) and "ingerprint" in str(error):
                    raise _another_host(self._url) from error
                if isinstance(error, TimeoutError) or time.monotonic() + PAUSE >= until:
                    raise _away(self._url, error) from error
                time.sleep(PAUSE)
            else:
                _heard(self._url)
                self._believe(answer.headers.get(HEADER, ""))
                return answer.data if answer.status == 200 else _failure(self._url, answer.status, answer.data)

    def _believe(self, said: str) -> None:
        """A host that names no term has never taken over."""
        self._term.believe(self._url, int(said) if said.isdecimal() else FIRST_TERM)

    def _headers(self) -> dict[str, str]:
        """A host of an earlier term than the one that is told here does nothing any more."""
        headers = {"content-type": "application/json"}
        if self._term.number > FIRST_TERM:
            headers[HEADER] = str(self._term.number)
        if self._badge.station_token:
            headers["authorization"] = f"Bearer {self._badge.station_token}"
        if self._badge.session_token:
            headers["lobby-session"] = self._badge.session_token
        return headers


def host_and_port(url: str) -> tuple[str, int]:
    """Raises Trouble for an address that is none, and for one without TLS on another machine."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or PORT
        reachable = parts.scheme == "https" or host in OWN_MACHINE
    except ValueError:
        host, port, reachable = None, 0, False
    if host is None or not reachable:
        raise Trouble(
            "host-url",
            f"{url!r} is no host's address. Nothing was asked. Give https:// with the host's name and port, as in "
            "https://lobby-host:8443; http:// only reaches this machine itself.",
        )
    return host, port


def _pool(url: str, pin: str | None) -> urllib3.HTTPConnectionPool:
    host, port = host_and_port(url)
    if url.startswith("http://"):
        return urllib3.HTTPConnectionPool(host, port, maxsize=AT_ONCE, block=True, socket_options=OPTIONS)
    if pin is None:
        raise Trouble(
            "host-not-joined",
            f"This machine has not joined the host {url} yet, so nothing can be asked there. "
            f"Run 'lobby join {url}' and let the lobby manager approve the code that it shows.",
        )
    return urllib3.HTTPSConnectionPool(
        host, port, maxsize=AT_ONCE, block=True, socket_options=OPTIONS, cert_reqs="CERT_NONE", assert_fingerprint=pin
    )


def _failure(url: str, status: int, body: bytes) -> bytes:
    """Raises what the host said went wrong."""
    try:
        said = msgspec.json.decode(body, type=dict[str, Any])
        if said.get("refused") in REASONS:
            raise Refused(said["refused"], **said["facts"])
        if "message" in said:
            raise Trouble(str(said.get("trouble", said.get("refused"))), str(said["message"]))
    except (msgspec.DecodeError, KeyError, TypeError):
        pass
    raise _strange(url, f"status {status}")


def _strange(url: str, why: str) -> Trouble:
    return Trouble(
        "host-strange",
        f"What answers at {url} is no lobby's host, or one of another version ({why}). Nothing was understood. "
        "Check the address, and that host and guest have the same Lobby.",
    )


def _away(url: str, error: Exception) -> Trouble:
    with _silence:
        since = _silent.setdefault(url, dt.datetime.now(dt.UTC))
    return Trouble(
        "host-away",
        f"The host {url} has not answered since {since.astimezone():%H:%M:%S} ({_why(error)}). What was confirmed "
        "is safe, and this goes on by itself when the host is back. Check its power and the network cable.",
    )


def away_since(url: str) -> dt.datetime | None:
    """Since when this process has not reached that host; None while it does."""
    return _silent.get(url.rstrip("/"))


def _heard(url: str) -> None:
    if url in _silent:
        with _silence:
            _silent.pop(url, None)


def _why(error: Exception) -> str:
    if isinstance(error, NewConnectionError):
        return "nothing listens there" if "refused" in str(error) else "there is no way to it"
    return "it is silent" if isinstance(error, TimeoutError) else "the connection broke"


def _another_host(url: str) -> Trouble:
    return Trouble(
        "host-changed",
        f"What answers at {url} is not the host that this machine joined: its certificate is another one. Nothing was "
        f"sent. Ask whether the host was set up anew; only if it was, run 'lobby join {url}' again.",
    )
