"""What each way of failing is called in HTTP. The body says it in the lobby's own words, as both doors know them."""

from __future__ import annotations

import logging
from http import HTTPStatus

from gateway.exchange import Exchange, TooLarge, encoded
from lobby.errors import Refused, Trouble

log = logging.getLogger(__name__)

STATUS = {
    "station-unknown": HTTPStatus.UNAUTHORIZED,
    "station-waiting": HTTPStatus.UNAUTHORIZED,
    "sign-in-required": HTTPStatus.UNAUTHORIZED,
    "session-ended": HTTPStatus.UNAUTHORIZED,
    "password-required": HTTPStatus.FORBIDDEN,
    "not-allowed": HTTPStatus.FORBIDDEN,
    "not-your-counter": HTTPStatus.FORBIDDEN,
}
"""Refusals that are about who asks; all others are 409."""
CHALLENGE = ((b"www-authenticate", b"Bearer"),)
HANG_UP = ((b"connection", b"close"),)
UNFORESEEN = (
    "Something happened on the host that Lobby does not know; its log says what. Nothing that was answered before is "
    "lost. Try again; if it stays so, report it."
)


class Unknown(Exception):
    """There is nothing of that name."""


class TooMany(Exception):
    """This machine asks more often than it may."""

    def __init__(self, wait: float) -> None:
        self.wait = max(1, round(wait + 0.5))
        super().__init__(f"This machine asks too often. Nothing was changed. Try again in {self.wait} s.")


async def tell(exchange: Exchange, error: Exception) -> None:
    """Answer with what went wrong."""
    match error:
        case Refused():
            status = STATUS.get(error.reason, HTTPStatus.CONFLICT)
            headers = CHALLENGE if status is HTTPStatus.UNAUTHORIZED else ()
            await exchange.answer(refusal(error), status, headers)
        case Trouble():
            await exchange.answer(trouble(error.kind, str(error)), HTTPStatus.SERVICE_UNAVAILABLE)
        case Unknown():
            await exchange.answer(trouble("unknown", str(error)), HTTPStatus.NOT_FOUND)
        case TooMany():
            wait = ((b"retry-after", b"%d" % error.wait),)
            await exchange.answer(trouble("too-many", str(error)), HTTPStatus.TOO_MANY_REQUESTS, wait)
        case TooLarge():
            words = "This request is larger than any that the lobby needs. Nothing was changed."
            await exchange.answer(trouble("too-large", words), HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HANG_UP)
        case ValueError():
            await exchange.answer(trouble("malformed", str(error)), HTTPStatus.UNPROCESSABLE_ENTITY)
        case _:
            log.error("unforeseen at %s", exchange.scope["path"], exc_info=error)
            await exchange.answer(trouble("unforeseen", UNFORESEEN), HTTPStatus.INTERNAL_SERVER_ERROR)


def refusal(error: Refused) -> bytes:
    facts = {name: value if isinstance(value, int | float | str) else str(value) for name, value in error.facts.items()}
    return encoded({"refused": error.reason, "message": str(error), "facts": facts})


def trouble(kind: str, message: str) -> bytes:
    return encoded({"trouble": kind, "message": message})
