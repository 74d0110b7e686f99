"""Words from outside: control bytes go, people's names stay, however rare their characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.errors import Refused
from lobby.text import clean, optional, required


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("张\x1b@三\x00", "张 @三"),
        ("line\r\nbreak\u2028and\u2029more", "line break and more"),
        ("  a \t b  ", "a b"),
        ("𠮷 㐂 镕", "𠮷 㐂 镕"),
        ("👵🏽 needs 👓", "👵🏽 needs 👓"),
        ("\ud83d", ""),
        ("half\ud800pair", "halfpair"),
        ("cafe\u0301", "café"),
        ("name\u202egnp.exe", "namegnp.exe"),
        ("\ufeffmark", "mark"),
    ],
)
def test_what_is_kept(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@given(st.text(alphabet=st.characters()))
def test_clean_words_are_one_line_that_every_file_can_hold_and_stay_as_they_are(words: str) -> None:
    cleaned = clean(words)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert cleaned.isprintable() or not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in cleaned)
    assert clean(cleaned) == cleaned


def test_required_words_are_one_to_so_many_characters() -> None:
    assert required("reason", " 镕 ", 1) == "镕"
    for words in ("", " \x07 ", "ab"):
        with pytest.raises(Refused) as refusal:
            required("reason", words, 1)
        assert (refusal.value.reason, refusal.value.facts) == ("bad-text", {"field": "reason", "most": 1})


def test_optional_words_may_be_none() -> None:
    assert optional("note", "\x00 ") == ""
    with pytest.raises(Refused):
        optional("note", "x" * 201)
