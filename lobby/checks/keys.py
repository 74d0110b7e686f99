"""Whether the keys that belong to the record are there, whole, and readable by nobody else."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

from lobby.backup import keys as key_files
from lobby.checks.finding import Case, Finding, Findings, Subject, said_by
from lobby.keys import read_key

keys = Subject("keys")


NEEDED = ("identity", "fields")
LOST = {
    "identity": "known customers are not recognised",
    "fields": "names and notes of known customers can't be read",
}


def check(case: Case) -> Findings:
    if case.is_guest:
        return
    with said_by(keys):
        places = key_files.places(case.url)
    for name in NEEDED:
        yield _key(name, places[name])


def _key(name: str, path: Path) -> Finding:
    if not path.is_file():
        return keys.fault(
            f"the {name} key is not at {path}; {LOST[name]}",
            "put the branch's own back, from where it is kept or out of an encrypted backup (lobby restore)",
        )
    try:
        read_key(path)
    except (OSError, ValueError) as error:
        return keys.fault(f"the {name} key at {path} can't be used ({error})", "put the branch's own back")
    if sys.platform != "win32" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return keys.warning(f"others can read {path}", f"chmod 600 {path}")
    return keys.ok(f"the {name} key is at {path}")
