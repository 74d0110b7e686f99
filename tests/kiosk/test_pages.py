"""Every page in every language and layout: no text clipped or too small, every target large enough and its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from pytestqt.qtbot import QtBot

from kiosk.layout import LARGE_LAYOUTS, LAYOUTS, LOW_LAYOUTS, Layout, layout_for
from kiosk.pages.attract import AttractPage
from kiosk.pages.closed import ClosedPage
from kiosk.pages.staff import StaffPage
from kiosk.sheet import SMALLEST, Sheet
from kiosk.window import KioskWindow
from lobby.model import Branch, Phase
from lobby.setup_file import read_branch
from resources import icons, sample
from tests.kiosk import samples, scenes
from uikit.look import load_fonts, look

LANGUAGES = ("zh", "en", "xx")
EVERY_LAYOUT = (*LAYOUTS, *LARGE_LAYOUTS, *LOW_LAYOUTS)
ONLY_USUAL = (AttractPage, ClosedPage, StaffPage)
"""Where nobody has chosen large print yet."""


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[KioskWindow]:
    load_fonts()
    made = KioskWindow(look("light"), look("dark"), lambda: 0.0)
    qtbot.addWidget(made)
    yield made
    made.close()


def sheets(window: KioskWindow, layout: Layout, language: str, branch: Branch) -> Iterator[tuple[str, Sheet]]:
    """Every page as it stands on this layout; those that don't come down on a low one are not looked at twice."""
    window.resize(layout.width, layout.height)
    window.show()
    for name, state in scenes.states(branch).items():
        window.show_scene(scenes.scene(scenes.in_mode(state, layout), language))
        if window.page.layout_now is not layout:
            assert layout.low or isinstance(window.page, ONLY_USUAL), name
            continue
        assert window.page.sheet is not None
        yield name, window.page.sheet


def sample_branch() -> Branch:
    return read_branch(sample.branch_file(), icons.names())


@pytest.mark.parametrize("layout", EVERY_LAYOUT, ids=lambda layout: layout.name)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("branch", [samples.BRANCH, sample_branch()], ids=["plain", "sample"])
def test_no_text_is_clipped(window: KioskWindow, layout: Layout, language: str, branch: Branch) -> None:
    clipped = [
        (name, words.text)
        for name, sheet in sheets(window, layout, language, branch)
        for words in sheet.words
        if not words.fits
    ]
    assert clipped == []


@pytest.mark.parametrize("layout", EVERY_LAYOUT, ids=lambda layout: layout.name)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("branch", [samples.BRANCH, sample_branch()], ids=["plain", "sample"])
def test_no_text_is_smaller_than_36_pixels(window: KioskWindow, layout: Layout, language: str, branch: Branch) -> None:
    small = [
        (name, words.text, round(words.px))
        for name, sheet in sheets(window, layout, language, branch)
        for words in sheet.words
        if words.px < SMALLEST - 0.5
    ]
    assert small == []


@pytest.mark.parametrize("layout", EVERY_LAYOUT, ids=lambda layout: layout.name)
def test_targets_are_large_apart_and_on_the_screen(window: KioskWindow, layout: Layout) -> None:
    for name, sheet in sheets(window, layout, "zh", samples.BRANCH):
        boxes = [target.box for target in sheet.targets]
        assert all(layout.bounds.contains(box) for box in boxes), name
        assert all(min(box.width(), box.height()) >= layout.least_target for box in boxes), name
        if layout.low:
            assert all(box.y() >= layout.controls for box in boxes), name
        for one, other in combinations(boxes, 2):
            assert not one.intersects(other), name


def test_every_page_can_be_left_or_leaves_by_itself(window: KioskWindow) -> None:
    for name, sheet in sheets(window, LAYOUTS[0], "zh", samples.BRANCH):
        assert sheet.targets or name == "closed", name


@pytest.mark.parametrize(("width", "height", "name"), [
    (1080, 1920, "portrait"), (540, 960, "portrait"), (800, 1280, "portrait"),
    (1280, 1024, "square"), (1024, 768, "square"), (1920, 1080, "wide"), (1366, 768, "wide"),
])  # fmt: skip
def test_a_screen_gets_the_layout_of_its_shape(width: int, height: int, name: str) -> None:
    assert layout_for(width, height).name == name


def test_large_print_is_never_smaller_than_44_pixels_on_the_glass() -> None:
    for usual, large in zip(LAYOUTS, LARGE_LAYOUTS, strict=True):
        assert round(SMALLEST * usual.width / large.width) == 44
        assert abs(usual.width / usual.height - large.width / large.height) < 0.003


def test_privacy_surname_and_title_only(window: KioskWindow) -> None:
    shown = [words.text for name, sheet in sheets(window, LAYOUTS[0], "zh", samples.BRANCH) if name == "vip"
             for words in sheet.words]  # fmt: skip
    assert "王女士，您好" in shown
    assert not any("hash" in text for text in shown)


@pytest.mark.parametrize("layout", [*LAYOUTS, *LARGE_LAYOUTS], ids=lambda layout: layout.name)
def test_m4_a_printers_fault_shows_what_the_paper_would_have_said(window: KioskWindow, layout: Layout) -> None:
    shown = " ".join(
        words.text
        for name, sheet in sheets(window, layout, "zh", samples.BRANCH)
        for words in sheet.words
        if name == "fault"
    )
    service = samples.BRANCH.service(samples.TICKET.service)
    assert service is not None
    assert all(told in shown for told in (samples.TICKET.number, service.name.zh, "前面"))


@pytest.mark.parametrize(("language", "told", "other"), [
    ("zh", "还没有开始取号", "Not open yet"), ("en", "Not open yet", "还没有开始取号"),
])  # fmt: skip
def test_a4_before_the_day_opens_both_languages_say_so(
    window: KioskWindow, language: str, told: str, other: str
) -> None:
    closed = scenes.states()["closed"]
    hall = replace(samples.CLOSED_HALL, phase=Phase.NOT_OPEN)
    window.show_scene(scenes.scene(replace(closed, hall=hall), language))
    assert window.page.sheet is not None
    shown = [words.text for words in window.page.sheet.words]
    assert told in shown
    assert other in shown
