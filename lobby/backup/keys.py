"""The files without which a record is only half restored: its keys and the host's certificate, and where each belongs.

They go into a backup only when it is sealed; else they have to be kept by hand, and whoever takes it is told so.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lobby import certificate
from lobby.config import Host
from lobby.keys import field_key_path, key_path


def certificate_of(host: Host) -> Path:
    """What guests pin."""
    return Path(host.certificate) if host.certificate else certificate.usual_place()


def places(url: str, host: Host | None = None) -> Mapping[str, Path]:
    """Where the keys of the record at `url` and of this host lie on this machine, by their names inside a backup."""
    shown = certificate_of(host or Host())
    return {
        "identity": key_path(url),
        "fields": field_key_path(url),
        "certificate": shown,
        "certificate-key": certificate.key_of(shown),
    }


def present(url: str, host: Host | None = None) -> Mapping[str, Path]:
    """Those of them that this machine has."""
    return {name: path for name, path in places(url, host).items() if path.is_file()}
