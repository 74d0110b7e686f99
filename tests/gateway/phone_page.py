"""The phone page for tests: served by uvicorn on a free port, asked by HTTP as a phone would."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import urllib3

from gateway.phone.routes import application
from gateway.phone.shelf import shelf
from gateway.serving import Host, listen
from lobby.api import Lobby
from resources import brand

FORM = "application/x-www-form-urlencoded"


@dataclass
class Shown:
    status: int
    headers: Mapping[str, str]
    html: str

    @property
    def words(self) -> str:
        """What a person reads: no tags, one space between words."""
        body = re.sub(r"<(head|svg|noscript)\b.*?</\1>", " ", self.html, flags=re.DOTALL)
        return " ".join(re.sub(r"<[^>]+>", " ", body).split())

    @property
    def stage(self) -> str:
        found = re.search(r'<body data-stage="(\w+)"', self.html)
        return found[1] if found else ""


@dataclass
class PhonePage:
    host: Host
    pool: urllib3.HTTPConnectionPool

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.host.port}/v"

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Shown:
        return self.ask("GET", f"/v/{path}", None, headers)

    def press(self, token: str, act: str, language: str = "zh", **fields: object) -> Shown:
        """A form posted, and the page that it leads to."""
        went = self.post(f"{token}/{act}?lang={language}", urlencode(fields, doseq=True))
        assert went.status == 303, went
        return self.ask("GET", went.headers["location"])

    def post(self, path: str, body: str | bytes, headers: Mapping[str, str] | None = None) -> Shown:
        return self.ask("POST", f"/v/{path}", body, {"content-type": FORM, **(headers or {})})

    def ask(
        self, method: str, path: str, body: str | bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Shown:
        said = self.pool.request(method, path, body=body, headers=headers, redirect=False, retries=False, timeout=20.0)
        return Shown(said.status, {k.lower(): v for k, v in said.headers.items()}, said.data.decode())

    def when(self, token: str, stage: str, language: str = "zh") -> Shown:
        """The page once the visit has come to this stage."""
        with self.news(token) as news:
            assert any(message["stage"] == stage for message in news), f"the visit never was {stage}"
        return self.get(f"{token}?lang={language}")

    @contextmanager
    def news(self, token: str, language: str = "zh") -> Iterator[Iterator[dict[str, object]]]:
        """The page's stream, message by message."""
        with urllib3.HTTPConnectionPool("127.0.0.1", self.host.port) as own:
            answer = own.request(
                "GET", f"/v/{token}/events?lang={language}", preload_content=False, retries=False, timeout=20.0
            )
            assert answer.status == 200
            try:
                yield (json.loads(line[6:]) for line in _lines(answer) if line.startswith(b"data: "))
            finally:
                answer.close()


def _lines(answer: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    rest = b""
    for part in answer.stream():
        *whole, rest = (rest + part).split(b"\n")
        yield from whole


@contextmanager
def phone_page(door: Lobby, prefix: str = "/v", proxies: tuple[str, ...] = ()) -> Iterator[PhonePage]:
    host = Host(application(door, shelf(brand.load()), prefix, {}, proxies), listen("127.0.0.1", 0), None)
    thread: threading.Thread = host.start()
    pool = urllib3.HTTPConnectionPool("127.0.0.1", host.port)
    try:
        yield PhonePage(host, pool)
    finally:
        pool.close()
        host.should_exit = True
        thread.join(30)
        assert not thread.is_alive(), "the phone page did not end"
