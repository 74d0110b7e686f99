"""What ships beside the code: the font has the characters, the icons are one family, the sounds are what they say."""

import wave
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from resources import fonts, icons, sounds


@pytest.fixture(params=fonts.WEIGHTS)
def cut(request: pytest.FixtureRequest) -> TTFont:
    return TTFont(fonts.path(request.param))


def test_each_weight_has_gb2312_latin_and_rare_names(cut: TTFont) -> None:
    known = cut.getBestCmap()
    for char in "云杉银行滨江路支行镕㐂·–¥￥‘’“”…，。：（）◇▲①ABC019àéÉ":
        assert ord(char) in known, char
    assert len({cut["hmtx"][known[ord(digit)]][0] for digit in "0123456789"}) == 1, "digits stand in columns"


def test_regular_has_every_hanzi_of_gbk() -> None:
    known = TTFont(fonts.path(400)).getBestCmap()
    assert set(range(0x4E00, 0x9FA6)) <= set(known)


def test_the_fonts_licence_lies_beside_them() -> None:
    assert "SIL OPEN FONT LICENSE" in fonts.path(400).with_name("OFL.txt").read_text(encoding="utf-8").upper()


@pytest.mark.parametrize("name", icons.names())
def test_icons_stand_on_one_grid_in_one_stroke(name: str) -> None:
    drawing = ElementTree.fromstring(icons.svg(name))
    assert drawing.attrib["viewBox"] == "0 0 24 24"
    assert drawing.attrib["stroke"] == "currentColor"
    assert drawing.attrib["stroke-width"] == "1.55"


@pytest.mark.parametrize(
    ("name", "seconds"), [("chime", 0.6), ("recall", 0.4), ("breach", 0.42), ("vip", 0.5), ("device", 0.35)]
)
def test_sounds_are_short_and_end_in_silence(name: str, seconds: float) -> None:
    with wave.open(str(sounds.path(name))) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(seconds, abs=0.01)
        frames = file.readframes(file.getnframes())
    assert abs(int.from_bytes(frames[-2:], "little", signed=True)) < 500
