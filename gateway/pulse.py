"""Tells the service manager that the host is alive, as long as it answers: asked from outside, as a guest would ask."""

from __future__ import annotations

import http.client
import logging
import ssl
import threading

from lobby import service

log = logging.getLogger(__name__)
PATIENCE = 5.0
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


class Pulse:
    """Beats inside its `with`; without a service manager that listens it does nothing."""

    def __init__(self, bind: str, port: int, *, tls: bool) -> None:
        self._address = EVERYWHERE.get(bind, bind), port
        self._tls = tls
        self._stop = threading.Event()
        self._every = service.pulse_seconds()
        self._thread = threading.Thread(target=self._beat, name="pulse", daemon=True)

    def __enter__(self) -> None:
        service.tell(service.READY)
        if self._every is not None:
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        service.tell(service.STOPPING)
        self._stop.set()

    def _beat(self) -> None:
        while not self._stop.wait(self._every):
            if self._answered():
                service.tell(service.ALIVE)
            else:
                log.warning("the host did not answer itself; the service manager will start it anew if it stays so")

    def _answered(self) -> bool:
        """Whether any answer came: trouble with the record is not mended by a new start."""
        door = self._door()
        try:
            door.request("GET", "/v1/health")
            door.getresponse().read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            door.close()
        return True

    def _door(self) -> http.client.HTTPConnection:
        if not self._tls:
            return http.client.HTTPConnection(*self._address, timeout=PATIENCE)
        itself = ssl.create_default_context()
        itself.check_hostname, itself.verify_mode = False, ssl.CERT_NONE  # whether it answers, not who it is
        return http.client.HTTPSConnection(*self._address, timeout=PATIENCE, context=itself)
