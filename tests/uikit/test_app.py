"""Every face starts alike: one command line, one sentence for trouble, and nothing uncaught goes unnoticed."""

import argparse
import logging
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from lobby.errors import Refused, Trouble
from uikit import app, refusals
from uikit.app import Failsafe, Options


@pytest.fixture(autouse=True)
def hooks_and_log_as_before() -> Iterator[None]:
    hooks = sys.excepthook, threading.excepthook
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    sys.excepthook, threading.excepthook = hooks
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_the_shared_command_line() -> None:
    def add(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--counter")

    words = (
        "--database sqlite:///x.db --config c.toml --language xx --theme dark --size 1080x1920 --fullscreen --counter 3"
    )
    said = app.options("lobby-counter", words.split(), add)
    assert (said.database, said.config, said.language, said.theme) == ("sqlite:///x.db", Path("c.toml"), "xx", "dark")
    assert (said.size, said.fullscreen, said.rest.counter) == (QSize(1080, 1920), True, "3")
    assert app.options("lobby-kiosk", []).size is None


@pytest.mark.parametrize("wrong", [["--size", "big"], ["--language", "fr"], ["--unknown"]])
def test_a_usage_error_exits_with_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        app.options("lobby-kiosk", wrong)
    assert left.value.code == 2
    assert "usage: lobby-kiosk" in capsys.readouterr().err


def test_a_window_is_never_larger_than_the_screen_unless_somebody_says_so(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    screen = window.screen().availableSize()
    window.resize(screen.width() * 2, screen.height() - 100)
    app.show(window, app.options("lobby-console", []))
    assert window.size() == QSize(screen.width(), screen.height() - 100)
    app.show(window, app.options("lobby-console", ["--size", f"{screen.width() * 2}x300"]))
    assert window.width() == screen.width() * 2


def nothing_said() -> Options:
    return app.options("lobby-kiosk", ["--size", "300x200"])


class Window(QLabel):
    closed = 0

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed += 1
        super().closeEvent(event)


def test_a_face_runs_until_its_window_is_closed(qapp: QApplication) -> None:
    windows: list[QWidget] = []

    def build(application: QApplication) -> QWidget:
        windows.append(QLabel("hello"))
        QTimer.singleShot(0, windows[0].close)
        return windows[0]

    assert app.start("lobby-kiosk", build, nothing_said()) == 0
    assert windows[0].size() == QSize(300, 200)


def test_a_window_makes_room_for_another_one_and_is_put_away_with_all_that_it_held(qapp: QApplication) -> None:
    built: list[Window] = []

    def build(application: QApplication) -> QWidget:
        again = not built
        built.append(Window())
        QTimer.singleShot(50, partial(qapp.exit, app.BUILD_AGAIN) if again else built[1].close)
        return built[-1]

    assert app.start("lobby-kiosk", build, nothing_said()) == 0
    assert [window.closed for window in built] == [1, 1]
    assert not isValid(built[0])


def test_trouble_on_the_way_is_one_sentence_and_exit_1(qapp: QApplication, capsys: pytest.CaptureFixture[str]) -> None:
    def build(application: QApplication) -> QWidget:
        raise Trouble("missing", "There is no record here. Start lobby init first.")

    assert app.start("lobby-kiosk", build, nothing_said()) == 1
    assert capsys.readouterr().err == "lobby-kiosk: There is no record here. Start lobby init first.\n"


NAME = "a customer's name"


def fail() -> None:
    raise ZeroDivisionError(NAME)


def test_what_nobody_caught_is_logged_once_and_told_each_time(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    failsafe = Failsafe()
    told: list[str] = []
    failsafe.failed.connect(told.append)
    for _ in range(2):
        try:
            fail()
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: len(told) == 4)
    assert all(place.startswith("ZeroDivisionError in test_app.py:") for place in told)
    (record,) = caplog.records
    assert NAME not in record.getMessage()
    assert record.exc_info is None, "what an exception says may come from a customer; the log keeps only the place"


def test_a_refusal_is_said_in_the_language_of_the_person() -> None:
    refusal = Refused("counter-closed", counter="3")
    assert refusals.sentence(refusal, "zh") == "3 号窗口没有开。请先开窗。"
    assert refusals.sentence(refusal, "en") == "Counter 3 is closed. Open it first."


def test_a_full_screen_is_full_also_without_a_window_manager(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.winId()
    app.show(window, app.options("lobby-kiosk", ["--fullscreen"]))
    assert window.geometry() == window.screen().geometry()
