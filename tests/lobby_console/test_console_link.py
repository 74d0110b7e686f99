"""The console says when it has no news, since when, and goes on by itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lobby.api import Lobby, open_lobby
from lobby.clock import SimulatedClock
from lobby.commands import OpenDay, TakeTicket
from lobby.errors import Trouble
from lobby_console.app import build, main
from lobby_console.window import ConsoleWindow
from tests.lobby.shift import MONDAY
from tests.lobby_console.conftest import PATIENCE
from uikit.link import Link
from uikit.sound import Sounds


class Cable:
    """The way to the record, which somebody may pull out."""

    def __init__(self, url: str) -> None:
        self.clock = SimulatedClock(MONDAY)
        self.lobby = open_lobby(url, self.clock)
        self.out = False

    def open(self) -> Lobby:
        if self.out:
            raise Trouble("unreachable", "The lobby can't be reached.")
        return self.lobby


@pytest.fixture
def cable(url: str) -> Iterator[Cable]:
    cable = Cable(url)
    cable.lobby.do(OpenDay())
    cable.lobby.do(TakeTicket("open-account"))
    yield cable
    cable.lobby.close()


@pytest.fixture
def window(cable: Cable, qtbot: QtBot) -> Iterator[ConsoleWindow]:
    link = Link(cable.open)
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
    desk = window.desk
    with caplog.at_level(logging.CRITICAL):
        desk._on_lost("The lobby can't be reached.")
        assert window.notice.isVisible()
        assert window.notice.accessibleName().startswith("No news from the lobby since 10:00")
        assert len(desk.rows.waiting) == 1, "what was known stays on the screen"
        desk._on_mended()
    assert not window.notice.isVisible()


def test_trouble_at_the_start_is_one_sentence_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    assert main(["--database", str(tmp_path / "none.db")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("lobby-console: ")
    assert "none.db" in said
