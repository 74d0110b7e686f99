"""The few amounts that a customer chooses from: cut where a device of the branch stops being able (A3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lobby.model import Branch

LARGE = 5_000_000
"""Fen: from here on cash wants an appointment."""
MOST = 3


@dataclass(frozen=True, slots=True)
class Band:
    """Amounts from `low` to below `high` fen; None is 'and more'."""

    low: int
    high: int | None

    @property
    def typical(self) -> int:
        """The amount that stands for the band; every limit cuts between bands, so any amount of it would do."""
        return self.low if self.high is None else (self.low + self.high) // 2


def bands(branch: Branch, services: Iterable[str]) -> list[Band]:
    """Cut where no device can do it any more, and where cash is large."""
    cuts = {cut for service in services if (cut := _first_beyond(branch, service)) is not None}
    edges = [0, *sorted(cuts | {LARGE})[: MOST - 1]]
    return [Band(low, high) for low, high in zip(edges, [*edges[1:], None], strict=True)]


def band_of(branch: Branch, service: str, amount: int) -> Band:
    """The band of an amount, as the kiosk offered it: one need's services are cut alike."""
    tile = next((tile for tile in branch.tiles if service in tile.services), None)
    offered = bands(branch, tile.services if tile else (service,))
    return next(band for band in offered if band.high is None or amount < band.high)


def _first_beyond(branch: Branch, service: str) -> int | None:
    """The first amount that no device of the branch can do; None where the amount does not matter to any."""
    abilities = [a for device in branch.devices for a in device.abilities if a.service == service]
    limits = [a.under for a in abilities if a.under is not None]
    limits += [a.up_to + 1 for a in abilities if a.up_to is not None]
    return max(limits, default=None)
