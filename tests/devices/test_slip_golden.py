"""The closing slip to the bit, in both languages and widths, and its code leads a verifier to the head.

After a wanted change: `python -m tests.devices.test_slip_golden`, look at tests/devices/golden/, commit.
"""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from devices import plain, raster
from tests.devices.escpos_interpreter import read
from tests.devices.tickets import HEAD, SLIP, SLIP_EN, on

GOLDEN = Path(__file__).with_name("golden")
SLIPS = {"zh": SLIP, "en": SLIP_EN}
SIZES = {"80mm": 576, "58mm": 384}

every_slip = pytest.mark.parametrize("name", SLIPS)
every_size = pytest.mark.parametrize("size", SIZES)


def golden(name: str, size: str, kind: str) -> Path:
    return GOLDEN / f"slip_{name}_{size}.{kind}"


@every_slip
@every_size
def test_the_slip_is_the_golden_one(name: str, size: str) -> None:
    drawn = raster.render(SLIPS[name], SIZES[size])
    with Image.open(golden(name, size, "png")) as picture:
        assert drawn.size == picture.size
        assert drawn.tobytes() == picture.convert("1").tobytes()
    assert plain.encode(SLIPS[name], on(SIZES[size])).data == golden(name, size, "bin").read_bytes()


@every_slip
@every_size
def test_its_code_holds_all_that_verify_needs(name: str, size: str) -> None:
    for encoded in (raster, plain):
        (paper,) = read(encoded.encode(SLIPS[name], on(SIZES[size])).data, SIZES[size])
        (code,) = zxingcpp.read_barcodes(paper.picture().convert("L"))
        assert code.text == SLIP.link
        assert HEAD.replace(" ", "") in code.text


if __name__ == "__main__":
    for slip_name, slip in SLIPS.items():
        for size_name, dots in SIZES.items():
            raster.render(slip, dots).save(golden(slip_name, size_name, "png"))
            golden(slip_name, size_name, "bin").write_bytes(plain.encode(slip, on(dots)).data)
