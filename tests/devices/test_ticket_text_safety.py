"""Whatever stands in a name, a ticket is printed, and no byte of the name is ever obeyed by the printer."""

import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops

from devices import plain, raster
from devices.breaking import broken
from devices.paper import LONGEST, MISSING, clean
from devices.profile import Characters
from devices.strip import SPACING, Piece
from devices.strip import picture as strip_picture
from devices.typeface import BOLD, MEDIUM, fitting, weight_with, width
from tests.devices.escpos_interpreter import read
from tests.devices.tickets import ZH, on

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
    (paper,) = read(plain.encode(ticket, on(dots)).data, dots)  # the interpreter refuses what it does not know
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
    assert len(list(read(plain.encode(ticket, on(576)).data, 576))) == 1
    assert raster.render(ticket, 576).width == 576


@pytest.mark.parametrize("char", ["\U0010ffff", "ꙮ", "𒀀"])
def test_a_character_nobody_has_is_seen_as_a_mark(char: str) -> None:
    assert weight_with(char, BOLD) is None
    marked = raster.render(replace(ZH, service=f"王{char}"), 576)
    assert marked.tobytes() == raster.render(replace(ZH, service=f"王{MISSING}"), 576).tobytes()
    assert plain.code(char) is None


@pytest.mark.parametrize("char", ["𠮷", "㐂", "镕", "𬭎", "䶮", "😀", "🎁", "☃"])
def test_rare_characters_of_names_and_emoji_are_drawn(char: str) -> None:
    assert weight_with(char, BOLD)
    marked = raster.render(replace(ZH, service=f"王{MISSING}"), 576)
    assert raster.render(replace(ZH, service=f"王{char}"), 576).tobytes() != marked.tobytes()


@pytest.mark.parametrize(
    ("char", "kinds"),
    [("镕", "gbk"), ("喆", "gbk"), ("永", "gbk gb2312"), ("A", "gbk gb2312 ascii"), ("𠮷", ""), ("㐂", ""), ("€", "")],
)
def test_each_kind_of_printer_is_sent_only_characters_that_it_has(char: str, kinds: str) -> None:
    for kind in Characters:
        assert (plain.code(char, kind) is not None) == (kind in kinds.split()), kind


@pytest.mark.parametrize("bad", ["\x1b", "\n", "\x7f", "\x9b", "\u200f"])
def test_no_control_is_a_character(bad: str) -> None:
    assert all(plain.code(bad, kind) is None for kind in Characters)


@pytest.mark.parametrize("dots", [384, 512, 576])
@pytest.mark.parametrize("name", ["𠮷野家", "㐂", "王镕", "🎁"])
def test_a_line_that_the_printer_has_no_characters_for_goes_as_dots_and_no_other_line(name: str, dots: int) -> None:
    profile = on(dots, characters=Characters.GB2312)
    (usual,) = read(plain.encode(replace(ZH, materials="身份证"), profile).data, dots)
    job = plain.encode(replace(ZH, materials=name), profile)
    (paper,) = read(job.data, dots)
    assert [line for line in usual.lines if line not in paper.lines] == [
        next(line for line in usual.lines if "身份证" in line)
    ]
    assert len(paper.strips) == len(usual.strips)
    assert paper.picture().height == usual.picture().height  # the line stands where text would
    assert MISSING not in paper.text


def test_a_line_of_dots_stands_in_the_cells_of_text() -> None:
    """A hanzi drawn here and the same one set by the printer begin at the same dot."""
    pieces = [Piece("准备"), Piece("  "), Piece("𠮷", bold=True)]
    whole = strip_picture(pieces, 384)
    assert whole.size == (384, SPACING)
    ink = ImageChops.invert(whole.crop((72, 0, 96, SPACING)).convert("L")).getbbox()
    assert ink is not None
    after = ImageChops.invert(whole.crop((96, 0, 384, SPACING)).convert("L")).getbbox()
    assert after is None


def test_the_yuan_sign_is_the_printers_own() -> None:
    assert plain.code(clean("¥")) == "￥".encode("gbk")


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
