"""The kiosk's printer as `lobby.toml` describes it, its paper told to staff, and what `lobby printer` does for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from devices.escpos import Fault
from devices.paper_tray import PaperTray
from devices.printer import Mode, Printer
from devices.profile import Cutter
from devices.roll import Roll
from kiosk.app import build, main
from kiosk.printer import kind_of, printer
from kiosk.printer_desk import main as at_printer
from lobby import config
from lobby.api import open_lobby
from lobby.commands import TakeTicket
from lobby.errors import Trouble
from lobby.local import found
from lobby.queries import Hall, Setup
from lobby.setup_file import read_branch
from resources import sample
from tests.kiosk.conftest import WIRING
from uikit.link import Link

Written = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))

    def write(text: str) -> Path:
        file = tmp_path / "lobby.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_the_file_says_what_kind_of_printer_it_is(written: Written) -> None:
    own = '[printer]\nprofile = "epson-tm-t88"\ncutter = "full"\nroll = 50\n'
    made = printer(config.load(written(own + '[kiosk]\nprinter = "tcp://10.0.0.5"\nmode = "text"')))
    assert (made.profile.dots, made.profile.cutter, made.mode) == (512, Cutter.FULL, Mode.TEXT)
    assert made.roll is not None
    assert made.roll.file.name == "printer-1.json"
    assert printer(config.load(written('[kiosk]\nprinter = "tcp://10.0.0.5"'))).roll is None


def test_a_narrower_head_and_ones_own_profile(written: Written, tmp_path: Path) -> None:
    from resources.printers import FOLDER

    own = (FOLDER / "pos-5890.toml").read_text(encoding="utf-8").replace("feed_lines = 4", "feed_lines = 6")
    (tmp_path / "mine.toml").write_text(own, encoding="utf-8")
    assert kind_of(config.load(written('[printer]\nprofile = "mine.toml"'))).feed_lines == 6
    assert kind_of(config.load(written("[kiosk]\ndots = 512"))).dots == 512


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[printer]\nprofile = "epson-tm88"', "printer.profile: can't be 'epson-tm88'; did you mean 'epson-tm-t88'?"),
        ('[printer]\nprofile = "gone.toml"', "printer.profile: the profile"),
        ('[printer]\npresent = "paper"', "printer.present: present: can't be 'paper'"),
    ],
)
def test_a_wrong_printer_is_named_by_file_key_and_reason(written: Written, text: str, said: str) -> None:
    file = written(text)
    with pytest.raises(Trouble) as wrong:
        kind_of(config.load(file))
    assert str(wrong.value).startswith(f"The configuration {file} can't be used: {said}")
    assert str(wrong.value).endswith("Nothing was started.")


def test_a_kiosk_does_not_start_with_a_profile_that_nobody_knows(
    written: Written, tmp_path: Path, qapp: object, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{(tmp_path / 'lobby.db').as_posix()}"
    found(url, read_branch(sample.branch_file()))
    file = written('[printer]\nprofile = "toaster"')
    assert main(["--database", url, "--config", str(file)]) == 1
    assert "printer.profile: can't be 'toaster'" in capsys.readouterr().err


def test_m1_staff_are_told_of_the_last_tickets_and_of_the_new_roll(
    qtbot: QtBot, open_record: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    roll = Roll(tmp_path / "count.json", 50)
    for _ in range(300):
        roll.used(140)
    tray = PaperTray()
    link = Link(lambda: open_lobby(open_record))
    face = build(link, WIRING, printer=Printer(tray.port(), roll=roll, answer_seconds=0.05))
    qtbot.addWidget(face)
    with closing(open_lobby(open_record)) as lobby:

        def told() -> str | None:
            return next(d.fault for d in lobby.ask(Hall()).devices if d.code == WIRING.device)

        qtbot.waitUntil(lambda: told() == "near-end~60", timeout=15_000)
        for _ in range(18):
            roll.used(140)
        ticket, branch = lobby.do(TakeTicket("fx")), lobby.ask(Setup())
        face.kiosk._printing.print(ticket, branch, False)
        qtbot.waitUntil(lambda: told() == "near-end~40", timeout=15_000)
        tray.fault = Fault.PAPER_END
        face.kiosk._printing.look()
        qtbot.waitUntil(lambda: told() == Fault.PAPER_END, timeout=15_000)
        tray.fault = None
        face.kiosk._printing.look()
        qtbot.waitUntil(lambda: told() is None, timeout=15_000)
    face.close()
    link.close()


def test_staff_print_a_test_and_see_how_much_paper_is_left(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(f'[kiosk]\nprinter = "tray:{(tmp_path / "tray").as_posix()}"\n[printer]\nroll = 50')

    def asked(*words: str) -> str:
        assert at_printer([*words, "--config", str(file)]) == 0
        return capsys.readouterr().out

    assert ": printed" in asked("test")
    assert len(list((tmp_path / "tray").iterdir())) == 1
    assert json.loads(asked("paper", "--json"))["papers"] == 1
    assert json.loads(asked("new-roll", "--json"))["papers"] == 0
    assert "epson-tm-t88" in asked("profiles")


@pytest.mark.parametrize(
    ("verb", "text", "said"),
    [
        ("test", "", "no printer"),
        ("paper", "", "[printer] roll"),
        ("test", '[kiosk]\nprinter = "foo://bar"', "kiosk.printer"),
    ],
)
def test_what_cannot_be_done_at_the_printer_is_said(
    written: Written, capsys: pytest.CaptureFixture[str], verb: str, text: str, said: str
) -> None:
    assert at_printer([verb, "--config", str(written(text))]) == 1
    assert said in capsys.readouterr().err


def test_a_test_print_that_fails_says_so(
    written: Written, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    file = written('[kiosk]\nprinter = "tcp://127.0.0.1:1"')
    assert at_printer(["test", "--json", "--config", str(file)]) == 1
    assert json.loads(capsys.readouterr().out)["fault"] == "refused"
