"""Without eyes or without fingers: every control has a name and a role, and the whole way goes by keys alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.page import Spot
from kiosk.state import Page
from kiosk.window import KioskWindow
from tests.kiosk import scenes
from tests.kiosk.conftest import Running, Start
from uikit.look import load_fonts, look

K = Qt.Key
MOST_TABS = 40
A_HAND = 150
"""Milliseconds between two keys of a person; a card reader types faster."""


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[KioskWindow]:
    load_fonts()
    made = KioskWindow(look("light"), look("dark"), lambda: 0.0)
    qtbot.addWidget(made)
    made.resize(1080, 1920)
    made.show()
    yield made
    made.close()


def controls(window: KioskWindow) -> list[Spot]:
    return [spot for spot in window.page.findChildren(Spot) if spot.isVisible()]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_control_has_a_name_and_is_a_button(window: KioskWindow, language: str) -> None:
    for name, state in scenes.states().items():
        window.show_scene(scenes.scene(state, language))
        for spot in controls(window):
            told = QAccessible.queryAccessibleInterface(spot)
            assert told.role() == QAccessible.Role.Button, name
            words = told.text(QAccessible.Text.Name)
            assert words.strip(), name
            assert "**" not in words, f"{name}: marks of the painter are not read aloud"


def test_no_page_has_two_controls_of_one_name(window: KioskWindow) -> None:
    for name, state in scenes.states().items():
        window.show_scene(scenes.scene(state, "zh"))
        names = [spot.accessibleName() for spot in controls(window)]
        assert len(names) == len(set(names)), name


def test_what_cannot_be_chosen_says_so(window: KioskWindow) -> None:
    window.show_scene(scenes.scene(scenes.states()["staff-locked"], "zh"))
    keys = [spot for spot in controls(window) if spot.accessibleName().isdecimal()]
    assert len(keys) == 10
    assert all(QAccessible.queryAccessibleInterface(spot).state().disabled for spot in keys)


def by_keys(kiosk: Running, words: str) -> None:
    """Tab until the control is reached, then Enter; never a finger."""
    kiosk._seconds += 1
    for _ in range(MOST_TABS):
        QTest.keyClick(kiosk.face.windowHandle(), K.Key_Tab)
        at = QApplication.focusWidget()
        kiosk.bot.wait(A_HAND)
        if isinstance(at, Spot) and words in at.accessibleName():
            QTest.keyClick(kiosk.face.windowHandle(), K.Key_Return)
            return
    raise AssertionError(f"no Tab leads to {words!r}")


def test_a_number_is_taken_by_keys_alone(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.until(lambda: kiosk.face.kiosk.state.branch is not None and kiosk.face.kiosk.state.hall is not None)
    kiosk.at(Page.ATTRACT)
    kiosk.face.activateWindow()
    by_keys(kiosk, "")
    kiosk.at(Page.HOME)
    by_keys(kiosk, "外汇")
    kiosk.at(Page.CONFIRM)
    by_keys(kiosk, "打印号票")
    kiosk.at(Page.TICKET)
    kiosk.until(lambda: bool(kiosk.tray.papers))
    by_keys(kiosk, "完成")
    kiosk.at(Page.ATTRACT)


def test_focus_goes_from_top_to_bottom(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.wake()
    kiosk.face.activateWindow()
    tops: list[int] = []
    for _ in controls(kiosk.face):
        QTest.keyClick(kiosk.face.windowHandle(), K.Key_Tab)
        at = QApplication.focusWidget()
        assert isinstance(at, Spot)
        tops.append(at.geometry().top() // 40)
    assert tops == sorted(tops)
