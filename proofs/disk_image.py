"""A disk whose power goes: what was synced is there; of what was not, any sector may be there, missing or garbage."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from proofs.written import Act

SECTOR = 512


@dataclass(slots=True)
class File:
    """What is surely on the disk, and what was written since."""

    durable: bytearray = field(default_factory=bytearray)
    waiting: list[Act] = field(default_factory=list)

    def sync(self) -> None:
        for act in self.waiting:
            _whole(self.durable, act)
        self.waiting.clear()

    def cut(self, random: Random) -> bytes:
        """The file after a power cut: this time nothing, everything, or a part of what waited came through."""
        found, kept = bytearray(self.durable), random.choice((0.0, 0.5, 0.9, 1.0))
        for act in self.waiting:
            if act.what == "write":
                _torn(found, act, random, kept)
            elif random.random() < kept:
                _whole(found, act)
        return bytes(found)


def _whole(content: bytearray, act: Act) -> None:
    if act.what == "truncate":
        content[act.at :] = bytes(max(0, act.at - len(content)))
        return
    content.extend(bytes(max(0, act.at + len(act.data) - len(content))))
    content[act.at : act.at + len(act.data)] = act.data


def _torn(content: bytearray, act: Act, random: Random, kept: float) -> None:
    """Each sector of a write for itself; one in twenty that did not come through whole is garbage."""
    end = act.at + len(act.data)
    at = act.at
    while at < end:
        until = min(end, (at // SECTOR + 1) * SECTOR)
        piece = act.data[at - act.at : until - act.at]
        if random.random() < kept:
            _whole(content, Act("write", "", at, piece))
        elif random.random() < 0.05:
            _whole(content, Act("write", "", at, random.randbytes(until - at)))
        at = until


@dataclass(slots=True)
class Disk:
    """All files of a folder."""

    files: dict[str, File] = field(default_factory=dict)
    deleted: dict[str, File] = field(default_factory=dict)
    """Deleted, but perhaps not yet on the disk."""

    def do(self, act: Act) -> None:
        if act.what == "delete":
            gone = self.files.pop(act.file, None)
            if gone is not None and not act.at:
                self.deleted[act.file] = gone
        elif act.what == "sync":
            self.files[act.file].sync()
        else:
            self.deleted.pop(act.file, None)
            self.files.setdefault(act.file, File()).waiting.append(act)

    def cut(self, random: Random) -> dict[str, bytes]:
        """What is found when the power is back."""
        found = {name: file.cut(random) for name, file in self.files.items()}
        back = {name: file.cut(random) for name, file in self.deleted.items() if random.random() < 0.5}
        return {**back, **found}
