"""Colour arithmetic: contrast as WCAG 2.2 defines it, and lightness changed in OKLCH so that the hue stays."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_STEP = 0.005


def is_colour(text: str) -> bool:
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """The WCAG ratio of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """`share` of the colour laid over the ground."""
    return _hex(tuple(g + (c - g) * share for c, g in zip(_rgb(colour), _rgb(ground), strict=True)))


def shifted(colour: str, lightness: float) -> str:
    """The same hue, lighter or darker by this much of OKLCH's lightness."""
    light, chroma, hue = _oklch(colour)
    return _from_oklch(min(1.0, max(0.0, light + lightness)), chroma, hue)


def at_least(colour: str, lightness: float) -> str:
    """The colour, or its shade of this OKLCH lightness where it is darker than that."""
    light, chroma, hue = _oklch(colour)
    return colour if light >= lightness else _from_oklch(lightness, chroma, hue)


def darkened(colour: str, against: str, ratio: float) -> str | None:
    """The colour, or the first of its ever darker shades that stands out from `against` by the ratio, if any does."""
    return next((shade for shade in _shades(colour, -_STEP) if contrast(shade, against) >= ratio), None)


def lightened(colour: str, against: str, ratio: float) -> str | None:
    """The colour, or the first of its ever lighter shades that stands out from `against` by the ratio, if any does."""
    return next((shade for shade in _shades(colour, _STEP) if contrast(shade, against) >= ratio), None)


def _shades(colour: str, step: float) -> Iterator[str]:
    yield colour.upper()
    light, chroma, hue = _oklch(colour)
    while 0.0 <= (light := light + step) <= 1.0:
        yield _from_oklch(light, chroma, hue)


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


def _hex(rgb: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02X}" for part in rgb)


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _gamma(part: float) -> float:
    return float(part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055)


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(colour: str) -> tuple[float, float, float]:
    red, green, blue = map(_linear, _rgb(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return light, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(light: float, chroma: float, hue: float) -> str:
    """Chroma gives way, never the hue, where the screen can't show the colour."""
    while not _shown(_srgb(light, chroma, hue)):
        chroma = chroma * 0.96 if chroma > 0.001 else 0.0
    return _hex(tuple(_gamma(max(0.0, part)) for part in _srgb(light, chroma, hue)))


def _shown(rgb: tuple[float, ...]) -> bool:
    return all(-0.0001 <= part <= 1.0001 for part in rgb)


def _srgb(light: float, chroma: float, hue: float) -> tuple[float, ...]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
