"""Whether the host can be reached: a guest's, and this machine's own where it is one."""

from __future__ import annotations

import datetime as dt
import http.client
import socket
import ssl
from email.utils import parsedate_to_datetime

from lobby import certificate
from lobby.backup.keys import certificate_of
from lobby.checks.finding import Case, Finding, Findings, Subject, said_by

host = Subject("host")
PATIENCE = 5.0
APART = dt.timedelta(seconds=30)
OWN = "127.0.0.1"


def check(case: Case) -> Findings:
    if not case.is_guest:
        yield _own(case)
        return
    from lobby.remote import host_and_port

    with said_by(host):
        where = host_and_port(case.url)
    try:
        pin, answered = _asked(*where, tls=case.url.startswith("https://"))
    except (OSError, http.client.HTTPException) as error:
        yield host.fault(
            f"{case.url} can't be reached ({error})",
            "check this machine's network cable, the host's power, its address, and port and firewall there",
        )
        return
    yield host.ok(f"{case.url} answers{f', its certificate is {certificate.code(pin)}' if pin else ''}")
    if answered is not None and abs(case.clock.now() - answered) > APART:
        yield host.warning(
            f"its clock says {answered.astimezone():%H:%M:%S}, this machine's {case.clock.now().astimezone():%H:%M:%S}",
            "let NTP keep both; the host's clock is the one that counts",
        )


def _asked(name: str, port: int, *, tls: bool) -> tuple[str | None, dt.datetime | None]:
    """The fingerprint of what answers there, and its clock. Nothing is told to it, so anybody may be there."""
    door: http.client.HTTPConnection
    if tls:
        unproven = ssl.create_default_context()
        unproven.check_hostname, unproven.verify_mode = False, ssl.CERT_NONE
        door = http.client.HTTPSConnection(name, port, timeout=PATIENCE, context=unproven)
    else:
        door = http.client.HTTPConnection(name, port, timeout=PATIENCE)
    try:
        door.connect()
        shown = door.sock.getpeercert(binary_form=True) if isinstance(door.sock, ssl.SSLSocket) else None
        door.request("GET", "/v1/health")
        answer = door.getresponse()
        date = answer.getheader("date")
    finally:
        door.close()
    return certificate.of_der(shown) if shown else None, parsedate_to_datetime(date) if date else None


def _own(case: Case) -> Finding:
    port = case.config.host.port
    try:
        socket.create_connection((OWN, port), timeout=PATIENCE).close()
    except OSError:
        if not certificate_of(case.config.host).exists():
            return host.ok("this machine is no host: everything runs on it alone")
        return host.warning(
            f"this machine is set up as a host, but nothing listens at port {port}", "systemctl start lobby-host"
        )
    return host.ok(f"something listens at port {port} of this machine")
