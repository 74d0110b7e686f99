"""The record's file: which one a URL names, and whether it may be opened.

It loads no database, so that a face can ask before its first frame; what only the database knows, such as another
schema, is said by whoever opens the record.
"""

from __future__ import annotations

import os
from pathlib import Path

from lobby.errors import Trouble

SQLITE = "sqlite:///"
NETWORK = ("nfs", "cifs", "smb", "9p", "fuse", "afs", "ceph", "glusterfs")
MOUNTS = Path("/proc/self/mounts")


def on_server(url: str) -> bool:
    """Whether the record is kept by PostgreSQL, and not in a file."""
    return url.startswith("postgresql")


def sqlite_path(url: str) -> Path:
    """The file behind a `sqlite:///…` URL; raises Trouble for anything else."""
    path = url.removeprefix(SQLITE)
    if path in (url, "", ":memory:"):
        raise Trouble(
            "database-url",
            f"{url!r} does not name a lobby's record. Nothing was opened. Give sqlite:/// and the path of a file.",
        )
    return Path(path)


def existing(url: str) -> Path:
    """The file of a record that is there and on a disk of this machine. Raises Trouble."""
    path = sqlite_path(url)
    refuse_network_mount(path)
    if not os.path.exists(path):  # noqa: PTH110 - Path.exists raises where it may not look
        raise Trouble(
            "database-missing",
            f"There is no lobby at {path}. Nothing can be issued or called. "
            "Make one with 'lobby init', or name the right file with --database.",
        )
    return path


def refuse_network_mount(path: Path) -> None:
    """Raises Trouble for a file on a network share: SQLite loses data there without an error."""
    kind = "network share" if str(path).startswith(("\\\\", "//")) else mount_kind(path.resolve())
    if kind == "network share" or kind.startswith(NETWORK):
        raise Trouble(
            "database-on-network",
            f"The record {path} lies on a network drive ({kind}), where SQLite loses data silently. It was not opened. "
            "Keep it on a disk of this machine and let the other machines be its guests.",
        )


def mount_kind(path: Path) -> str:
    """The file system that a path lies on, where the system tells; else an empty text."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        _, where, what, *_ = line.split()
        where = where.replace("\\040", " ")
        if len(where) >= len(best) and (path == Path(where) or Path(where) in path.parents):
            best, kind = where, what
    return kind
