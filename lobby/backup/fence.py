"""The mark that a takeover leaves beside the backups, so that the lost host, when it comes back, stays silent."""

from __future__ import annotations

from pathlib import Path

import msgspec

from lobby import wire
from lobby.errors import Trouble
from lobby.model import Term
from lobby.store import Store
from lobby.views import terms

MARK = "taken-over.json"


def put_up(folder: Path, term: Term) -> None:
    """Raises OSError where the folder can't be written to."""
    part = folder / f"{MARK}.part"
    part.write_text(wire.to_json(term), encoding="utf-8")
    part.replace(folder / MARK)


def seen(folder: Path) -> Term | None:
    """The newest takeover from this folder; None where there was none, or the folder can't be read."""
    try:
        found: Term = wire.from_json((folder / MARK).read_bytes(), Term)
    except (OSError, msgspec.MsgspecError):
        return None
    return found


def refuse_replaced(folder: Path, url: str) -> None:
    """Raises Trouble when another machine went on from a backup of this record."""
    mark = seen(folder)
    if mark is None:
        return
    store = Store(url)
    try:
        with store.read() as session:
            own = terms.current(session)
    finally:
        store.close()
    if mark.number >= own.number and mark.machine != own.machine:
        raise Trouble(
            "host-replaced",
            f"{mark.machine} has taken over from this host (term {mark.number}; here it is {own.number}). This one "
            "serves nobody any more, so that no number is given twice. Let it be a guest, or set it up from a backup "
            f"of the new host; only if that machine never served anybody, remove {folder / MARK} and start again.",
        )
