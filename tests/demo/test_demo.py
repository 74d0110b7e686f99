"""The demo: real faces over a throw-away record; without a display it tells each step and names what it leaves."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from demo.people import People
from demo.stage import PacedClock, Stage, cards, morning
from lobby.queries import FindCustomer, Hall


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What one run without a display printed, and the folder it filled; something old is in the way."""
    out = tmp_path_factory.mktemp("demo") / "demo-output"
    out.mkdir()
    (out / "99-old.png").touch()
    (out / "mine.png").touch()
    command = [sys.executable, "-m", "lobby", "demo", "--offscreen", "--out", str(out)]
    environ = {**os.environ, "TMPDIR": str(out.parent)}
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", env=environ, timeout=300, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    assert list(out.parent.glob("lobby-demo-*")) == []
    return ended.stdout, out


def test_each_face_and_the_papers_are_left_as_pictures_and_named(told: tuple[str, Path]) -> None:
    lines, out = told
    named = {line.split(": ", 1)[1] for line in lines.splitlines() if line.startswith("  p")}
    assert {str(file) for file in out.iterdir()} == named | {str(out / "mine.png")}
    kinds = {file.name.split("-")[1] for file in out.glob("[0-9][0-9]-*.png")}
    assert kinds == {"kiosk", "panel", "hall", "console"}
    assert len(list(out.glob("ticket-*.png"))) == 2


def test_the_visit_and_the_quarter_are_told_step_by_step(told: tuple[str, Path]) -> None:
    lines, _ = told
    steps = (
        "touches the screen",
        "A001 is issued and printed",
        "calls A001",
        "starts the service clock",
        "finishes A001",
    )
    places = [lines.index(step) for step in steps]
    assert places == sorted(places)
    minutes = [line for line in lines.splitlines() if " wait, the longest " in line]
    assert len(minutes) == 15


def test_a_printed_ticket_leads_to_its_visit(told: tuple[str, Path]) -> None:
    _, out = told
    with Image.open(out / "ticket-0001.png") as paper:
        (code,) = zxingcpp.read_barcodes(paper.convert("L"))
    assert code.text.startswith("https://lobby.example.cn/")


def test_the_demo_runs_on_a_working_day_at_any_hour() -> None:
    start = morning(10, 15)
    assert start.weekday() < 5
    assert (start.hour, start.minute, start.utcoffset()) == (10, 15, dt.timedelta(hours=8))


def test_a_paced_clock_runs_faster_than_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    clock = PacedClock(morning(), 20)
    monkeypatch.setattr("time.monotonic", lambda: 103.0)
    assert clock.now() == morning() + dt.timedelta(seconds=60)
    assert clock.seconds_until(morning() + dt.timedelta(seconds=80)) == pytest.approx(1.0)


def test_people_come_to_the_stage_and_leave_when_told(tmp_path: Path) -> None:
    clock = PacedClock(morning(10, 0), 500)
    stage = Stage(tmp_path, clock)
    door = stage.door()
    known = door.ask(FindCustomer(cards()[0]))
    assert known is not None
    assert known.greeting == "王女士"
    people = People(stage, clock, seed=1, free="1")
    people.start()
    seen = 0
    while not any(event.kind == "ticket.called" for event in door.events(seen, timeout=20)):
        seen = door.events(seen)[-1].id
    people.stop()
    hall = door.ask(Hall())
    assert "1" not in {counter.code for counter in hall.counters if counter.staff}
    door.close()
