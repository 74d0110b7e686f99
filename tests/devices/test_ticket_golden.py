"""Tickets to the bit: what is printed today is what was looked at and found good.

After a wanted change: `python -m tests.devices.test_ticket_golden`, look at tests/devices/golden/, commit.
"""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops

from devices import plain, raster
from devices.paper import TicketPaper
from tests.devices.escpos_interpreter import read
from tests.devices.tickets import EMERGENCY, EMERGENCY_EN, EN, GREEN, LARGE, LARGE_EN, ZH, on

GOLDEN = Path(__file__).with_name("golden")
TICKETS = {
    "zh": ZH,
    "en": EN,
    "green-large": GREEN,
    "large": LARGE,
    "large-en": LARGE_EN,
    "emergency-zh": EMERGENCY,
    "emergency-en": EMERGENCY_EN,
}
SIZES = {"80mm": 576, "58mm": 384, "80mm-180dpi": 512}

every_ticket = pytest.mark.parametrize("name", TICKETS)
every_size = pytest.mark.parametrize("size", SIZES)


def picture_file(name: str, size: str) -> Path:
    return GOLDEN / f"ticket_{name}_{size}.png"


def bytes_file(name: str, size: str) -> Path:
    return GOLDEN / f"ticket_{name}_{size}.bin"


def links_in(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


@every_ticket
@every_size
def test_n9_the_picture_is_the_golden_one(name: str, size: str) -> None:
    drawn = raster.render(TICKETS[name], SIZES[size])
    with Image.open(picture_file(name, size)) as golden:
        assert drawn.size == golden.size
        assert drawn.tobytes() == golden.convert("1").tobytes()


@every_ticket
@every_size
def test_n9_the_text_is_the_golden_one(name: str, size: str) -> None:
    assert plain.encode(TICKETS[name], on(SIZES[size])).data == bytes_file(name, size).read_bytes()


@every_ticket
@every_size
def test_n9_the_code_on_either_paper_leads_to_the_visit(name: str, size: str) -> None:
    dots = SIZES[size]
    (drawn,) = read(raster.encode(TICKETS[name], on(dots)).data, dots)
    (written,) = read(plain.encode(TICKETS[name], on(dots)).data, dots)
    codes = [TICKETS[name].link] if TICKETS[name].link else []
    assert links_in(drawn.picture()) == codes
    assert links_in(written.picture()) == codes
    assert written.codes == codes


@every_ticket
@every_size
def test_the_bands_are_read_back_to_the_same_picture(name: str, size: str) -> None:
    dots = SIZES[size]
    (paper,) = read(raster.encode(TICKETS[name], on(dots)).data, dots)
    sent, drawn = paper.picture(), raster.render(TICKETS[name], dots)
    assert sent.size == drawn.size
    # a dot may be added where a picture would spell a command, see test_escpos_bytes
    assert sum((a ^ b).bit_count() for a, b in zip(sent.tobytes(), drawn.tobytes(), strict=True)) <= 2


@every_size
def test_no_dot_is_printed_into_the_margins(size: str) -> None:
    for ticket in TICKETS.values():
        picture = raster.render(ticket, SIZES[size])
        left, _, right, _ = ImageChops.invert(picture.convert("L")).getbbox() or (0, 0, 0, 0)
        assert left >= 4
        assert right <= picture.width - 4


def write(ticket: TicketPaper, name: str, size: str) -> None:
    """Make today's ticket the golden one."""
    raster.render(ticket, SIZES[size]).save(picture_file(name, size))
    bytes_file(name, size).write_bytes(plain.encode(ticket, on(SIZES[size])).data)


if __name__ == "__main__":
    for ticket_name, sample in TICKETS.items():
        for size_name in SIZES:
            write(sample, ticket_name, size_name)
