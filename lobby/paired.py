"""What this machine keeps of the hosts that it joined: their certificates' fingerprints, terms, and its own tokens."""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path

import platformdirs

from lobby.access import Badge
from lobby.errors import Trouble
from lobby.known_term import KnownTerm
from lobby.model import StationRole
from lobby.model.term import FIRST_TERM
from lobby.remote import host_and_port

PIN = "pin"
TOKEN = ".token"
STATION = ".station"
TERM = "term"


def pin(url: str) -> str | None:
    """The fingerprint by which the host is known, if this machine has joined it."""
    return _read(_folder(url) / PIN)


def badge(url: str, role: StationRole | None = None, counter: str | None = None) -> Badge | None:
    """The token of this machine's station of that role; without a role, of the only one that it has."""
    if role is not None:
        token = _read(_folder(url) / _name(role, counter))
        return Badge(token) if token else None
    tokens = [_read(file) for file in sorted(_folder(url).glob(f"*{TOKEN}"))]
    return Badge(tokens[0]) if len(tokens) == 1 else None


def term(url: str) -> KnownTerm:
    """The term up to which this machine has followed this host's places."""
    return _term(_folder(url) / TERM)


@functools.cache
def _term(file: Path) -> KnownTerm:
    """One for the whole process: what one door has learned, the others know."""
    found = _read(file) or ""
    return KnownTerm(int(found) if found.isdecimal() else FIRST_TERM, functools.partial(_keep_term, file))


def _keep_term(file: Path, number: int) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(file, str(number))


def keep(url: str, fingerprint: str, token: str, role: StationRole, counter: str | None = None) -> None:
    """Raises Trouble when it can't be written: the token is shown to this machine once."""
    folder = _folder(url)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _read(folder / PIN) != fingerprint:  # another certificate is another host, whose tokens are worth nothing
            for old in folder.glob(f"*{TOKEN}"):
                old.unlink()
            (folder / TERM).unlink(missing_ok=True)
            _term.cache_clear()
        _write(folder / PIN, fingerprint)
        _write(folder / _name(role, counter), token)
    except OSError as error:
        raise _unwritable(folder, error) from error


def called(url: str, role: StationRole, counter: str | None, station: str) -> None:
    """Remember what the host calls this station, as in `kiosk#2`: nobody else ever gets that name. Raises Trouble."""
    file = _named(url, role, counter)
    if _read(file) != station:
        try:
            _write(file, station)
        except OSError as error:
            raise _unwritable(file.parent, error) from error


def station(url: str, role: StationRole, counter: str | None = None) -> str | None:
    """What the host calls this machine's station of that role, if it has ever said so."""
    return _read(_named(url, role, counter))


def own_file(url: str, role: StationRole, counter: str | None = None) -> Path:
    """Where this station keeps what its host has yet to be told."""
    return (_folder(url) / _name(role, counter)).with_suffix(".db")


def forget(url: str, role: StationRole, counter: str | None = None) -> None:
    """The token is worth nothing any more."""
    (_folder(url) / _name(role, counter)).unlink(missing_ok=True)


def _folder(url: str) -> Path:
    host, port = host_and_port(url)
    name = re.sub(r"[^a-z0-9.-]", "_", host.lower())
    return platformdirs.user_data_path("lobby", appauthor=False) / "hosts" / f"{name}_{port}"


def _named(url: str, role: StationRole, counter: str | None) -> Path:
    return (_folder(url) / _name(role, counter)).with_suffix(STATION)


def _unwritable(folder: Path, error: OSError) -> Trouble:
    return Trouble(
        "station-unwritable",
        f"What makes this machine a station can't be kept in {folder}: {error.strerror}. It has not joined. "
        "Give this user the right to write there, and join again.",
    )


def _name(role: StationRole, counter: str | None) -> str:
    place = "" if counter is None else "-" + re.sub(r"\W", lambda sign: f"%{ord(sign.group()):x}", counter)
    return f"{role}{place}{TOKEN}"


def _read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="ascii").strip() or None
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(
            "station-unreadable",
            f"{file} can't be read ({error}). This machine can't show who it is to its host. "
            "Give this user the right to read it, or join again.",
        ) from error


def _write(file: Path, text: str) -> None:
    """Whole or not at all, for this user only."""
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(text + "\n")
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
