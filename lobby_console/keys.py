"""The keyboard of the console: which key means what, as the keys page lists it. Pure."""

from __future__ import annotations

from enum import StrEnum

from resources.language import later


class Intent(StrEnum):
    """What a key asks for."""

    DOWN = "down"
    UP = "up"
    SWITCH = "switch"
    ACT = "act"
    SECOND = "second"
    DIVERT = "divert"
    OPEN = "open"
    ALL = "all"
    FIND = "find"
    MUTE = "mute"
    NOTICES = "notices"
    DEVICES = "devices"
    DAY = "day"
    STATIONS = "stations"
    FLOW = "flow"
    KEYS = "keys"


LETTERS = {
    "J": Intent.DOWN,
    "K": Intent.UP,
    "L": Intent.SECOND,
    "D": Intent.DIVERT,
    "O": Intent.OPEN,
    "0": Intent.ALL,
    "M": Intent.MUTE,
    "N": Intent.NOTICES,
    "E": Intent.DEVICES,
    "B": Intent.DAY,
    "S": Intent.STATIONS,
    "F": Intent.FLOW,
    "?": Intent.KEYS,
}
HELP: tuple[tuple[str, str], ...] = (
    ("J K ↓ ↑", later("Move in the cards or in the list")),
    ("Tab", later("Switch between cards and list")),
    ("Enter", later("Main action")),
    ("L", later("Second action of a card")),
    ("D", later("Divert")),
    ("O", later("Open the ticket's details")),
    ("1 … 9", later("One queue")),
    ("0", later("Everybody")),
    ("Ctrl K", later("Find")),
    ("M", later("Mute for ten minutes")),
    ("N", later("Hall notices")),
    ("E", later("Devices")),
    ("B", later("Business day")),
    ("S", later("Stations")),
    ("F", later("Today's flow, in a small window")),
    ("Esc", later("Close what is open")),
    ("?", later("These keys")),
)


def intent(text: str) -> Intent | None:
    """What a plain letter or digit means; queues 1 … 9 are told by `queue`."""
    return LETTERS.get(text.upper())


def queue(text: str) -> int | None:
    """The place of the queue that a digit chooses, from 0."""
    return int(text) - 1 if len(text) == 1 and text in "123456789" else None
