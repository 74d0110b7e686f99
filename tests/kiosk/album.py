"""Every page of the kiosk in every layout and language, for pictures and for the text that tests hold them to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.layout import LARGE_LAYOUTS, LAYOUTS, LOW_LAYOUTS, PORTRAIT_LARGE, PORTRAIT_LOW, Layout
from kiosk.sheet import Sheet
from kiosk.window import KioskWindow
from lobby.setup_file import read_branch
from resources import icons, sample
from tests.kiosk import scenes
from uikit.look import load_fonts, look

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = ("zh", "en")
VARIANTS = frozenset(
    {
        "home-card", "home-help-failed", "home-refused", "transfer", "confirm-lost", "confirm-down",
        "ticket-emergency-without-paper", "fault-emergency", "failsafe", "staff-wrong", "staff-locked", "staff-fault",
    }
)  # fmt: skip
"""Pages that differ from others by a few words: told in the golden text, not pictured."""
PICTURED = (*LAYOUTS, PORTRAIT_LARGE, PORTRAIT_LOW)
GLASS = {"portrait": (1080, 1920), "square": (1280, 1024), "wide": (1920, 1080)}


def pages() -> Iterator[tuple[str, KioskWindow]]:
    """The window with one page after the other, and the name of its picture."""
    window = _window()
    for layout in PICTURED:
        width, height = GLASS[layout.shape]
        window.resize(width, height)
        modes = "_large" * layout.large + "_low" * layout.low
        for language in LANGUAGES:
            for name in _shown(window, layout, language):
                if name not in VARIANTS:
                    yield f"{name}_{width}x{height}_{language}{modes}", window
    window.close()


def golden() -> Iterator[tuple[str, str]]:
    """What can be read and touched on the pages of a layout in a language: a text for each."""
    window = _window()
    for layout in (*LAYOUTS, *LARGE_LAYOUTS, *LOW_LAYOUTS):
        window.resize(*GLASS[layout.shape])
        for language in LANGUAGES:
            told = []
            for name in _shown(window, layout, language):
                assert window.page.sheet is not None
                told += [f"== {name}", *_lines(window.page.sheet), ""]
            yield f"{layout.name}_{language}", "\n".join(told)
    window.close()


def _window() -> KioskWindow:
    load_fonts()
    window = KioskWindow(look("light"), look("dark"), lambda: 0.0)
    window.show()
    return window


def _shown(window: KioskWindow, layout: Layout, language: str) -> Iterator[str]:
    for name, state in scenes.states(read_branch(sample.branch_file(), icons.names())).items():
        if state.visit.further and not layout.large:
            continue  # only large print has a second page of needs
        window.show_scene(scenes.scene(scenes.in_mode(state, layout), language))
        if window.page.layout_now is layout:
            yield name


def _lines(sheet: Sheet) -> Iterator[str]:
    for words in sheet.words:
        yield words.text.replace("\n", " / ")
    for target in sheet.targets:
        corner, size = target.box.topLeft(), target.box.size()
        place = f"{corner.x():.0f},{corner.y():.0f} {size.width():.0f}x{size.height():.0f}"
        mark = "button" if target.enabled else "off"
        yield f"[{mark} {place}] {target.name}".replace("\n", " / ")
