"""The console says when it has no news, since when, and goes on by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from lobby.api import Lobby, open_lobby
from lobby.clock import SimulatedClock
from lobby.commands import Command, OpenDay, TakeTicket
from lobby.errors import Trouble
from lobby.model import Event
from lobby.queries import Query
from lobby_console.app import build, main
from lobby_console.window import ConsoleWindow
from tests.lobby.shift import MONDAY
from tests.lobby_console.conftest import PATIENCE
from uikit.link import Link
from uikit.sound import Sounds


class Cable:
    """A door to the record that somebody may pull out."""

    def __init__(self, url: str) -> None:
        self.lobby = open_lobby(url, SimulatedClock(MONDAY))
        self.out = False

    def do(self, command: Command[Any], key: str | None = None) -> Any:
        return self._through().do(command, key)

    def ask(self, query: Query[Any]) -> Any:
        return self._through().ask(query)

    def events(self, after: int = 0, timeout: float = 0.0) -> tuple[Event, ...]:
        return self._through().events(after, timeout)

    def close(self) -> None:
        """The record stays open for whoever plugs in again."""

    def _through(self) -> Lobby:
        if self.out:
            raise Trouble("unreachable", "The lobby can't be reached.")
        return self.lobby


@pytest.fixture
def cable(url: str) -> Iterator[Cable]:
    cable = Cable(url)
    cable.do(OpenDay())
    cable.do(TakeTicket("open-account"))
    yield cable
    cable.lobby.close()


@pytest.fixture
def window(cable: Cable, qtbot: QtBot) -> Iterator[ConsoleWindow]:
    link = Link(lambda: cable)
    window = build(link, "en", sounds=Sounds(lambda _file: None))
    window.show()
    qtbot.waitUntil(lambda: len(window.desk.rows.waiting) == 1, timeout=PATIENCE)
    yield window
    link.close(20)
    window.close()
    window.deleteLater()


def test_v4_a_lost_lobby_is_told_with_its_time_and_comes_back(
    cable: Cable, window: ConsoleWindow, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    cable.out = True
    qtbot.waitUntil(window.notice.isVisible, timeout=PATIENCE)
    assert window.notice.accessibleName().startswith("No news from the lobby since 10:00")
    assert len(window.desk.rows.waiting) == 1, "what was known stays on the screen"
    cable.out = False
    qtbot.waitUntil(lambda: not window.notice.isVisible(), timeout=PATIENCE)


def test_a_record_that_is_not_there_is_told_by_its_name(
    tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    link = Link(lambda: open_lobby(f"sqlite:///{tmp_path / 'none.db'}"))
    window = build(link, "en", sounds=Sounds(lambda _file: None))
    window.show()
    qtbot.waitUntil(lambda: "none.db" in window.notice.accessibleName(), timeout=PATIENCE)
    link.close(20)
    window.close()
    window.deleteLater()


def test_wrong_wiring_is_one_sentence_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], qtbot: QtBot
) -> None:
    wiring = tmp_path / "lobby.toml"
    wiring.write_text("[console]\nlanguage = 'fr'\n", encoding="utf-8")
    assert main(["--config", str(wiring)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("lobby-console: ")
    assert "console.language" in said
