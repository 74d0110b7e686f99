"""How a machine becomes a station: it sees the host's certificate, asks with a code, and waits for somebody's yes."""

from __future__ import annotations

import socket
import ssl

from lobby import certificate, paired
from lobby.access import Badge
from lobby.commands import AskPairing
from lobby.errors import Refused, Trouble
from lobby.model import Pairing, StationRole
from lobby.queries import Me
from lobby.remote import CONNECT_WITHIN, RemoteLobby, host_and_port


class Joining:
    """One machine's way to one host. `code` tells the host apart, `asked.code` this machine: people compare both."""

    def __init__(self, url: str, role: StationRole, counter: str | None = None, name: str | None = None) -> None:
        """Raises Trouble when the host is not there, Refused when it has no such place."""
        self._url, self._role, self._counter = url, role, counter
        self._pin = seen(url)
        self.code = certificate.code(self._pin)
        self._term = paired.term(url) if self._pin == paired.pin(url) else None
        door = RemoteLobby(url, pin=self._pin, term=self._term)
        try:
            self.asked: Pairing = door.do(AskPairing(role, name or socket.gethostname(), counter))
        finally:
            door.close()

    def approved(self) -> bool:
        """Whether somebody said yes; then this machine is a station from now on. Raises Refused after a no."""
        door = RemoteLobby(self._url, Badge(self.asked.token), self._pin, self._term)
        try:
            me = door.ask(Me())
        except Refused as refusal:
            if refusal.reason == "station-waiting":
                return False
            raise
        finally:
            door.close()
        paired.keep(self._url, self._pin, self.asked.token, self._role, self._counter)
        paired.called(self._url, self._role, self._counter, me.station)
        return True


def seen(url: str) -> str:
    """The fingerprint of the certificate that a host shows; nobody vouches for it yet. Raises Trouble."""
    host, port = host_and_port(url)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with (
            socket.create_connection((host, port), CONNECT_WITHIN) as plain,
            context.wrap_socket(plain, server_hostname=host) as secure,
        ):
            shown = secure.getpeercert(binary_form=True)
    except OSError as error:
        raise Trouble(
            "host-away",
            f"No host answers at {url} ({error}). Nothing was asked. Start 'lobby-host' there, or check the address.",
        ) from error
    return certificate.of_der(shown or b"")
