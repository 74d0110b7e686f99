"""The four tones in which a face speaks up, each in its colours; what is said stands beside an icon as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from resources.theme import Role


class Tone(StrEnum):
    INFO = "info"
    NEAR = "near"
    OVER = "over"
    OK = "ok"


@dataclass(frozen=True, slots=True)
class Colours:
    """Of the icon and the title, of the ground, and of its edge."""

    ink: Role
    ground: Role
    edge: Role


TONES: Mapping[Tone, Colours] = {
    Tone.INFO: Colours("info", "info_tint", "info"),
    Tone.NEAR: Colours("near", "near_tint", "near_line"),
    Tone.OVER: Colours("over_text", "over_tint", "over_line"),
    Tone.OK: Colours("ok", "ok_tint", "ok"),
}
