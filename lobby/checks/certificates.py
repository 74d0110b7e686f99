"""Whether the host's certificate is there, whole and young enough; a guest compares its host's with what it pinned."""

from __future__ import annotations

import datetime as dt
import stat
import sys
from pathlib import Path

from lobby import certificate as host_certificate
from lobby.backup.keys import certificate_of
from lobby.checks.finding import Case, Findings, Subject, said_by

certificate = Subject("certificate")
SOON = dt.timedelta(days=60)


def check(case: Case) -> Findings:
    where = certificate_of(case.config.host)
    if case.is_guest or (not where.exists() and case.config.host.certificate is None):
        return
    with said_by(certificate):
        pin = host_certificate.fingerprint(where)
    yield from _lasting(case, where, pin)
    yield from _key(host_certificate.key_of(where))


def _lasting(case: Case, where: Path, pin: str) -> Findings:
    from cryptography import x509

    ends = x509.load_pem_x509_certificate(where.read_bytes()).not_valid_after_utc
    left = ends - case.clock.now()
    words = f"{host_certificate.code(pin)} at {where}, good until {ends:%Y-%m-%d}"
    advice = "lobby host-setup --renew, after the day's close: every guest has to join again"
    if left < dt.timedelta():
        yield certificate.fault(words, advice)
    elif left < SOON:
        yield certificate.warning(words, advice)
    else:
        yield certificate.ok(words)


def _key(key: Path) -> Findings:
    if not key.is_file():
        yield certificate.fault(
            f"its key is not at {key}", "put it back, out of an encrypted backup; else lobby host-setup --renew"
        )
    elif sys.platform != "win32" and key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield certificate.fault(f"others can read its key {key}", f"chmod 600 {key}")
