"""The look: the design's colours, and any bank's colour made readable."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.theme import ROLES, ColourError, Mode, Role, colour, theme

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")
MODES: tuple[Mode, ...] = get_args(Mode)
# (on what, ink, least ratio): body 7, tinted headings 6, all else 4.5, borders of controls 3 (design, chapter 9)
PAIRS: dict[Mode, list[tuple[Role, Role, float]]] = {
    "light": [
        ("canvas", "ink", 7), ("surface", "ink", 7), ("brand_tint", "ink", 7), ("surface", "ink2", 7),
        ("surface", "brand", 7), ("brand_tint", "brand", 6), ("near_tint", "near", 6), ("over_tint", "over_text", 6),
        ("ok_tint", "ok", 6), ("info_tint", "info", 6), ("vip_tint", "vip", 6), ("near_solid", "on_near", 6),
        ("over", "on_over", 6), ("surface", "ink3", 4.5), ("canvas", "ink3", 4.5), ("surface", "control", 3),
    ],
    "dark": [
        ("canvas", "ink", 7), ("surface", "ink", 7), ("brand_tint", "ink", 7), ("surface", "ink2", 7),
        ("canvas", "brand", 7), ("brand_tint", "brand", 4.5), ("near_tint", "near", 6), ("over_tint", "over_text", 6),
        ("ok_tint", "ok", 6), ("info_tint", "info", 6), ("vip_tint", "vip", 6), ("near_solid", "on_near", 6),
        ("over", "on_over", 4.5), ("surface", "ink3", 4.5), ("canvas", "ink3", 4.5), ("surface", "control", 3),
    ],
}  # fmt: skip


@given(COLOURS)
@pytest.mark.parametrize("mode", MODES)
def test_every_brand_colour_becomes_readable(mode: Mode, primary: str) -> None:
    colours = theme(mode, primary).colours
    for ground in ("brand_fill", "brand_press"):
        assert colour.contrast(colours["on_brand"], colours[ground]) >= 7.0
    for ground, ink, least in PAIRS[mode]:
        assert colour.contrast(colours[ground], colours[ink]) >= least, (ground, ink)


@pytest.mark.parametrize(
    ("primary", "fill"),
    [
        ("#0E5A6D", "#0E5A6D"),
        ("#C8102E", "#B20A27"),
        ("#1454B8", "#1454B8"),
        ("#00843D", "#096730"),
        ("#F2A900", "#775102"),
    ],
)
def test_the_measured_examples_of_the_design(primary: str, fill: str) -> None:
    assert theme("light", primary).colours["brand_fill"] == fill


def test_the_sample_brand_has_the_colours_of_the_design() -> None:
    light, dark = theme("light", "#0E5A6D").colours, theme("dark", "#0E5A6D").colours
    names: tuple[Role, ...] = ("brand", "brand_tint", "brand_press", "brand_line")
    assert [light[name] for name in names] == ["#0E5A6D", "#E9F0F2", "#014656", "#BCD1D6"]
    assert [dark[name] for name in names] == ["#67AABE", "#203439", "#014656", "#122E36"]


@pytest.mark.parametrize("wrong", ["red", "#12345", "#GGGGGG", "0E5A6D", ""])
def test_what_is_no_colour_is_refused_with_what_to_do(wrong: str) -> None:
    with pytest.raises(ColourError, match="Choose another primary, written like #0E5A6D"):
        theme("light", wrong)


@pytest.mark.parametrize("mode", MODES)
def test_every_role_has_a_colour_and_every_sheet_is_filled(mode: Mode) -> None:
    look = theme(mode, "#0E5A6D")
    assert set(look.colours) == set(ROLES)
    for sheet in ("desktop", "console"):
        assert "$" not in look.style(sheet)


def test_sizes_are_found_by_surface_and_use() -> None:
    look = theme("light", "#0E5A6D")
    assert (look.px("console.kpi"), look.px("console.min"), look.radius("kiosk_tile")) == (30, 13, 24)


def test_contrast_is_that_of_wcag() -> None:
    assert colour.contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert colour.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
