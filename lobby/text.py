"""Words from outside, made safe to keep, show and print."""

from __future__ import annotations

import re
import unicodedata

from lobby.errors import Refused

TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Invisible marks that turn the direction of the text around them."""


def clean(words: str) -> str:
    """One line without control characters, marks of direction or broken pairs, composed, with single blanks."""
    whole = TURNS.sub("", words.encode("utf-8", "ignore").decode("utf-8"))
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in whole)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def required(field: str, words: str, most: int = 80) -> str:
    """Clean words of 1 to `most` characters, or Refused."""
    cleaned = clean(words)
    if not 0 < len(cleaned) <= most:
        raise Refused("bad-text", field=field, most=most)
    return cleaned


def optional(field: str, words: str, most: int = 200) -> str:
    """Clean words of at most `most` characters, or Refused."""
    return required(field, words, most) if clean(words) else ""
