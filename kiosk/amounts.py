"""The few amounts a customer chooses from: cut where a device of the branch stops being able (A3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.scene import Scene
from lobby.model import Branch

LARGE = 5_000_000
"""Fen: from here on cash wants an appointment."""
MOST = 3
YUAN = 100
WAN = 10_000


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


def _first_beyond(branch: Branch, service: str) -> int | None:
    """The first amount that no device of the branch can do; None where the amount does not matter to any."""
    abilities = [a for device in branch.devices for a in device.abilities if a.service == service]
    limits = [a.under for a in abilities if a.under is not None]
    limits += [a.up_to + 1 for a in abilities if a.up_to is not None]
    return max(limits, default=None)


def label(scene: Scene, band: Band) -> str:
    """In the unit of the language: 万 in Chinese, plain yuan in English."""
    low, high = band.low // YUAN, (band.high or 0) // YUAN
    facts = {"low": f"{low:,}", "high": f"{high:,}", "low_wan": f"{low / WAN:g}", "high_wan": f"{high / WAN:g}"}
    if band.high is None:
        return scene.t("kiosk.amount.over", **facts)
    if band.low == 0:
        return scene.t("kiosk.amount.under", **facts)
    return scene.t("kiosk.amount.between", **facts)


def chosen(scene: Scene) -> str:
    """The amount that this visit gave, as it was offered."""
    amount, branch, tile = scene.state.visit.amount, scene.branch, scene.state.tile
    if amount is None or branch is None or tile is None:
        return ""
    return next((label(scene, b) for b in bands(branch, tile.services) if b.high is None or amount < b.high), "")
