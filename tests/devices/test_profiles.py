"""Every printer profile is whole, is said on docs/printers.md, and is what each rendering goes by."""

import runpy
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp

from devices import plain, raster
from devices.escpos import Fault
from devices.paper_tray import PaperTray
from devices.port import Port
from devices.printer import Outcome, Printer, PrintResult
from devices.profile import BadProfile, Cutter, Profile, changed, codes, profile
from tests.devices.escpos_interpreter import Interpreter, split
from tests.devices.tcp_printer import COVER, TcpPrinter
from tests.devices.tickets import EN, LARGE, LINK, ZH

ROOT = Path(__file__).parents[2]
every_profile = pytest.mark.parametrize("code", codes())


def printed(stream: bytes, kind: Profile) -> Interpreter:
    commands, rest = split(stream)
    assert not rest
    interpreter = Interpreter(kind.dots)
    for command in commands:
        interpreter.obey(command)
    return interpreter


def test_the_common_printers_are_there() -> None:
    asked = "epson-tm-t88 epson-tm-t82 xprinter-80 gprinter-80 star-escpos pos-5890 generic-80 generic-58"
    assert set(codes()) >= set(asked.split())
    assert all(profile(code).sources for code in codes())


def test_the_page_shows_what_each_supports() -> None:
    page = (ROOT / "docs" / "printers.md").read_text(encoding="utf-8")
    assert runpy.run_path(str(ROOT / "script" / "printer-table"))["page"](page) == page, "run script/printer-table"


@every_profile
@pytest.mark.parametrize("ticket", [ZH, EN, LARGE], ids=["zh", "en", "large"])
@pytest.mark.parametrize("rendering", [raster, plain], ids=["raster", "text"])
def test_n9_each_rendering_goes_by_the_profile(code: str, ticket: object, rendering: object) -> None:
    kind = profile(code)
    job = rendering.encode(ticket, kind)  # type: ignore[attr-defined]
    done = printed(job.data, kind)
    (paper,) = done.torn_off()
    assert [found.text for found in zxingcpp.read_barcodes(paper.picture().convert("L"))] == [LINK]
    assert paper.codes == ([LINK] if rendering is plain and kind.qr else [])
    assert done.cuts == {Cutter.FULL: [65], Cutter.PARTIAL: [66], Cutter.NONE: []}[kind.cutter]
    assert done.presented == (1 if kind.present else 0)
    assert paper.picture().width == kind.dots
    feed = 30 * kind.feed_lines
    assert abs(paper.picture().height - feed - job.rows) <= 8 * 7  # a printer's own code has a wider white edge


@pytest.mark.parametrize("code", ["star-escpos", "pos-5890"])
def test_what_a_small_font_lacks_is_drawn_and_the_rest_is_text(code: str) -> None:
    kind = profile(code)
    (paper,) = printed(plain.encode(replace(ZH, counters="镕", detail=""), kind).data, kind).torn_off()
    assert not any("镕" in line for line in paper.lines)
    assert any("身份证" in line for line in paper.lines)


def test_a_printer_without_hanzi_gets_them_all_as_dots() -> None:
    kind = profile("reliance-presenter")
    job = plain.encode(ZH, kind)
    assert b"\x1c&" not in job.data
    (paper,) = printed(job.data, kind).torn_off()
    assert all(line.isascii() for line in paper.lines)
    assert "A038" in paper.lines


def test_the_wiring_may_say_otherwise() -> None:
    kind = changed(profile(), cutter=Cutter.NONE, feed_lines=5, present="1d 65 05", dots=None)
    assert raster.encode(ZH, kind).data.endswith(b"\x1bd\x05\x1de\x05")
    assert kind.dots == 576


def test_a_wrong_profile_is_named_with_key_and_reason(tmp_path: Path) -> None:
    own = (ROOT / "resources" / "printers" / "generic-80.toml").read_text(encoding="utf-8")
    for number, (old, new, said) in enumerate(
        [
            ("dots = 576", "dots = 5", "dots: can't be 5; 384 to 2000"),
            ("qr = true", 'qr = "yes"', "qr: has to be true or false, not 'yes'"),
            ("dpi = 203", "dpy = 203", "dpy: unknown key; did you mean 'dpi'?"),
            ("dpi = 203", "", "dpi"),
            ('cutter = "partial"', 'cutter = "saw"', "cutter: 'saw' is not a valid Cutter"),
            ('status = ["dle-eot", "gs-r"]', 'status = "gs-r"', "status: a list in [brackets]"),
            ("near_end = true", 'near_end = true\npresent = "xy"', "present: can't be 'xy'"),
        ]
    ):
        file = tmp_path / f"{number}.toml"
        file.write_text(own.replace(old, new), encoding="utf-8")
        with pytest.raises(BadProfile) as wrong:
            profile(file.name, tmp_path)
        assert said in str(wrong.value)
        assert str(file) in str(wrong.value)
    with pytest.raises(BadProfile, match="can't be read"):
        profile("none.toml", tmp_path)
    with pytest.raises(BadProfile, match="generic-80"):
        profile("epson")


def test_ones_own_profile_is_a_file(tmp_path: Path) -> None:
    own = (ROOT / "resources" / "printers" / "generic-80.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(own.replace("dots = 576", "dots = 640"), encoding="utf-8")
    assert profile("mine.toml", tmp_path).dots == 640


def test_a_printer_that_confirms_nothing_has_printed_unless_it_tells_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    kind = profile("star-escpos")
    with TcpPrinter(confirms=False).running() as device:
        assert on_tcp(device, kind).outcome is Outcome.PRINTED
        assert b"\x1dr" not in device.received
    with TcpPrinter(status=COVER).running() as device:
        assert on_tcp(device, kind).fault is Fault.COVER


def on_tcp(device: TcpPrinter, kind: Profile) -> PrintResult:
    from devices.port import open_port

    printer = Printer(open_port(device.url), kind, answer_seconds=0.25, done_seconds=0.6)
    result = printer.print(ZH)
    printer.close()
    return result


def test_a_printer_that_answers_nothing_is_simply_handed_the_bytes() -> None:
    tray = PaperTray()
    port: Port = tray.port()
    tray.fault = Fault.PAPER_END
    printer = Printer(port, profile("pos-5890"))
    assert not printer.status().known
    assert printer.print(ZH).outcome is Outcome.PRINTED
