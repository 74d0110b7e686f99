"""The addresses of the phone page: a visit, what can be done with it, its news, and the few files beside it."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from gateway.exchange import STREAMS
from gateway.outcomes import TooMany
from gateway.phone import answers, pages, stream
from gateway.phone.acts import ACTS, LEAVE, Form, key
from gateway.phone.links import Away, Links, Unknown
from gateway.phone.pages import House
from gateway.phone.shelf import Shelf
from gateway.phone.watch import Watch
from lobby.api import Lobby
from lobby.errors import Refused, Trouble
from resources import phone
from resources.language import LANGUAGES

log = logging.getLogger(__name__)
MOST_BYTES = 2048
FORM = "application/x-www-form-urlencoded"

Answering = Callable[["Desk", Request], Awaitable[Response]]


class Desk:
    """What every answer needs; made on the loop that serves."""

    def __init__(
        self, door: Lobby, names: Mapping[str, object], shelf: Shelf, prefix: str, proxies: tuple[str, ...]
    ) -> None:
        self.watch = Watch(door, names)
        self.links = Links(self.watch)
        self.streams = stream.Streams()
        self.shelf, self.prefix = shelf, prefix
        self._proxies = frozenset(proxies)

    @property
    def house(self) -> House:
        """The bank's name comes with the first board."""
        board = self.watch.board
        bank = board.branch.bank if board else None
        branch = board.branch.name if board else None
        return House(
            prefix=self.prefix,
            bank={language: bank.of(language) if bank else "" for language in LANGUAGES},
            branch={language: branch.of(language) if branch else "" for language in LANGUAGES},
            colour=self.shelf.colour,
            version=self.shelf.version,
            mark=self.shelf.mark,
        )

    def address(self, request: Request) -> str:
        """Who asks: behind a proxy of ours, whom it names last."""
        direct = request.client.host if request.client else ""
        if direct in self._proxies:
            return request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()[:64] or direct
        return direct


async def visit(desk: Desk, request: Request) -> Response:
    token = request.path_params["token"]
    seen = await desk.links.sight(token, desk.address(request))
    said = request.query_params.get("told", "")[:40]
    return answers.page(pages.visit(desk.house, seen, token, language(request) or seen.language, said))


async def leave(desk: Desk, request: Request) -> Response:
    """Asked once more; nothing is changed here."""
    token = request.path_params["token"]
    seen = await desk.links.sight(token, desk.address(request))
    return answers.page(pages.leave(desk.house, token, language(request) or seen.language))


async def act(desk: Desk, request: Request) -> Response:
    token, name = request.path_params["token"], request.path_params["act"]
    if _from_elsewhere(request):
        return answers.nothing(403)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        return answers.nothing(415)
    form = await _form(request)
    if form is None:
        return answers.nothing(413)
    seen = await desk.links.sight(token, desk.address(request))
    found = ACTS[name]
    try:
        await desk.watch.do(found.command(token, form), key(name, token, form))
        told = found.told
    except Refused as refused:
        if refused.reason == "unknown-visit":
            raise Unknown from refused
        told = refused.reason
    except Trouble:
        told = "away"
    said = f"&told={told}" if told else ""
    return answers.elsewhere(f"{desk.prefix}/{token}?lang={language(request) or seen.language}{said}")


async def events(desk: Desk, request: Request) -> Response:
    token = request.path_params["token"]
    seen = await desk.links.sight(token, desk.address(request))
    if desk.streams.full(token):
        return answers.nothing(503)
    request.scope[STREAMS] = True
    news = stream.told(desk.house, desk.links, desk.watch, token, language(request) or seen.language)

    async def counted() -> AsyncIterator[bytes]:
        with desk.streams.one_more(token):
            async for part in news:
                yield part

    return StreamingResponse(counted(), 200, answers.SECRET, "text/event-stream")


async def manifest(desk: Desk, request: Request) -> Response:
    token = request.path_params["token"]
    seen = await desk.links.sight(token, desk.address(request))
    said, house = language(request) or seen.language, desk.house
    body = {
        "name": f"{house.bank[said]} {seen.number}",
        "short_name": seen.number,
        "lang": pages.HTML_LANG[said],
        "start_url": f"{desk.prefix}/{token}?lang={said}",
        "scope": f"{desk.prefix}/",
        "display": "standalone",
        "background_color": house.colour,
        "theme_color": house.colour,
        "icons": [{"src": f"{desk.prefix}/_/icon.svg?v={house.version}", "sizes": "any", "type": "image/svg+xml"}],
    }
    return Response(json.dumps(body, ensure_ascii=False), 200, answers.SECRET, "application/manifest+json")


