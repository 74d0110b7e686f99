"""Something went wrong that nobody foresaw: what the customer holds, and help. Needs nothing of branch or hall."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from kiosk.inputs import HelpCalled, Left
from kiosk.layout import columns
from kiosk.page import PageWidget
from kiosk.parts import CENTRE, TOP, banner, button, foot
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Type


class FailsafePage(PageWidget):
    def compose(self, sheet: Sheet, scene: Scene) -> None:
        banner(sheet, scene)
        layout, portrait, ticket = sheet.layout, sheet.layout.portrait, scene.state.visit.ticket
        size = 240 if portrait else 130
        picture = QRectF((layout.width - size) / 2, 300 if portrait else layout.top + 10, size, size)
        sheet.box(picture, "near_tint", radius=size / 2)
        sheet.picture(picture.adjusted(size * 0.2, size * 0.2, -size * 0.2, -size * 0.2), "circle-alert", "near")
        words = QRectF(layout.margin, picture.bottom() + 30, layout.inner, 120 if portrait else 84)
        title = scene.t("This machine made a mistake")
        sheet.text(words, title, Type(80 if portrait else 60, 700, "ink", CENTRE, least=0.6))
        number = QRectF(layout.margin, words.bottom() + 10, layout.inner, 0)
        if ticket is not None:
            number.setHeight(320 if portrait else 200)
            sheet.text(number, ticket.number, Type(260 if portrait else 160, 700, "ink", CENTRE))
            meaning = scene.t("Your number stays valid and is called as usual. Please note it.")
        else:
            meaning = scene.t("Nothing you were given is lost. Please start again, or ask our staff.")
        below = QRectF(layout.margin, number.bottom() + 20, layout.inner, 200 if portrait else 130)
        sheet.text(below, meaning, Type(46 if portrait else 42, 400, "ink2", CENTRE | TOP, lines=3, least=0.8))
        again, wanted = columns(foot(sheet), 2, layout.gap)
        button(sheet, again, Left(), scene.t("Back to the start"), "house", "primary", 46)
        button(sheet, wanted, HelpCalled(), scene.t("Call our staff"), "concierge-bell", "equal", 46)
