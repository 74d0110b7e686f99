"""Whether the host can be reached: a guest's, and this machine's own where it is one."""

from __future__ import annotations

import datetime as dt
import socket

from lobby.api import open_lobby
from lobby.backup.keys import certificate_of
from lobby.checks.finding import Case, Finding, Findings, Subject, said_by
from lobby.errors import Refused, Trouble
from lobby.queries import Hall

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
        socket.create_connection(where, timeout=PATIENCE).close()
    except OSError as error:
        yield host.fault(
            f"{case.url} can't be reached ({error})",
            "check this machine's network cable, the host's power, its address, and port and firewall there",
        )
        return
    yield from _asked(case)


def _asked(case: Case) -> Findings:
    """As this machine's station; a host with another certificate than the pinned one is told nothing."""
    with said_by(host):
        lobby = open_lobby(case.url)
    try:
        there = lobby.ask(Hall()).now
    except Trouble as trouble:
        yield host.trouble(trouble)
        return
    except Refused as refused:
        yield host.fault(f"{case.url} answers, but not to this machine: {refused}", f"lobby join {case.url}")
        return
    finally:
        lobby.close()
    yield host.ok(f"{case.url} answers this machine")
    here = case.clock.now()
    if abs(here - there) > APART:
        yield host.warning(
            f"its clock says {there.astimezone():%H:%M:%S}, this machine's {here.astimezone():%H:%M:%S}",
            "let NTP keep both; the host's clock is the one that counts",
        )


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
