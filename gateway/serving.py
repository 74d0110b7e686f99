"""A host that listens: uvicorn with the branch's deadlines and the host's certificate, here or on a thread."""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
import threading
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from gateway.protocol import MOST_STRANGERS, protocol
from lobby import certificate
from lobby.errors import Trouble

log = logging.getLogger(__name__)

KEEP_ALIVE = 75
"""Seconds for which a guest's idle connection is kept."""
HANDSHAKE_WITHIN = 5.0
GOODBYE_WITHIN = 1.0
LAST_ANSWERS_WITHIN = 5
BACKLOG = 1024
START_WITHIN = 20.0


class Host(uvicorn.Server):
    """Serves an application on a socket until it is told to exit."""

    def __init__(
        self, app: Starlette, listening: socket.socket, tls: ssl.SSLContext | None, strangers: int = MOST_STRANGERS
    ) -> None:
        """The application says by `state.wake` how to answer those who wait; `strangers` may be connected at once."""
        self._app = app
        self._listening = listening
        self._tls = tls
        self._ready = threading.Event()
        logging.getLogger("uvicorn.error").setLevel(logging.ERROR)  # what strangers send is no news
        logging.getLogger("uvicorn.access").disabled = True  # a visit's address is its secret
        config = uvicorn.Config(
            app,
            http=protocol(strangers),
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=LAST_ANSWERS_WITHIN,
        )
        super().__init__(config)

    @property
    def port(self) -> int:
        return int(self._listening.getsockname()[1])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await self.lifespan.startup()
        if self.lifespan.should_exit:
            raise Trouble("host-failed", "The host could not start; its log says why. No guest is served.")
        loop = asyncio.get_running_loop()
        serving = await loop.create_server(
            lambda: self.config.http_protocol_class(  # type: ignore[call-arg]
                config=self.config, server_state=self.server_state, app_state=self.lifespan.state
            ),
            sock=self._listening,
            ssl=self._tls,
            backlog=BACKLOG,
            ssl_handshake_timeout=HANDSHAKE_WITHIN if self._tls else None,
            ssl_shutdown_timeout=GOODBYE_WITHIN if self._tls else None,
        )
        self.servers = [serving]
        self.started = True
        self._ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Guests who wait for news get their answer at once; connections on which nobody waits are dropped."""
        for connection in list(self.server_state.connections):
            connection.shutdown()
            if connection.transport.is_closing():
                connection.transport.abort()
        self._app.state.wake()
        self._listening.close()
        await super().shutdown(sockets)

    def start(self) -> threading.Thread:
        """Serve on a thread of its own; returns when guests are served. Set `should_exit` to end it."""
        thread = threading.Thread(target=self.run, name="gateway", daemon=True)
        thread.start()
        if not self._ready.wait(START_WITHIN):
            raise Trouble("host-failed", "The host could not start; its log says why. No guest is served.")
        return thread


def listen(bind: str, port: int) -> socket.socket:
    """The socket that guests connect to. Raises Trouble."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    try:
        return socket.create_server((bind, port), family=family, backlog=BACKLOG)
    except (OSError, OverflowError) as error:
        raise Trouble(
            "host-port",
            f"The host can't listen at {bind} port {port}: {error}. No guest is served. "
            "Close the other program that uses this port, or choose another one with --port.",
        ) from error


def tls(place: Path) -> ssl.SSLContext:
    """The host's certificate, ready to serve. Raises Trouble when there is none."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    certificate.fingerprint(place)
    try:
        context.load_cert_chain(place, certificate.key_of(place))
    except (OSError, ssl.SSLError) as error:
        raise Trouble(
            "certificate-missing",
            f"The key {certificate.key_of(place)} can't be used with its certificate ({error}). Guests can't be "
            "served. Put the right key back, or make both anew with 'lobby host-setup --renew'.",
        ) from error
    return context
