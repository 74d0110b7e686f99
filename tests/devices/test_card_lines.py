"""What a card reader sends becomes a card, or nothing: half a number is never taken for a whole one (B4)."""

import string
import threading
import time
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.card import LONGEST, Card, Lines, card_in
from devices.card_reader import CardReader, Wedge
from devices.port import Line, Port

PAN = "6222020200112230000"
TRACK_2 = f";{PAN}=27121010000012300000?"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        (TRACK_2, PAN),
        (f"%B{PAN}^WANG/FANG^2712101?{TRACK_2}", PAN),
        (f"{TRACK_2}4", PAN),
        (PAN, PAN),
        (f"  {PAN} ", PAN),
        ("C1000234", "C1000234"),
        ("c1000234", "C1000234"),
        ("10002345", "10002345"),
        ("11010519491231002x", "11010519491231002X"),
    ],
)
def test_b4_a_whole_line_is_a_card(line: str, number: str) -> None:
    assert card_in(line) == Card(number)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "A12",
        "123",
        "1" * 20,
        ";6222=2712?",
        f";{PAN}=2712",
        f";{PAN}?",
        f"{PAN}=27121010?",
        f";{PAN[:9]}:{PAN[9:]}=2712101?",
        f"%B{PAN}^WANG/FANG^2712101?",
        "%E?",
        ";E?",
        "hello world",
        "１２３４５６７８９０１２３",
        f"{TRACK_2}{TRACK_2}",
    ],
)
def test_b4_anything_else_is_none(line: str) -> None:
    assert card_in(line) is None


def test_a_card_does_not_show_its_number() -> None:
    card = Card(PAN)
    assert PAN not in f"{card} {card!r} {[card]}"


def test_lines_end_with_any_of_the_endings_readers_use() -> None:
    assert list(Lines().feed("\x02one\x03two\r\nthree\n\n\rfour")) == ["one", "two", "three"]


def test_a_line_too_long_or_with_noise_is_dropped_whole() -> None:
    assert list(Lines().feed("9" * (LONGEST + 1) + "\r12345\x0067890\rgood\r")) == ["good"]


@given(st.text(max_size=300))
def test_any_noise_is_cut_without_a_crash_and_without_growing(noise: str) -> None:
    lines = Lines()
    for line in lines.feed(noise):
        assert len(line) <= LONGEST
        card_in(line)


@given(st.text(string.digits, min_size=1, max_size=40))
def test_digits_are_a_card_only_in_a_length_that_numbers_have(digits: str) -> None:
    assert (card_in(digits) is not None) == (4 <= len(digits) <= 19)


def typed(wedge: Wedge, text: str, gap: float, start: float = 0.0) -> list[Card]:
    cards = (wedge.key(char, start + gap * at) for at, char in enumerate(text))
    return [card for card in cards if card is not None]


def test_b4_fast_keys_are_a_reader() -> None:
    assert typed(Wedge(), TRACK_2 + "\r", gap=0.01) == [Card(PAN)]


def test_slow_keys_are_a_finger() -> None:
    wedge = Wedge()
    assert typed(wedge, PAN + "\r", gap=0.2) == []
    assert not wedge.reading


def test_a_swipe_that_stopped_half_way_does_not_spoil_the_next() -> None:
    wedge = Wedge()
    assert typed(wedge, TRACK_2[:9], gap=0.01) == []
    assert wedge.reading
    assert typed(wedge, TRACK_2 + "\r", gap=0.01, start=5.0) == [Card(PAN)]
    assert not wedge.reading


def test_keys_that_are_no_characters_are_taken_in_stride() -> None:
    assert typed(Wedge(), "\x00\x1b\r", gap=0.01) == []
    assert Wedge().key("", 0.0) is None


class Scripted:
    """A wire whose readings stand written; an empty one is silence, an error is one."""

    def __init__(self, *readings: bytes | Exception) -> None:
        self._readings = list(readings)

    def read(self, seconds: float) -> bytes:
        if not self._readings:
            time.sleep(seconds)
            return b""
        reading = self._readings.pop(0)
        if isinstance(reading, Exception):
            raise reading
        return reading

    def write(self, data: bytes, seconds: float) -> None: ...

    def close(self) -> None: ...


def heard(*readings: bytes | Exception, cards: int = 1) -> list[Card]:
    enough = threading.Event()
    got: list[Card] = []

    def on_card(card: Card) -> None:
        got.append(card)
        if len(got) == cards:
            enough.set()

    wire, ticks = Scripted(*readings), count()
    reader = CardReader(Port(Line("scripted:", lambda: wire), clock=lambda: float(next(ticks))), on_card)
    reader.start()
    assert enough.wait(20)
    reader.stop()
    return got


def test_a_serial_reader_hands_over_each_card() -> None:
    second = b"C1000234\r\n"
    assert heard(TRACK_2[:20].encode(), TRACK_2[20:].encode() + b"\r", second, cards=2) == [Card(PAN), Card("C1000234")]


def test_a_line_that_is_no_card_is_told_so_that_the_customer_tries_again() -> None:
    told: list[Card | None] = []
    enough = threading.Event()
    wire = Scripted(b";6222020\r", PAN.encode() + b"\r")

    def on_card(card: Card) -> None:
        told.append(card)
        enough.set()

    reader = CardReader(Port(Line("scripted:", lambda: wire)), on_card, lambda: told.append(None))
    reader.start()
    assert enough.wait(20)
    reader.stop()
    assert told == [None, Card(PAN)]


def test_half_a_line_is_forgotten_when_nothing_follows() -> None:
    assert heard(b"62220202", b"", PAN.encode() + b"\r") == [Card(PAN)]


def test_an_unplugged_reader_is_reported_once_and_comes_back(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "devices.card_reader")
    gone = OSError("unplugged")
    assert heard(PAN[:8].encode(), gone, gone, PAN.encode() + b"\r") == [Card(PAN)]
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


def test_no_part_of_a_line_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    heard(b"6222020200112239999x\r", TRACK_2.encode() + b"\r")
    assert not any("62220202" in record.getMessage() for record in caplog.records)
