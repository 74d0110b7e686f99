"""Whatever stands in a name, a ticket is printed, and no byte of the name is ever obeyed by the printer."""

import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices import plain, raster
from devices.breaking import broken
from devices.paper import LONGEST, MISSING, clean
from devices.typeface import BOLD, MEDIUM, fitting, weight_with, width
from tests.devices.escpos_interpreter import read
from tests.devices.tickets import ZH

any_text = st.text(st.characters(exclude_categories=[]), max_size=60)
CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))


@given(any_text)
def test_clean_text_holds_nothing_to_obey(text: str) -> None:
    kept = clean(text)
    assert not set(kept) & set(CONTROLS)
    kept.encode("utf-8")  # no lone surrogates
    assert len(kept) <= LONGEST
    assert clean(kept) == kept


@given(any_text, any_text, st.sampled_from([384, 576]))
@settings(max_examples=60)
def test_any_name_is_written_without_leaking_a_command(service: str, materials: str, dots: int) -> None:
    ticket = replace(ZH, service=service, materials=materials, bank=service, kiosk=materials)
    (paper,) = read(plain.encode(ticket, dots), dots)  # the interpreter refuses what it does not know
    assert paper.codes == [ZH.link]
    assert not set(paper.text) & set(CONTROLS.replace("\n", ""))


@given(any_text, any_text, st.sampled_from([384, 576]))
@settings(max_examples=30)
def test_any_name_is_drawn(service: str, materials: str, dots: int) -> None:
    picture = raster.render(replace(ZH, number=service, service=materials, place=service, promotion=service), dots)
    assert picture.mode == "1"
    assert picture.width == dots


@pytest.mark.parametrize(
    "attack", ["\x1b@\x1dV\x00", "\x10\x04\x01", "\x1dv0\x00\xff\xff", "王\r\n芳\x9b2J", "\x1c.\x00"]
)
def test_commands_in_a_name_are_only_characters(attack: str) -> None:
    ticket = replace(ZH, service=attack)
    assert len(list(read(plain.encode(ticket, 576), 576))) == 1
    assert raster.render(ticket, 576).width == 576


@pytest.mark.parametrize("char", ["𠮷", "😀", "☃"])
def test_a_character_nobody_has_is_seen_as_a_mark(char: str) -> None:
    assert weight_with(char, BOLD) is None
    marked = raster.render(replace(ZH, service=f"王{char}"), 576)
    assert marked.tobytes() == raster.render(replace(ZH, service=f"王{MISSING}"), 576).tobytes()
    assert plain.gb(f"王{char}") == f"王{MISSING}".encode("gb18030")


@pytest.mark.parametrize("char", ["镕", "喆", "堃", "骉"])
def test_rare_hanzi_of_names_are_drawn_and_written(char: str) -> None:
    assert weight_with(char, BOLD)
    assert plain.gb(char) == char.encode("gb18030")


def test_a_hanzi_only_the_screen_knows_is_drawn_and_marked_in_text() -> None:
    assert weight_with("㐂", BOLD)
    assert plain.gb("㐂") == MISSING.encode("gb18030")


def test_the_yuan_sign_is_the_printers_own() -> None:
    assert plain.gb(clean("¥20")) == "￥20".encode("gb18030")


@given(st.text(string.ascii_letters + string.digits + " ，。云杉银行", max_size=80), st.integers(2, 40))
def test_broken_lines_fit_and_lose_nothing(text: str, room: int) -> None:
    lines = broken(text, room, len)
    assert all(len(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_text_cut_short_says_so() -> None:
    assert broken("云杉银行滨江路支行", 4, len, most=2) == ["云杉银行", "滨江路…"]


@given(st.text("W8云 ", min_size=1, max_size=12), st.integers(60, 500))
def test_fitting_text_fits_unless_it_would_be_unreadable(text: str, room: int) -> None:
    size = fitting(text, MEDIUM, 196, room)
    assert size == 16 or width(text, MEDIUM, size) <= room
