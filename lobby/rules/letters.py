"""What the letter on the paper stands for (N1, N2): the queue of a number, and what people call that queue."""

from __future__ import annotations

from collections import Counter

from lobby.model import Branch, Segment, Service, Tile, Zone


def letter_of(number: str) -> str:
    """The series of a printed number."""
    return number.rstrip("0123456789")


def named_after(branch: Branch, letter: str) -> Zone | Tile | Service | Segment | None:
    """Its zone where it is the zone's main queue, else the kiosk's tile that covers most of it, else its service."""
    services = [service for service in branch.services if service.series == letter]
    if not services:
        return next((segment for segment in branch.segments if segment.series == letter), None)
    zone = Counter(service.zone for service in services).most_common(1)[0][0]
    in_zone = Counter(service.series for service in branch.services if service.zone == zone)
    if len(services) > 1 and in_zone.most_common(1)[0][0] == letter:
        return branch.zone(zone)
    codes = {service.code for service in services}
    tiles = [tile for tile in branch.tiles if codes.issuperset(tile.services)]
    return max(tiles, key=lambda tile: len(tile.services)) if tiles else services[0]
