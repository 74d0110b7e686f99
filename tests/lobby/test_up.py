"""One machine's faces: started together, each end told, and none left behind."""

import sys
from pathlib import Path

import pytest

from lobby.cli import main
from lobby.up import Face, Running, faces


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_every_face_is_started_with_its_place_and_the_record() -> None:
    shared = ["--database", "sqlite:////x.db"]
    commands = [face.command(shared) for face in faces("3", "t3")]
    modules = {command[2] for command in commands}
    assert modules == {"kiosk.app", "counter_display.hall.app", "counter_display.panel.app", "lobby_console.app"}
    assert all(command[-2:] == shared and "--place" in command for command in commands)
    assert commands[-1][5:9] == ["--counter", "3", "--staff", "t3"]


def test_a_face_that_crashes_is_reported_and_the_others_go_on() -> None:
    told: list[str] = []
    running = Running({"kiosk": python("raise SystemExit(7)"), "console": python("pass")}, told.append)
    assert running.wait() is False
    assert told[:2] == ["started: kiosk", "started: console"]
    assert "closed: console" in told
    assert any(line.startswith("The kiosk ended with exit code 7;") for line in told)


def test_faces_that_are_closed_end_well() -> None:
    assert Running({"kiosk": python("pass")}, lambda _: None).wait() is True


def test_ending_leaves_no_face_behind() -> None:
    running = Running({"kiosk": python("import time; time.sleep(60)")}, lambda _: None)
    running.end()
    assert running.wait() is True


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The faces' command lines, with programs in their place that end at once."""
    lines: list[list[str]] = []

    def command(face: Face, shared: list[str]) -> list[str]:
        lines.append([face.module, *face.words, *shared])
        return python("pass")

    monkeypatch.setattr(Face, "command", command)
    return lines


def test_the_first_start_makes_the_sample_branch_and_opens_its_day(
    tmp_path: Path, started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(tmp_path / "data" / "lobby.db")
    assert main(["up", "--database", database]) == 0
    first = capsys.readouterr().err
    assert "First start: made the sample branch." in first
    assert main(["up", "--database", database]) == 0
    assert "First start" not in capsys.readouterr().err
    assert main(["do", "TakeTicket", "service=fx", "--database", database]) == 0
    assert len(started) == 8
    assert all(f"sqlite:///{database}" in line for line in started)


def test_a_record_that_the_wiring_names_has_to_be_there(
    tmp_path: Path, started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    wiring = tmp_path / "lobby.toml"
    wiring.write_text(f'[database]\nurl = "sqlite:///{(tmp_path / "gone.db").as_posix()}"\n', encoding="utf-8")
    assert main(["up", "--config", str(wiring)]) == 1
    assert "There is no lobby at" in capsys.readouterr().err
    assert started == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
@pytest.mark.parametrize("verb", ["up", "demo"])
def test_without_a_display_nothing_is_started_or_made(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([verb, "--database", str(tmp_path / "lobby.db")]) == 1
    assert "There is no display here" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
