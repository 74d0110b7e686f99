"""The test print to the bit, on wide and narrow paper, in both languages and renderings; its code is read back.

After a wanted change: `python -m tests.devices.test_trial_print`, look at tests/devices/golden/, commit.
"""

from datetime import datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from devices import plain, raster
from devices.paper import TestPaper
from devices.paper_tray import PaperTray
from devices.printer import Mode, Printer
from devices.profile import codes, profile
from devices.trial import trial
from tests.devices.escpos_interpreter import read

GOLDEN = Path(__file__).with_name("golden")
NOW = datetime(2025, 11, 24, 8, 30)  # noqa: DTZ001
PICTURES = {(code, language): f"trial_{code}_{language}.png" for code in ("generic-80", "epson-tm-t88", "generic-58")
            for language in ("zh", "en")}  # fmt: skip
TEXTS = {(code, language): f"trial_{code}_{language}.bin" for code in ("gprinter-80", "pos-5890")
         for language in ("zh", "en")}  # fmt: skip


def paper(code: str, language: str, mode: Mode) -> TestPaper:
    return trial(Printer(PaperTray().port(), profile(code), mode), NOW, language)


@pytest.mark.parametrize("which", PICTURES, ids=str)
def test_the_picture_is_the_golden_one(which: tuple[str, str]) -> None:
    drawn = raster.render(paper(*which, Mode.RASTER), profile(which[0]).dots)
    with Image.open(GOLDEN / PICTURES[which]) as golden:
        assert drawn.tobytes() == golden.convert("1").tobytes()
    assert [code.text for code in zxingcpp.read_barcodes(drawn.convert("L"))] == ["https://example.com/lobby-test"]


@pytest.mark.parametrize("which", TEXTS, ids=str)
def test_the_text_is_the_golden_one(which: tuple[str, str]) -> None:
    assert plain.encode(paper(*which, Mode.TEXT), profile(which[0])).data == (GOLDEN / TEXTS[which]).read_bytes()


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_shows_widths_sizes_characters_code_and_what_the_profile_says(code: str, language: str) -> None:
    kind = profile(code)
    (printed,) = read(plain.encode(paper(code, language, Mode.TEXT), kind).data, kind.dots)
    picture = printed.picture()
    assert [found.text for found in zxingcpp.read_barcodes(picture.convert("L"))] == ["https://example.com/lobby-test"]
    assert "A038" in printed.lines
    assert f"{kind.dots}" in printed.text or kind.characters == "ascii"
    assert "test." not in printed.text
    rows = [[picture.getpixel((x, y)) for y in range(picture.height)] for x in (0, kind.dots - 1)]
    assert all(0 in row for row in rows), "the ruler's edges reach the first and the last dot"


if __name__ == "__main__":
    for each, file in PICTURES.items():
        raster.render(paper(*each, Mode.RASTER), profile(each[0]).dots).save(GOLDEN / file)
    for each, file in TEXTS.items():
        (GOLDEN / file).write_bytes(plain.encode(paper(*each, Mode.TEXT), profile(each[0])).data)
