"""The look as numbers: colours by role for light and dark, derived from the brand's one colour, and shared sizes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Literal, get_args

from resources.theme import colour

Mode = Literal["light", "dark"]
Role = Literal[
    "canvas", "surface", "sunken", "line", "control", "ink", "ink2", "ink3",
    "near", "near_tint", "near_line", "near_solid", "on_near",
    "over", "over_tint", "over_line", "over_text", "on_over",
    "info", "info_tint", "ok", "ok_tint", "vip", "vip_tint",
    "brand", "brand_fill", "on_brand", "brand_tint", "brand_press", "brand_line",
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)

_FOLDER = Path(__file__).parent
_BODY, _HEADING = 7.0, 6.0
_WHITE = "#FFFFFF"


class ColourError(ValueError):
    """A brand colour that can't be brought to a readable contrast."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One look. Colours are `#RRGGBB` by role; sizes are logical pixels."""

    mode: Mode
    colours: Mapping[Role, str]
    _scale: Mapping[str, Mapping[str, float]]

    def px(self, size: str) -> int:
        """A size of type, named by surface and use: `console.body`."""
        surface, use = size.split(".")
        return int(self._scale[f"type.{surface}"][use])

    def radius(self, name: str) -> int:
        return int(self._scale["radius"][name])

    def style(self, sheet: str) -> str:
        """The QSS template with colours (`$ink`), radii (`$radius_control`), type (`$console_body`) and `$icons`."""
        values: dict[str, str] = {str(role): value for role, value in self.colours.items()}
        values["icons"] = (_FOLDER.parent / "icons").as_posix()
        for group, sizes in self._scale.items():
            prefix = group.removeprefix("type.")
            values |= {f"{prefix}_{name}": f"{size:g}px" for name, size in sizes.items()}
        return Template((_FOLDER / f"{sheet}.qss").read_text(encoding="utf-8")).substitute(values)


def theme(mode: Mode, primary: str) -> Theme:
    """The look in light or dark for a bank's one colour. Raises ColourError for one that can't be made readable."""
    colours: dict[Role, str] = {role: _colours(mode)[role] for role in ROLES if role in _colours(mode)}
    return Theme(mode, colours | brand_colours(mode, primary, colours), _scale())


def brand_colours(mode: Mode, primary: str, ground: Mapping[Role, str]) -> dict[Role, str]:
    """Everything with the word brand, from one colour: darker until white on it is readable, the rest after it."""
    fill = colour.darkened(primary, _WHITE, _BODY) if colour.is_colour(primary) else None
    if fill is None:
        raise ColourError(f"The brand colour {primary!r} can't be used: white text on it would not reach {_BODY}:1. "
                          "Choose another primary, written like #0E5A6D.")  # fmt: skip
    surface = ground["surface"]
    if mode == "light":
        tint = colour.mixed(fill, surface, 0.09)
        brand = colour.darkened(fill, tint, _HEADING)
    else:
        brand = colour.lightened(colour.at_least(fill, 0.70), ground["canvas"], _BODY)
        tint = colour.mixed(brand or fill, surface, 0.16)
    return {
        "brand": brand or ground["ink"],
        "brand_fill": fill,
        "on_brand": _WHITE,
        "brand_tint": tint,
        "brand_press": colour.shifted(fill, -0.07),
        "brand_line": colour.mixed(fill, surface, 0.28),
    }


@cache
def _colours(mode: Mode) -> Mapping[str, str]:
    table: dict[str, str] = tomllib.loads((_FOLDER / f"{mode}.toml").read_text(encoding="utf-8"))["colours"]
    return table


@cache
def _scale() -> Mapping[str, Mapping[str, float]]:
    table = tomllib.loads((_FOLDER / "scale.toml").read_text(encoding="utf-8"))
    surfaces = {f"type.{name}": sizes for name, sizes in table.pop("type").items()}
    return surfaces | table