async def worker(desk: Desk, _: Request) -> Response:
    return answers.file(desk.shelf.worker(desk.prefix), "text/javascript; charset=utf-8", lasting=False)


async def beside(desk: Desk, request: Request) -> Response:
    """Sheet, script, icon, and the shells for a phone without a connection."""
    match request.path_params["name"]:
        case "phone.css":
            return answers.file(desk.shelf.css, "text/css; charset=utf-8")
        case "phone.js":
            return answers.file(desk.shelf.js, "text/javascript; charset=utf-8")
        case "icon.svg":
            return answers.file(desk.shelf.icon, "image/svg+xml")
        case "rings.svg":
            return answers.file(phone.text("rings.svg").encode(), "image/svg+xml")
        case "shell-zh.html":
            return answers.file(pages.shell(desk.house, "zh"), "text/html; charset=utf-8", lasting=False)
        case "shell-en.html":
            return answers.file(pages.shell(desk.house, "en"), "text/html; charset=utf-8", lasting=False)
    raise Unknown


async def nowhere(_: Desk, __: Request) -> Response:
    raise Unknown


def language(request: Request) -> str:
    """The one that was chosen on the page; else the ticket's own."""
    said = request.query_params.get("lang", "")
    return said if said in LANGUAGES else ""


async def _answered(answering: Answering, request: Request) -> Response:
    desk: Desk = request.app.state.desk
    said = language(request) or "zh"
    try:
        return await answering(desk, request)
    except Unknown:
        return answers.page(pages.unknown(desk.house, said), 404)
    except Away:
        return answers.page(pages.away(desk.house, said), 503, {"retry-after": "10"})
    except TooMany as many:
        return answers.page(pages.busy(desk.house, said), 429, {"retry-after": str(many.wait)})
    except ClientDisconnect:
        return answers.nothing(400)
    except Exception:
        log.exception("unforeseen in a phone's page")
        return answers.page(pages.away(desk.house, said), 503, {"retry-after": "10"})


def _from_elsewhere(request: Request) -> bool:
    """Whether another site's page sent this form. No cookie is used, so it would have to know the link as well."""
    origin = request.headers.get("origin", "null")
    site = request.headers.get("sec-fetch-site", "same-origin")
    host = request.headers.get("host", "")
    return site not in ("same-origin", "none") or (origin != "null" and origin.partition("://")[2] != host)


async def _form(request: Request) -> Form | None:
    """The fields of a form; None for one that is larger than any of ours."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return None
    try:
        return parse_qs(body.decode("ascii"), max_num_fields=16)
    except ValueError:
        return {}


def application(
    door: Lobby, shelf: Shelf, prefix: str, names: Mapping[str, object] | None = None, proxies: tuple[str, ...] = ()
) -> Starlette:
    """`prefix` is the path of the address that the tickets' QR codes begin with."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.desk = desk = Desk(door, names or {}, shelf, prefix, proxies)
        app.state.wake = desk.watch.wake
        yield
        desk.watch.close()

    def route(path: str, answering: Answering, *methods: str) -> Route:
        return Route(prefix + path, partial(_answered, answering), methods=list(methods or ("GET",)))

    app = Starlette(
        routes=[
            route("/sw.js", worker),
            route("/_/{name}", beside),
            route("/{token}", visit),
            route(f"/{{token}}/{LEAVE}", leave),
            route("/{token}/events", events),
            route("/{token}/manifest.json", manifest),
            *(
                Route(f"{prefix}/{{token}}/{name}", partial(_answered, _acting(name)), methods=["POST"])
                for name in ACTS
            ),
            Route("/{anything:path}", partial(_answered, nowhere), methods=["GET", "POST"]),
        ],
        lifespan=lifespan,
        exception_handlers={HTTPException: _wrong_verb},
    )
    app.router.redirect_slashes = False
    return app


def _wrong_verb(_: Request, error: Exception) -> Response:
    return answers.nothing(error.status_code if isinstance(error, HTTPException) else 400)


def _acting(name: str) -> Answering:
    async def answering(desk: Desk, request: Request) -> Response:
        request.path_params["act"] = name
        return await act(desk, request)

    return answering
