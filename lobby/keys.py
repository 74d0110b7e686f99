"""A record's two keys: where they lie, beside the record and never in it, and how they are read or made."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from lobby.record_file import on_server, sqlite_path

LEAST = 32
"""Bytes."""


def key_path(url: str) -> Path:
    """The key of identities: two machines that open one record need the same."""
    if on_server(url):
        return _named(url)
    path = sqlite_path(url)
    return path.with_name(path.name + ".key")


def _named(url: str) -> Path:
    """A record on a server says in its URL where this machine keeps its keys, else they lie with the user's data."""
    import platformdirs

    parts = urlsplit(url)
    named = parse_qs(parts.query).get("identity_key")
    name = f"{parts.path.strip('/') or 'lobby'}.key"
    return Path(named[0]) if named else platformdirs.user_data_path("lobby", appauthor=False) / name


def field_key_path(url: str) -> Path:
    """The key of personal words, a file of its own: identities may be made elsewhere with theirs, words never are."""
    path = key_path(url)
    return path.with_name(f"{path.stem}.fields{path.suffix}")


def read_key(path: Path) -> bytes:
    """The key in this file, which is made when it is not there yet. Raises OSError or ValueError."""
    if not path.exists():
        _make(path)
    key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    if len(key) < LEAST:
        raise ValueError("the key is cut off")
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(LEAST) + "\n")
