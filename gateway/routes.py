"""The addresses of the host: what is said there goes to the record, what the record answers comes back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from gateway import openapi, outcomes
from gateway.exchange import Away, Exchange, encoded
from gateway.feed import joined
from gateway.house import House
from gateway.outcomes import Unknown
from lobby import wire
from lobby.access import Caller, admit, allows
from lobby.commands import AskPairing, Command, ImportCustomers
from lobby.local import LocalLobby
from lobby.queries import Me

MOST_BYTES = 64 * 1024
MOST_CUSTOMERS_BYTES = 64 * 1024 * 1024
LONGEST_WAIT = 25.0
"""Seconds: a poll is answered before anything between guest and host thinks that it is dead."""
LONGEST_KEY = 80

Answering = Callable[[House, Exchange], Awaitable[bytes]]


class Endpoint:
    """An address as the server calls it; whatever goes wrong there is told in the lobby's words."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        house = scope["app"].state.house
        exchange = Exchange(scope, receive, send, house.term)
        try:
            house.refuse_if_replaced(exchange.term())
            body = await self._answering(house, exchange)
        except Away:
            return
        except Exception as error:  # noqa: BLE001 - every request gets its answer
            await outcomes.tell(exchange, error)
        else:
            await exchange.answer(body)


class Addresses(Starlette):
    """Whatever a press waits for goes straight to its endpoint; every other address is the router's."""

    straight: Mapping[tuple[str, str], Endpoint] = {}
    """By the verb, and the address or what stands before the name in it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            before, _, name = scope["path"].rpartition("/")
            endpoint = self.straight.get((scope["method"], before if scope["method"] == "POST" else scope["path"]))
            if endpoint is not None and name:
                scope["app"], scope["path_params"] = self, {"name": name}
                await endpoint(scope, receive, send)
                return
        await super().__call__(scope, receive, send)


async def do(house: House, exchange: Exchange) -> bytes:
    kind = wire.COMMANDS.get(exchange.name)
    if kind is None:
        raise Unknown(f"There is no command {exchange.name!r}.")
    return await _done(house, exchange, kind)


async def _done(house: House, exchange: Exchange, kind: type[Command[Any]]) -> bytes:
    caller = await house.doorman.caller_for(kind, exchange)
    command = wire.wish(await exchange.body(_most(kind, caller)), kind)
    admit(caller, command)
    return await house.do(command, _key(exchange), caller)


async def ask(house: House, exchange: Exchange) -> bytes:
    kind = wire.QUERIES.get(exchange.name)
    if kind is None:
        raise Unknown(f"There is no query {exchange.name!r}.")
    caller = await house.doorman.caller_for(kind, exchange)
    query = wire.wish(await exchange.body(MOST_BYTES), kind)
    admit(caller, query)
    return await house.ask(query, caller)


async def pair(house: House, exchange: Exchange) -> bytes:
    """A new machine asks to be a station, and later, with the token that it got, whether it is one."""
    if exchange.scope["method"] == "POST":
        return await _done(house, exchange, AskPairing)
    return await house.ask(Me(), await house.doorman.station(exchange))


async def events(house: House, exchange: Exchange) -> bytes:
    await house.doorman.station(exchange)
    said = exchange.said()
    after, timeout = _number(said, "after", 0, 2**63 - 1), _seconds(said)
    if not house.feed.reaches(after):
        return await house.events(int(after))
    found = house.feed.since(after)
    if not found and timeout:
        await house.feed.wait(timeout, exchange.gone())
        found = house.feed.since(after)
    return joined(found)


async def health(house: House, _: Exchange) -> bytes:
    if house.feed.trouble is not None:
        raise house.feed.trouble
    return encoded({"status": "ok", "event": house.feed.head})


async def described(_: House, __: Exchange) -> bytes:
    return openapi.document()


def _most(kind: type[Command[Any]], caller: Caller) -> int:
    return MOST_CUSTOMERS_BYTES if kind is ImportCustomers and allows(caller, kind) else MOST_BYTES


def _key(exchange: Exchange) -> str | None:
    key = exchange.said().get("key")
    if key is not None and not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        raise ValueError(f"A key has 1 to {LONGEST_KEY} plain characters.")
    return key


def _number(said: dict[str, str], name: str, least: int, most: int) -> int:
    text = said.get(name, "0")
    if not (text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most):
        raise ValueError(f"{name} has to be a whole number from {least} to {most}.")
    return int(text)


def _seconds(said: dict[str, str]) -> float:
    try:
        seconds = float(said.get("timeout", "0"))
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise ValueError("timeout has to be a number of seconds from 0 to 3600.")
    return min(seconds, LONGEST_WAIT)


def application(lobby: LocalLobby) -> Starlette:
    """The host's addresses before a record; `app.state.house` is there while the server runs."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.house = House(lobby)
        app.state.wake = app.state.house.feed.wake
        yield
        app.state.house.close()

    def route(path: str, methods: str, answering: Answering) -> Route:
        return Route(path, Endpoint(answering), methods=methods.split())

    app = Addresses(
        routes=[
            route("/v1/do/{name}", "POST", do),
            route("/v1/ask/{name}", "POST", ask),
            route("/v1/events", "GET", events),
            route("/v1/health", "GET", health),
            route("/v1/openapi.json", "GET", described),
            route("/v1/pair", "POST GET", pair),
        ],
        lifespan=lifespan,
        exception_handlers={HTTPException: _elsewhere},
    )
    app.router.redirect_slashes = False
    app.straight = {
        ("POST", "/v1/do"): Endpoint(do),
        ("POST", "/v1/ask"): Endpoint(ask),
        ("GET", "/v1/events"): Endpoint(events),
    }
    return app


def _elsewhere(_: Request, error: Any) -> Response:
    """A wrong address or verb."""
    words = {HTTPStatus.NOT_FOUND: "There is nothing at this address."}.get(error.status_code, str(error.detail))
    body = outcomes.trouble("unknown", words)
    return Response(body, error.status_code, headers=error.headers, media_type="application/json")
