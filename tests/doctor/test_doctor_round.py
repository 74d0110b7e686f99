"""`lobby doctor` as people and machines run it, with a printer at the wire."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from doctor import fonts, printer, readers, round, screen, sound
from doctor.__main__ import main
from lobby.checks.finding import Case, Finding, Findings, Level, Subject
from lobby.clock import Clock
from lobby.config import Config, Display, Kiosk
from lobby.record_file import sqlite_path
from resources import fonts as faces
from resources import sounds
from tests.devices.tcp_printer import COVER, NEAR_END, PAPER_END, TcpPrinter


def case(**kiosk: object) -> Case:
    return Case("sqlite:///nowhere.db", Config(kiosk=Kiosk(**kiosk)), Clock())  # type: ignore[arg-type]


def only(found: Iterator[Finding]) -> Finding:
    (finding,) = found
    return finding


@pytest.mark.parametrize(
    ("there", "level", "word"),
    [
        (TcpPrinter(), Level.OK, "can print"),
        (TcpPrinter(status=NEAR_END), Level.WARNING, "near-end"),
        (TcpPrinter(status=PAPER_END), Level.FAULT, "paper-end"),
        (TcpPrinter(status=COVER), Level.FAULT, "cover"),
        (TcpPrinter(answers=False), Level.FAULT, "silent"),
    ],
    ids=["well", "near end", "paper end", "cover", "silent"],
)
def test_a_printer_says_how_it_is(caplog: pytest.LogCaptureFixture, there: TcpPrinter, level: Level, word: str) -> None:
    with there.running():
        found = only(printer.check(case(printer=there.url)))
    assert (found.level, word in found.message) == (level, True)
    assert found.advice or level is Level.OK
    assert not there.received.startswith(b"\x1b@"), "nothing is printed"


def test_a_printer_that_is_not_there(caplog: pytest.LogCaptureFixture) -> None:
    found = only(printer.check(case(printer="tcp://127.0.0.1:1")))
    assert (found.level, "refused" in found.message) == (Level.FAULT, True)


def test_a_printer_on_the_screen_and_a_wrong_address() -> None:
    assert only(printer.check(case())).level is Level.OK
    assert only(printer.check(case(printer="teleport:x"))).level is Level.FAULT
    assert only(printer.check(case(printer="memory:"))).level is Level.OK


def test_readers() -> None:
    assert only(readers.check(case())).level is Level.OK
    assert only(readers.check(case(card_reader="loop://"))).level is Level.OK
    gone = only(readers.check(case(card_reader="/dev/ttyNOWHERE")))
    assert (gone.level, "dialout" in gone.advice) == (Level.FAULT, True)
    assert only(readers.check(case(card_reader="?baud=x"))).level is Level.FAULT


def test_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert [f.level for f in fonts.check(case())] == [Level.OK]
    monkeypatch.setattr(faces, "path", lambda weight: tmp_path / "gone.ttf")
    monkeypatch.setattr(fonts, "weight_with", lambda char, weight: (_ for _ in ()).throw(OSError("gone")))
    assert only(fonts.check(case())).level is Level.FAULT


def test_sound(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sound, "player_name", lambda: None)
    assert only(sound.check(case())).level is Level.WARNING
    quiet = Case("x", Config(display=Display(chime=False)), Clock())
    assert only(sound.check(quiet)).level is Level.OK
    monkeypatch.setattr(sounds, "path", lambda name: tmp_path / name)
    assert next(iter(sound.check(quiet))).level is Level.FAULT


def test_one_that_hangs_or_breaks_keeps_none_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()

    def hangs(_: Case) -> Findings:
        release.wait()
        yield Subject("a").ok("late")

    def breaks(_: Case) -> Findings:
        yield Subject("b").ok("begun")
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(round, "PATIENCE", 0.05)
    monkeypatch.setattr(round, "CHECKS", {"a": hangs, "b": breaks, "c": lambda _: iter([Subject("c").ok("well")])})
    found = list(round.findings(case()))
    release.set()
    assert [(f.subject, f.level) for f in found] == [
        ("a", Level.FAULT),
        ("b", Level.OK),
        ("b", Level.FAULT),
        ("c", Level.OK),
    ]
    assert round.worst(found) is Level.FAULT


def test_exit_codes_and_json(url: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    well = ["--database", url, "--only", "database", "--only", "keys"]
    assert main(well) == 0
    assert capsys.readouterr().out.startswith("ok ")
    assert main([*well, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["level"] in ("ok", "warning")
    sqlite_path(url).unlink()
    assert main([*well, "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["level"] == "fault"
    assert {"subject", "level", "message", "advice"} == said["findings"][0].keys()


def test_the_command_hands_over_and_leaves_with_the_same_code(url: str, tmp_path: Path) -> None:
    def lobby(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "lobby", *words], capture_output=True, text=True, check=False, timeout=120
        )

    assert lobby("doctor", "--only", "keys", "--database", url).returncode == 0
    broken = tmp_path / "lobby.toml"
    broken.write_text("[kiosk]\nprintr = 1\n")
    said = lobby("doctor", "--only", "config", "--database", url, "--config", str(broken))
    assert (said.returncode, "kiosk.printr" in said.stdout) == (1, True)


@pytest.mark.parametrize(
    ("inches", "pixels", "level", "word"),
    [
        (21.5, (1080, 1920), Level.OK, "24 mm"),
        (32.0, (1080, 1920), Level.OK, "35 mm"),
        (19.0, (1080, 1920), Level.WARNING, "0.66"),
        (17.0, (1280, 1024), Level.OK, "20 mm"),
        (0.0, (1080, 1920), Level.OK, "not looked at"),
    ],
)
def test_a_panel_too_small_for_fingers_or_weak_eyes_is_told(
    inches: float, pixels: tuple[int, int], level: Level, word: str
) -> None:
    finding = only(screen.check(case(panel=inches, pixels=pixels)))
    assert finding.level is level
    assert word in finding.message


def test_the_panel_that_would_do_is_named() -> None:
    (letters,) = screen.check(case(panel=19.0))
    assert "at least 20.1 inches" in letters.advice
    buttons, letters = screen.check(case(panel=10.0))
    assert "button" in buttons.message
    assert "letters" in letters.message
