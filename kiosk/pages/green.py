"""The green channel: which situation applies, and what would help. Nothing has to be proved (B6)."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from kiosk.inputs import Back, ConditionChosen, GreenConfirmed, HelpToggled
from kiosk.layout import grid
from kiosk.page import PageWidget
from kiosk.parts import button, choice, foot, header, title
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Type
from resources.language import later

CONDITIONS = (
    ("elderly", "old", later("60 and over")),
    ("disabled", "accessibility", later("Disabled, hard to walk")),
    ("pregnant", "pregnant", later("Pregnant")),
    ("infant", "baby", later("With an infant")),
    ("military", "medal", later("Military, veterans")),
    ("other", "hand-heart", later("Other need for care")),
)

LARGE_PRINT = "large-print"

HELPS = (
    ("escort", "user", later("Company")),
    ("wheelchair", "wheelchair", later("Wheelchair")),
    ("hearing", "ear", later("Hearing aid")),
    (LARGE_PRINT, "a-large-small", later("Large ticket")),
)


class GreenPage(PageWidget):
    lowers = True

    def compose(self, sheet: Sheet, scene: Scene) -> None:
        header(sheet, scene)
        layout, visit = sheet.layout, scene.state.visit
        portrait = layout.portrait
        sub = scene.t("No proof needed. You will be called first.")
        top = title(sheet, scene.t("Which applies to you?"), sub) + (10 if portrait and not layout.low else 0)
        bottom = layout.foot - (28 if portrait else layout.gap)
        high = (228 if layout.large else 170) if portrait else 140
        helps = QRectF(layout.margin, bottom - high, layout.inner, high)
        ask = QRectF(layout.margin, helps.y() - (86 if portrait else 60), layout.inner, 70 if portrait else 54)
        space = ask.y() - (28 if portrait else 8) - top
        across, down = (2, 3) if portrait else (3, 2)
        cells = grid(QRectF(layout.margin, top, layout.inner, min(space, down * 300)), across, down, layout.gap)
        for cell, (code, icon, name) in zip(cells, CONDITIONS, strict=True):
            choice(sheet, cell, ConditionChosen(code), scene.t(name), icon, visit.green == code, green=True)
        sheet.text(ask, scene.t("What help do you need? (optional)"), Type(46 if portrait else 40, 700))
        for cell, (code, icon, name) in zip(
            grid(helps, *((2, 2) if layout.large and portrait else (4, 1)), layout.gap), HELPS, strict=True
        ):
            chosen = code in visit.helps
            choice(sheet, cell, HelpToggled(code), scene.t(name), icon, chosen, green=True, px=38)
        self._foot(sheet, scene)

    def _foot(self, sheet: Sheet, scene: Scene) -> None:
        row = foot(sheet)
        left = QRectF(row.x(), row.y(), row.width() * 0.3, row.height())
        right = row.adjusted(left.width() + sheet.layout.gap, 0, 0, 0)
        chosen = scene.state.visit.green is not None
        button(sheet, left, Back(), scene.t("Back"), "arrow-left")
        words = scene.t("Next: choose a service")
        button(sheet, right, GreenConfirmed(), words, "", "green" if chosen else "off", 48, chosen)
