"""A backup as one file: a compressed archive of manifest, record and keys, sealed where there is a passphrase.

It appears under its name only when it is whole, on the disk, and has been read back and found to be what was put in.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO, BinaryIO, cast

import msgspec

from lobby import wire
from lobby.backup.manifest import FORMAT, Manifest
from lobby.backup.sealing import SealedReader, SealingWriter, sealed
from lobby.errors import Trouble

PART = ".part"
MANIFEST = "manifest.json"
MOST_MANIFEST = 1 << 20
PIECE = 1 << 20


def write(path: Path, manifest: Manifest, files: Mapping[str, Path], passphrase: bytes | None) -> None:
    """Make the backup `path` of these files, by their names inside. Raises OSError when it can't be written."""
    part = path.with_name(path.name + PART)
    try:
        part.touch(mode=0o600)
        with part.open("w+b") as file:
            _fill(file, manifest, files, passphrase)
            file.flush()
            os.fsync(file.fileno())
            _forget_cached(file)
        check(part, passphrase)
        part.replace(path)
        _settle(path.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def check(path: Path, passphrase: bytes | None) -> Manifest:
    """Read a backup whole and tell what it says of itself. Raises Trouble for one that is not as it was written."""
    with _opened(path, passphrase) as (manifest, members):
        for _ in members:
            pass
    return manifest


def unpack(path: Path, folder: Path, passphrase: bytes | None) -> Manifest:
    """Put the files of a backup into `folder`, each looked at on its way. Raises Trouble."""
    with _opened(path, passphrase, folder) as (manifest, members):
        for _ in members:
            pass
    return manifest


def _fill(file: BinaryIO, manifest: Manifest, files: Mapping[str, Path], passphrase: bytes | None) -> None:
    sink = SealingWriter(file, passphrase) if passphrase else None
    with (
        gzip.GzipFile(fileobj=cast("BinaryIO", sink or file), mode="wb", compresslevel=1, mtime=0) as packed,
        tarfile.open(fileobj=cast("IO[bytes]", packed), mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        words = wire.to_json(manifest).encode()
        archive.addfile(_member(MANIFEST, len(words)), io.BytesIO(words))
        for name, source in files.items():
            with source.open("rb") as data:
                archive.addfile(_member(name, source.stat().st_size), data)
    if sink:
        sink.finish()


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size = size
    member.mode = 0o600
    return member


@contextmanager
def _opened(path: Path, passphrase: bytes | None, into: Path | None = None) -> Iterator[tuple[Manifest, Iterator[str]]]:
    try:
        if sealed(path) and not passphrase:
            raise Trouble(
                "backup-passphrase",
                f"The backup {path} is encrypted. Nothing was changed. Name its passphrase file.",
            )
        with path.open("rb") as file:
            source = SealedReader(file, passphrase, path.name) if passphrase and sealed(path) else file
            with (
                gzip.GzipFile(fileobj=cast("BinaryIO", source), mode="rb") as packed,
                tarfile.open(fileobj=packed, mode="r|") as archive,
            ):
                manifest = _manifest(archive, path)
                yield manifest, _members(archive, manifest, path, into)
                while packed.read(PIECE):  # the compressed stream's own sum, and the seal of the last piece
                    pass
    except FileNotFoundError as error:
        raise Trouble("backup-missing", f"There is no backup {path}. Nothing was changed. Name another.") from error
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, msgspec.MsgspecError, ValueError) as error:
        raise damaged(path, str(error)) from error


def _manifest(archive: tarfile.TarFile, path: Path) -> Manifest:
    first = archive.next()
    if first is None or first.name != MANIFEST or first.size > MOST_MANIFEST:
        raise damaged(path, "it does not say what it is")
    words = archive.extractfile(first)
    manifest: Manifest = wire.from_json(words.read() if words else b"", Manifest)
    if manifest.format > FORMAT:
        raise Trouble(
            "backup-newer",
            f"The backup {path} was made by a newer Lobby ({manifest.lobby}). Nothing was changed. Update this one.",
        )
    return manifest


def _members(archive: tarfile.TarFile, manifest: Manifest, path: Path, into: Path | None) -> Iterator[str]:
    """Each file inside, compared with the manifest; nothing is believed but names that stand there."""
    left = dict(manifest.files)
    while member := archive.next():
        wanted = left.pop(member.name, None)
        data = archive.extractfile(member)
        if wanted is None or data is None:
            raise damaged(path, f"{member.name!r} does not belong into it")
        if _copy(data, into / member.name.replace("/", "-") if into else None) != wanted:
            raise damaged(path, f"{member.name} is not what was put in")
        yield member.name
    if left:
        raise damaged(path, f"{', '.join(left)} is not in it")


def _copy(data: IO[bytes], target: Path | None) -> str:
    found = hashlib.sha256()
    if target:
        target.touch(mode=0o600, exist_ok=False)
    with target.open("wb") if target else nullcontext() as out:
        while piece := data.read(PIECE):
            found.update(piece)
            if out:
                out.write(piece)
    return found.hexdigest()


def _forget_cached(file: BinaryIO) -> None:
    """So that reading back asks the disk, not the memory that it was written from."""
    if sys.platform == "linux":
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _settle(folder: Path) -> None:
    """The new name is on the disk too, where the system can say so of a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def damaged(path: Path, why: str) -> Trouble:
    return Trouble(
        "backup-damaged", f"The backup {path} is damaged ({why}). Nothing was changed. Use the one before it."
    )
