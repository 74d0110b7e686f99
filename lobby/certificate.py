"""The host's certificate: made at its set-up, told apart by its fingerprint, compared by people as a short code."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import ipaddress
import os
import socket
import ssl
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from lobby.errors import Trouble

if TYPE_CHECKING:
    from cryptography import x509

YEARS = 20
CODE_LETTERS = 16
"""Of 5 bits each: nobody finds another certificate with the same 80 bits."""


def usual_place() -> Path:
    return platformdirs.user_data_path("lobby", appauthor=False) / "host.crt"


def key_of(certificate: Path) -> Path:
    """The private key lies beside its certificate."""
    return certificate.with_suffix(".key")


def make(certificate: Path, names: Iterable[str], *, renew: bool = False) -> None:
    """A new key, readable by this user only, and a certificate for these names and addresses. Raises Trouble."""
    if certificate.exists() and not renew:
        raise Trouble(
            "certificate-exists",
            f"There is a certificate at {certificate} already, and it was left alone. "
            "Every guest has pinned it; with --renew a new one is made and every guest has to join again.",
        )
    key, public = _made(tuple(names))
    try:
        certificate.parent.mkdir(parents=True, exist_ok=True)
        _write_private(key_of(certificate), key)
        certificate.write_bytes(public)
    except OSError as error:
        raise Trouble(
            "certificate-unwritable",
            f"The certificate {certificate} can't be written: {error.strerror}. The host is not set up. "
            "Name a folder that this user may write to, in lobby.toml below [host].",
        ) from error


def fingerprint(certificate: Path) -> str:
    """What guests pin: SHA-256 of the certificate, in hex. Raises Trouble when there is none."""
    try:
        return of_der(ssl.PEM_cert_to_DER_cert(certificate.read_text(encoding="ascii")))
    except (OSError, ValueError) as error:
        raise Trouble(
            "certificate-missing",
            f"There is no certificate at {certificate} ({error}). Guests can't be served. "
            "Make one with 'lobby host-setup', or name the right one in lobby.toml below [host].",
        ) from error


def of_der(certificate: bytes) -> str:
    return hashlib.sha256(certificate).hexdigest()


def code(pin: str) -> str:
    """A fingerprint as people compare it: the same on host and guest, or somebody stands between them."""
    letters = base64.b32encode(bytes.fromhex(pin)).decode()[:CODE_LETTERS]
    return "-".join(letters[place : place + 4] for place in range(0, CODE_LETTERS, 4))


def names_here() -> tuple[str, ...]:
    """The names and addresses by which other machines may call this one."""
    name = socket.gethostname()
    found = [name, socket.getfqdn(), "localhost", "127.0.0.1", "::1", _own_address()]
    with suppress(OSError):  # a name that this machine itself can't look up
        found += [str(address[4][0]).partition("%")[0] for address in socket.getaddrinfo(name, None)]
    return tuple(dict.fromkeys(found))


def _own_address() -> str:
    """The address on the way out; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        try:
            out.connect(("192.0.2.1", 9))
            return str(out.getsockname()[0])
        except OSError:  # no network at the moment
            return "127.0.0.1"


def _made(names: tuple[str, ...]) -> tuple[bytes, bytes]:
    """Key and certificate in PEM."""
    from cryptography import x509  # slow to import and needed once in a host's life
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Lobby host {names[0]}"[:64])])
    now = dt.datetime.now(dt.UTC)
    public = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))  # a guest's clock may be behind
        .not_valid_after(now + dt.timedelta(days=366 * YEARS))
        .add_extension(x509.SubjectAlternativeName([_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private, public.public_bytes(serialization.Encoding.PEM)


def _name(name: str) -> x509.GeneralName:
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode())


def _write_private(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
