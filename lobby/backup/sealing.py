"""A stream that nobody reads or alters without the passphrase: wrong, tampered and cut off are each found out.

Header: mark, scrypt's cost, salt, the nonces' beginning, and a MAC over all of it. Then AES-256-GCM in pieces of one
size; each piece's nonce holds its number and whether it is the last, so that none can be left out, swapped or added.
"""

from __future__ import annotations

import hmac
import io
import os
import struct
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lobby.config import Backup
from lobby.errors import Trouble

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

MARK = b"LOBBYSEAL1\n"
COST, BLOCK, LANES = 15, 8, 3
"""scrypt with 32 MB and three lanes: about 0.3 s for us, dear for who guesses."""
MOST_COST, MOST_BLOCK, MOST_LANES = 20, 16, 16
PIECE, TAG = 1 << 20, 16
LEAST_SIGNS = 12
_HEADER = struct.Struct(">11sBBB16s7s")
_MAC = 32


def read_passphrase(file: Path) -> bytes:
    """The first line of a passphrase file. Raises Trouble when there is none that protects anything."""
    try:
        words = file.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(
            "backup-passphrase",
            f"The passphrase file {file} can't be read ({error}). No backup was made or opened. "
            "Give this user the right to read it, or name the right file.",
        ) from error
    if len(words) < LEAST_SIGNS:
        raise Trouble(
            "backup-passphrase",
            f"The passphrase in {file} has fewer than {LEAST_SIGNS} characters and protects nothing. No backup was "
            "made or opened. Write a longer one into its first line, and keep a copy away from this machine.",
        )
    return words.encode()


def secret(wiring: Backup) -> bytes | None:
    """The passphrase that this machine's file names. Raises Trouble where it names one that can't be read."""
    return read_passphrase(Path(wiring.passphrase)) if wiring.passphrase else None


def sealed(file: Path) -> bool:
    """Whether a file begins as ours do."""
    with file.open("rb") as source:
        return source.read(len(MARK)) == MARK


class SealingWriter(io.RawIOBase):
    """Encrypts what is written to it; closing it writes the last piece and leaves the target open."""

    def __init__(self, target: BinaryIO, passphrase: bytes) -> None:
        header = _HEADER.pack(MARK, COST, BLOCK, LANES, os.urandom(16), os.urandom(7))
        self._target = target
        self._cipher = _Cipher(header, passphrase)
        self._rest = bytearray()
        target.write(header + self._cipher.mac)

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        piece = memoryview(data)
        self._rest += piece
        while len(self._rest) > PIECE:  # never the last one: that is told at the end only
            self._target.write(self._cipher.seal(bytes(self._rest[:PIECE]), last=False))
            del self._rest[:PIECE]
        return piece.nbytes

    def finish(self) -> None:
        """Write the last piece. What is only closed, after trouble, stays cut off and is never taken for whole."""
        self._target.write(self._cipher.seal(bytes(self._rest), last=True))
        self._rest.clear()


class SealedReader(io.RawIOBase):
    """Decrypts what is read from it; raises Trouble at the first byte that is not as it was written."""

    def __init__(self, source: BinaryIO, passphrase: bytes, name: str) -> None:
        self._source = source
        self._name = name
        header, mac = source.read(_HEADER.size), source.read(_MAC)
        if len(mac) < _MAC or not header.startswith(MARK):
            raise _damaged(name)
        _, cost, block, lanes, _, _ = _HEADER.unpack(header)
        if cost > MOST_COST or block > MOST_BLOCK or not 0 < lanes <= MOST_LANES or not cost or not block:
            raise _damaged(name)  # before scrypt takes all memory for it
        self._cipher = _Cipher(header, passphrase)
        if not hmac.compare_digest(mac, self._cipher.mac):
            raise Trouble(
                "backup-passphrase",
                f"The backup {name} does not open with this passphrase. Nothing was changed. "
                "Name the file with the passphrase that it was made with.",
            )
        self._ahead = source.read(PIECE + TAG)
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while not self._ready and not self._ended:
            self._ready = self._next()
        room = memoryview(buffer).cast("B")
        taken = min(len(room), len(self._ready))
        room[:taken] = self._ready[:taken]
        self._ready = self._ready[taken:]
        return taken

    def _next(self) -> bytes:
        from cryptography.exceptions import InvalidTag

        piece, self._ahead = self._ahead, self._source.read(PIECE + TAG)
        self._ended = not self._ahead
        try:
            return self._cipher.open(piece, last=self._ended)
        except (InvalidTag, ValueError) as error:
            raise _damaged(self._name) from error


@lru_cache(maxsize=2)
def _keys(passphrase: bytes, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    """One half encrypts, the other vouches for the header. A file is read back right after it was written."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return bytes(Scrypt(salt=salt, length=64, n=1 << cost, r=block, p=lanes).derive(passphrase))


class _Cipher:
    """The keys of one file, and where in it we are."""

    def __init__(self, header: bytes, passphrase: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        _, cost, block, lanes, salt, self._prefix = _HEADER.unpack(header)
        keys = _keys(passphrase, salt, cost, block, lanes)
        self._aead = AESGCM(keys[:32])
        self._count = 0
        self.mac = hmac.digest(keys[32:], header, "sha256")

    def _nonce(self, last: bool) -> bytes:
        nonce: bytes = self._prefix + struct.pack(">IB", self._count, last)
        self._count += 1
        return nonce

    def seal(self, piece: bytes, *, last: bool) -> bytes:
        return self._aead.encrypt(self._nonce(last), piece, None)

    def open(self, piece: bytes, *, last: bool) -> bytes:
        return self._aead.decrypt(self._nonce(last), piece, None)


def _damaged(name: str) -> Trouble:
    return Trouble(
        "backup-damaged",
        f"The backup {name} is damaged, cut off or was altered. Nothing was changed. Use the one before it.",
    )
