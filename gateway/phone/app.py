"""The phone page as a program. Built in this order: wiring, brand, door to the record, application, socket, server."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from gateway.machine import many_connections
from gateway.phone.routes import application
from gateway.phone.shelf import shelf
from gateway.pulse import Pulse
from gateway.serving import Host, listen, tls
from lobby import config, paired
from lobby.api import Lobby, is_host, open_lobby
from lobby.errors import Trouble
from lobby.model import StationRole
from resources import brand
from resources.brand import BrandError
from resources.theme import ColourError

NAME = "lobby-phone"
MOST_CONNECTIONS = 6000


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the customers' phones until told to end. Exit code 1 is trouble, said in one sentence."""
    said = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        serve(said)
    except (Trouble, BrandError, ColourError) as trouble:
        print(f"{NAME}: {trouble}", file=sys.stderr)
        return 1
    return 0


def serve(said: argparse.Namespace) -> None:
    wiring = config.load(said.config)
    own, prefix = wiring.phone, urlsplit(wiring.kiosk.link_base).path.rstrip("/")
    bind, port = said.host or own.bind, own.port if said.port is None else said.port
    bank = brand.from_table(wiring.brand, wiring.source) if wiring.brand else brand.load()
    context = tls(Path(own.certificate)) if own.certificate else None
    door = _door(config.database_url(said.database, wiring))
    try:
        many_connections()
        app = application(door, shelf(bank), prefix, wiring.brand, own.proxies)
        host = Host(app, listen(bind, port), context, strangers=MOST_CONNECTIONS)
        print(f"{NAME}: serving {'https' if context else 'http'}://{bind}:{host.port}{prefix}/…", flush=True)
        with Pulse(bind, host.port, tls=context is not None):
            host.run()
    finally:
        door.close()


def _door(url: str) -> Lobby:
    """At a host this program is a station of its own, which can do nothing without a visit's link."""
    return open_lobby(url, badge=paired.badge(url, StationRole.PHONE) if is_host(url) else None)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=NAME, description="Serve the page that customers' phones show.")
    parser.add_argument("--database", metavar="URL", help="the record, or its host: https://lobby-host:8443")
    parser.add_argument("--config", type=Path, metavar="FILE", help="this machine's wiring (TOML)")
    parser.add_argument("--host", metavar="ADDRESS", help="listen at this address of the machine (0.0.0.0: all)")
    parser.add_argument("--port", type=int, help="listen at this port (8480)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
