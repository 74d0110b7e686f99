"""From a reader's line to a keyed hash, at once and in one place: cards and numbers are never kept in clear."""

from __future__ import annotations

import hashlib
import hmac
import re
from pathlib import Path

from lobby.errors import Trouble
from lobby.keys import read_key

PREFIX = "id1:"
SEALED = re.compile(r"id1:[0-9a-f]{64}")
TRACK = re.compile(r"[;%]?B?(\d{8,19})(?:[=^?].*)?")


class Identity:
    """Holds this lobby's key, which is kept outside the database."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def load(cls, path: Path) -> Identity:
        """Read the key file; it is made when it is not there yet."""
        try:
            key = read_key(path)
        except (OSError, ValueError) as error:
            raise Trouble(
                "identity-key",
                f"The key file {path} can't be used ({error}). Known customers can't be recognised. "
                "Put the branch's own key file back; a new key needs the customer list imported again.",
            ) from error
        return cls(key)

    def seal(self, line: str) -> str:
        """The identity of a card line or number; an identity stays as it is, and a line that names nobody has none."""
        if SEALED.fullmatch(line):
            return line
        bare = normal(line)
        return PREFIX + hmac.new(self._key, bare.encode(), hashlib.sha256).hexdigest() if bare else ""


def normal(line: str) -> str:
    """The part of a line that names the customer: a track's account number, else the line without blanks."""
    bare = re.sub(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff-]", "", line).upper()
    track = TRACK.fullmatch(bare)
    return track.group(1) if track else bare
