"""`lobby up` and `lobby demo`: the faces on this machine, on the real record or on a throw-away one."""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from lobby import config
from lobby.api import Lobby
from lobby.cli.door import opened, told, url
from lobby.cli.say import Say
from lobby.cli.setup import found_sample, is_sample
from lobby.commands import OpenDay
from lobby.errors import Trouble
from lobby.model import Branch, Role
from lobby.queries import Setup
from lobby.up import Running, faces


def up(arguments: argparse.Namespace, say: Say) -> None:
    """Start the lobby on this machine; the first start makes the sample branch."""
    _need_screens()
    _need_display()
    wiring = config.load(arguments.config)
    place = url(arguments)
    _make_sample(place, wiring, arguments, say)
    with opened(arguments) as lobby:
        branch = lobby.ask(Setup())
        _open_sample_day(lobby, branch, say)
    counter, staff = _first_seat(wiring, branch)
    shared = ["--database", place, *(["--config", str(arguments.config)] if arguments.config else [])]
    say.aside(f"{branch.bank.zh} {branch.name.zh}: {told(place)}")
    say.aside("Close the windows, or press Ctrl-C here, to end.")
    _run({face.name: face.command(shared) for face in faces(counter, staff)}, say.aside)


def demo(arguments: argparse.Namespace, say: Say) -> None:
    """Hand over to the room that may know every face."""
    _need_screens()
    words = ["--pace", str(arguments.pace), "--seed", str(arguments.seed), "--out", str(arguments.out)]
    if arguments.offscreen:
        words.append("--offscreen")
    else:
        _need_display()
    _run({"demo": [sys.executable, "-m", "demo", *words]}, say.aside)


def _run(commands: Mapping[str, Sequence[str]], tell: Callable[[str], object]) -> None:
    running = Running(commands, tell)
    try:
        well = running.wait()
    finally:
        running.end()
    if not well:
        raise Trouble(
            "face-ended", "Not everything ended well; see the lines above. What was issued and called is safe."
        )


def _need_screens() -> None:
    if importlib.util.find_spec("PySide6") is None:
        raise Trouble("no-screens", "PySide6 is not installed, so no face can start. Install the package whole.")


def _need_display() -> None:
    """Qt would only abort."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in named):
        raise Trouble(
            "no-display",
            "There is no display here (neither $DISPLAY nor $WAYLAND_DISPLAY), so no window can open. "
            "Start it on a desktop, or see everything at work with 'lobby demo --offscreen'.",
        )


def _make_sample(place: str, wiring: config.Config, arguments: argparse.Namespace, say: Say) -> None:
    """A record that the machine's wiring names and that is not there is trouble, not a first start."""
    from lobby.record_file import SQLITE, sqlite_path

    named_by_wiring = wiring.database.url is not None and place == config.as_url(wiring.database.url)
    if not named_by_wiring and place.startswith(SQLITE) and not sqlite_path(place).exists():
        found_sample(arguments, "boutique")
        say.aside("First start: made the sample branch.")


def _open_sample_day(lobby: Lobby, branch: Branch, say: Say) -> None:
    """The sample works at any hour; one's own branch opens its day itself."""
    if is_sample(branch):
        day = lobby.do(OpenDay())
        hours = " outside the opening hours, by hand" if day.regardless_of_hours else ""
        say.aside(f"The day {day.date} is open{hours}.")


def _first_seat(wiring: config.Config, branch: Branch) -> tuple[str, str]:
    """Which counter and teller the panel of this machine is for."""
    tellers = [person.code for person in branch.staff if person.role is Role.TELLER]
    counter = wiring.counter.counter or branch.counters[0].code
    staff = wiring.counter.staff or (tellers or [branch.staff[0].code])[0]
    return counter, staff
