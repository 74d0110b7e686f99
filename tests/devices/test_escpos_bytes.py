"""ESC/POS as bytes: ours are the ones python-escpos sends, and answers are read as the command reference gives them."""

import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from devices import escpos
from devices.escpos import Answers, Fault
from devices.profile import profile


def test_our_commands_are_those_of_python_escpos() -> None:
    printer = Dummy()
    printer.hw("INIT")
    printer.cut(mode="PART", feed=False)
    assert printer.output == escpos.INITIALISE + escpos.ending(profile())


def test_our_pictures_are_those_of_python_escpos(caplog: pytest.LogCaptureFixture) -> None:
    picture = Image.new("1", (384, 700), 1)
    ImageDraw.Draw(picture).ellipse((40, 20, 300, 650), fill=0)
    printer = Dummy()
    printer.image(picture, impl="bitImageRaster", fragment_height=escpos.BAND)
    assert escpos.raster(picture) == printer.output


@pytest.mark.parametrize("command", [b"\x10\x04\x01", b"\x10\x05\x02", b"\x10\x14\x08"])
def test_dots_never_spell_a_command_that_is_obeyed_within_a_picture(command: bytes) -> None:
    dots = (command * 1000)[: 48 * 20]
    picture = Image.frombytes("1", (384, 20), bytes(255 - byte for byte in dots))
    sent = escpos.raster(picture)
    assert command[:2] not in sent
    changed = sum((a ^ b).bit_count() for a, b in zip(sent[8:], dots, strict=True))
    assert changed == dots.count(command[:2])


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        (Answers(0x12, 0x12, 0x12, 0x12), None),
        (Answers(0x12, paper=0x1E), Fault.NEAR_END),
        (Answers(0x1A, 0x32, 0x12, 0x7E), Fault.PAPER_END),
        (Answers(0x12, paper=0x72), Fault.PAPER_END),
        (Answers(0x1A, 0x16, 0x12, 0x12), Fault.COVER),
        (Answers(0x1A, 0x52, 0x1A, 0x12), Fault.ERROR),
        (Answers(0x1A, 0x12, 0x32, 0x12), Fault.ERROR),
        (Answers(0x1A, 0x12, 0x52, 0x12), Fault.ERROR),
        (Answers(0x1A, 0x12, 0x12, 0x12), Fault.OFFLINE),
        (Answers(0x1A, 0x36, 0x1A, 0x7E), Fault.PAPER_END),
    ],
)
def test_m1_answers_tell_the_worst_fault(answers: Answers, fault: Fault | None) -> None:
    assert answers.fault is fault


def test_the_last_answer_counts_and_noise_does_not() -> None:
    assert escpos.status_byte(b"\x00\xff\x12\x00\x1a\x41") == 0x1A
    assert escpos.status_byte(b"") is None
    assert escpos.status_byte(b"\x11\x13 XON and XOFF") is None


def test_a_question_that_comes_back_as_an_echo_is_no_answer() -> None:
    for question in (escpos.ONLINE, escpos.OFFLINE_CAUSE, escpos.ERRORS, escpos.PAPER):
        assert escpos.status_byte(escpos.ask(question)) is None
    assert not escpos.says_done(escpos.ASK_DONE)


@pytest.mark.parametrize("byte", [0x00, 0x03, 0x0C, 0x0F, 0x60])
def test_completion_is_told_whatever_the_paper_sensors_say(byte: int) -> None:
    assert escpos.says_done(bytes([0x12, byte]))


@given(st.binary(max_size=50))
def test_any_noise_is_read_without_a_crash(noise: bytes) -> None:
    status = escpos.status_byte(noise)
    assert status is None or status in noise
    assert not (escpos.says_done(noise) and all(byte & 0x10 for byte in noise))
