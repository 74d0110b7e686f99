"""Personal words, sealed field by field on their way into the record, with a key that lies outside it.

A record's engine is given its `Fields`; columns of the type `Private` then take and give plain words.
"""

from __future__ import annotations

import binascii
import logging
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from lobby.errors import Trouble
from lobby.keys import read_key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

log = logging.getLogger(__name__)
MARK = "p1:"
NONCE = 12


class Fields:
    """Seals and opens with one key: AES-256-GCM, a nonce of its own for each word, bound to the field it stands in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lost = False

    @cached_property
    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # slow to import, and many never need it

        try:
            return AESGCM(read_key(self._path)[:32])
        except (OSError, ValueError) as error:
            raise Trouble(
                "field-key",
                f"The key file {self._path} can't be used ({error}). Names and notes can't be kept or read. Put the "
                "branch's own key file back, or move it away: a new one is made, and what was kept is lost.",
            ) from error

    def ready(self) -> None:
        """Read the key, or make it; raises Trouble when it can't be used."""
        _ = self._cipher

    def seal(self, words: str, field: str) -> str:
        nonce = os.urandom(NONCE)
        sealed = self._cipher.encrypt(nonce, words.encode(), field.encode())
        return MARK + binascii.b2a_base64(nonce + sealed, newline=False).decode()

    def open(self, kept: str, field: str) -> str:
        """The words, or nothing where another key sealed them: the lobby goes on."""
        from cryptography.exceptions import InvalidTag

        if not kept.startswith(MARK):
            return kept
        try:
            sealed = binascii.a2b_base64(kept[len(MARK) :])
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], field.encode()).decode()
        except (InvalidTag, ValueError):
            if not self._lost:
                self._lost = True
                log.warning("What another key than %s sealed can't be read; put that key file back.", self._path)
            return ""


_FIELDS: WeakKeyDictionary[Dialect, Fields] = WeakKeyDictionary()


def use(dialect: Dialect, fields: Fields) -> None:
    """Columns of the engine with this dialect are sealed with these."""
    _FIELDS[dialect] = fields


def of(dialect: Dialect) -> Fields:
    return _FIELDS[dialect]


class Private(TypeDecorator[str]):
    """A column of personal words; `field` names it, so that a word can't be moved to another column."""

    impl = String
    cache_ok = True

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return of(dialect).seal(value, self.field) if value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return of(dialect).open(value, self.field) if value else value
