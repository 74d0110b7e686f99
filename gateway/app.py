"""The host as a program. Built in this order: wiring, certificate, record, application, socket, server."""

from __future__ import annotations

import argparse
import ipaddress
import logging
import ssl
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gateway.machine import many_connections, take_turns
from gateway.pulse import Pulse
from gateway.routes import application
from gateway.serving import Host, listen, tls
from lobby import certificate, config
from lobby.backup import Keeper, fence
from lobby.backup.sealing import secret
from lobby.backup.takeover import take_over
from lobby.clock import Clock
from lobby.errors import Trouble
from lobby.local import LocalLobby

HOST = "lobby-host"


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the branch's machines until told to end. Exit code 1 is trouble, said in one sentence."""
    said = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        serve(said)
    except Trouble as trouble:
        print(f"{HOST}: {trouble}", file=sys.stderr)
        return 1
    return 0


def serve(said: argparse.Namespace) -> None:
    wiring = config.load(said.config)
    url = config.database_url(said.database, wiring)
    bind, port = said.host or wiring.host.bind, wiring.host.port if said.port is None else said.port
    if said.takeover:
        print(take_over(said.takeover, url, secret(wiring.backup), wiring.host).told(), flush=True)
    if wiring.backup.folder:
        fence.refuse_replaced(Path(wiring.backup.folder), url)
    context = _tls(wiring.host, bind)
    lobby = LocalLobby(url, Clock())
    try:
        many_connections()
        take_turns()
        host = Host(application(lobby), listen(bind, port), context)
        print(f"{HOST}: serving {'https' if context else 'http'}://{bind}:{host.port}", flush=True)
        with _kept(url, wiring, host), Pulse(bind, host.port, tls=context is not None):
            host.run()
    finally:
        lobby.close()


@contextmanager
def _kept(url: str, wiring: config.Config, host: Host) -> Iterator[None]:
    """Backups are taken meanwhile, where there is a folder for them; a host whose place was taken ends."""
    if wiring.backup.folder is None:
        yield
        return

    def end(_: Trouble) -> None:
        host.should_exit = True

    keeper = Keeper(url, wiring, replaced=end)
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


def place(wiring: config.Host) -> Path:
    """Where the certificate of this machine lies."""
    return Path(wiring.certificate) if wiring.certificate else certificate.usual_place()


def _tls(wiring: config.Host, bind: str) -> ssl.SSLContext | None:
    """Without a certificate the host serves programs of its own machine only."""
    where = place(wiring)
    if wiring.certificate is None and not where.exists() and _own(bind):
        return None
    return tls(where)


def _own(bind: str) -> bool:
    try:
        return ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return bind == "localhost"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=HOST, description="Serve this machine's lobby to the branch's machines.")
    parser.add_argument("--database", metavar="URL", help="the record: sqlite:///path or postgresql+psycopg://…")
    parser.add_argument("--config", type=Path, metavar="FILE", help="this machine's wiring (TOML)")
    parser.add_argument(
        "--takeover", type=Path, metavar="FOLDER", help="go on in a lost host's place from its newest good backup there"
    )
    parser.add_argument("--host", metavar="ADDRESS", help="listen at this address of the machine (0.0.0.0: all)")
    parser.add_argument("--port", type=int, help="listen at this port (8443)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
