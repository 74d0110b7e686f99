"""Tokens that nobody guesses, of which the record keeps only the hash, and codes that people read to one another."""

from __future__ import annotations

import hashlib
import secrets

LETTERS = "ABCDEFGHJKMNPRTUVWXY346789"
"""Without those that look or sound alike."""
CODE_LENGTH = 6


def token() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def kept(secret: str) -> str:
    """What the record keeps of it. A token is too long to be found from its hash by trying."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def one_time() -> str:
    """A password for one sign-in, in groups that can be read out: 70 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3)).lower()
