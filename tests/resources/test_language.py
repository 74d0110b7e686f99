"""Words: Chinese, English, and the pseudo-language that finds what is clipped or was never translated."""

import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

from lobby.errors import REASONS
from resources.language import catalogue, later

ROOT = Path(__file__).resolve().parents[2]


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_catalogues_are_complete_and_compiled() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "script" / "catalogues", "check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_chinese_where_translated_else_the_english_sentence() -> None:
    assert catalogue("common", "zh")("tomorrow") == "明天"
    assert catalogue("common", "en")("tomorrow") == "tomorrow"
    assert catalogue("common", "zh")("A sentence that nobody has translated") == "A sentence that nobody has translated"


def test_facts_are_filled_in_and_plurals_follow_the_number() -> None:
    t = catalogue("common", "en")
    assert t("{span} min", span="15–20") == "15–20 min"
    assert t.n("{n} person", "{n} people", 1) == "1 person"
    assert t.n("{n} person", "{n} people", 3) == "3 people"
    assert t.c("button", "Open") == "Open"
    assert t("Braces {stay} without facts") == "Braces {stay} without facts"
    assert later("Said as it is") == "Said as it is"


def test_the_pseudo_language_doubles_every_text_and_keeps_its_places() -> None:
    t = catalogue("kiosk", "xx")
    assert t("Take your ticket") == "[Tàké ýöür tîçkét Tàké ýöür tîçkét]"
    assert t("Opens at {hhmm}", hhmm="13:30").count("13:30") == 2
    assert t.n("{n} person", "{n} people", 2).count("2") == 2


def test_an_unknown_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no catalogue 'kioks'"):
        catalogue("kioks", "zh")


@pytest.mark.parametrize("reason", REASONS)
def test_every_refusal_speaks_chinese_with_the_facts_of_its_source(reason: str) -> None:
    english = REASONS[reason]
    chinese = catalogue("refusals", "zh")(english)
    assert chinese != english
    assert places(chinese) == places(english)
