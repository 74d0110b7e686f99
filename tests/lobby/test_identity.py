"""Who a reader's line or a number names, and that nothing of it can be read back (B4)."""

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.errors import Trouble
from lobby.identity import SEALED, Identity, normal

KEY = Identity(bytes(range(32)))


@pytest.mark.parametrize(
    "line",
    [
        "6222021234567890123",
        "6222 0212 3456 7890 123\r\n",
        "6222-0212-3456-7890-123",
        ";6222021234567890123=25121010000000000000?",
        "%B6222021234567890123^ZHANG/SAN^2512101?",
        "\x026222021234567890123\x03",
    ],
)
def test_b4_one_card_is_one_customer_however_it_is_read(line: str) -> None:
    assert KEY.seal(line) == KEY.seal("6222021234567890123")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("11010119900307123X", "11010119900307123"),
        ("110101199003071231", "110101199003071232"),
        ("12345678901234567890123", "12345678901234567890124"),
        ("6222021234567890123", "6222021234567890124"),
        ("A1234567", "A1234568"),
    ],
)
def test_b4_two_numbers_are_two_customers(one: str, other: str) -> None:
    assert KEY.seal(one) != KEY.seal(other)


def test_b4_an_id_number_is_the_same_in_small_letters() -> None:
    assert KEY.seal("11010119900307123x") == KEY.seal("11010119900307123X")


@pytest.mark.parametrize("line", ["", " ", "-", "\r\n", " - - ", "\ud800", "\x00\x1b"])
def test_a_line_that_names_nobody_has_no_identity(line: str) -> None:
    assert KEY.seal(line) == ""


@given(st.text(alphabet=st.characters()))
def test_any_line_is_sealed_or_names_nobody(line: str) -> None:
    sealed = KEY.seal(line)
    assert SEALED.fullmatch(sealed) if normal(line) else sealed == ""
    assert KEY.seal(sealed) == sealed


def test_another_key_gives_other_identities() -> None:
    assert Identity(bytes(32)).seal("6222021234567890123") != KEY.seal("6222021234567890123")


def test_the_key_is_made_once_and_kept_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "lobby.db.key"
    first = Identity.load(path)
    assert Identity.load(path).seal("6222021234567890123") == first.seal("6222021234567890123")
    assert len(path.read_text().strip()) == 64


@pytest.mark.parametrize("content", ["", "abc", "zz" * 32, "00" * 31])
def test_a_key_that_was_cut_off_or_is_none_is_trouble(tmp_path: Path, content: str) -> None:
    path = tmp_path / "lobby.db.key"
    path.write_text(content)
    with pytest.raises(Trouble, match=r"lobby\.db\.key can't be used") as trouble:
        Identity.load(path)
    assert trouble.value.kind == "identity-key"


def test_a_line_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        KEY.seal("6222021234567890123")
    assert "6222021234567890123" not in caplog.text
