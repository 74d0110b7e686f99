"""Secrets that people type, kept as argon2id: slow on purpose."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's least for argon2id: the host has a lobby to run on the same two cores."""


def kept(secret: str) -> str:
    return _hasher.hash(secret)


def fits(known: str, given: str) -> bool:
    """Whether what was given is the secret behind `known`; what is no hash fits nothing."""
    try:
        return _hasher.verify(known, given)
    except (VerificationError, InvalidHashError):
        return False
