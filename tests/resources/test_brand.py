"""One [brand] block re-brands the house, and says clearly what is wrong with it."""

from pathlib import Path

import pytest

from resources import brand
from resources.brand import BrandError


def written(tmp_path: Path, block: str) -> Path:
    file = tmp_path / "lobby.toml"
    file.write_text(block, encoding="utf-8")
    return file


def test_the_default_is_the_sample_bank() -> None:
    sample = brand.load()
    assert (sample.name("zh"), sample.branch("en"), sample.primary) == ("云杉银行", "Riverside Branch", "#0E5A6D")
    assert sample.logo.is_file()
    assert sample.logo_mono.is_file()


def test_a_block_changes_what_it_names_and_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "oak.svg").write_text("<svg/>", encoding="utf-8")
    block = """
        [brand]
        name_zh = "橡树银行"
        primary = "#c8102e"
        logo = "oak.svg"
        vip = { discreet = true }
    """
    mine = brand.load(written(tmp_path, block))
    assert (mine.name_zh, mine.name_en, mine.primary) == ("橡树银行", "Spruce Bank", "#C8102E")
    assert mine.logo == tmp_path / "oak.svg"
    assert mine.vip_discreet


def test_a_file_without_a_block_has_the_default_brand(tmp_path: Path) -> None:
    assert brand.load(written(tmp_path, "[kiosk]\n")) == brand.load()


@pytest.mark.parametrize(
    ("block", "key", "reason"),
    [
        ('[brand]\ncolour = "#000000"\n', "brand.colour", "no such key"),
        ('[brand]\nprimary = "teal"\n', "brand.primary", "not a colour"),
        ('[brand]\nletters = {cash = "A"}\n', "brand.letters", "`series` at its services and segments"),
        ("[brand]\nname_zh = 3\n", "brand.name_zh", "must be a text"),
        ('[brand]\nname_en = " "\n', "brand.name_en", "not empty"),
        ('[brand]\nlogo = "gone.svg"\n', "brand.logo", "no file"),
        ('[brand]\nmotif = "waves"\n', "brand.motif", "no file"),
        ("[brand]\nvip = {loud = true}\n", "brand.vip", "discreet"),
        ("brand = 1\n", "brand", "must be a table"),
        ("[brand\n", "lobby.toml", "can't be read"),
    ],
)
def test_what_is_wrong_is_named_with_file_key_and_reason(tmp_path: Path, block: str, key: str, reason: str) -> None:
    file = written(tmp_path, block)
    with pytest.raises(BrandError) as wrong:
        brand.load(file)
    message = str(wrong.value)
    assert str(file) in message
    assert key in message
    assert reason in message


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "lobby.toml"
    file.write_bytes('[brand]\nname_zh = "云杉"\n'.encode("gb18030"))
    with pytest.raises(BrandError, match="UTF-8"):
        brand.load(file)
