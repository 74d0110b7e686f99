"""The customer goes to the machine: which one, where it stands, and the way back to a number."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from kiosk import wording
from kiosk.inputs import CounterChosen, HelpCalled, Left
from kiosk.layout import columns
from kiosk.page import PageWidget
from kiosk.parts import CENTRE, button, foot, header, title
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Type


class DirectionsPage(PageWidget):
    def compose(self, sheet: Sheet, scene: Scene) -> None:
        header(sheet, scene)
        machine = wording.device(scene, scene.state.visit.device)
        if machine is None:
            return
        layout = sheet.layout
        top = title(sheet, scene.t("Please go to the machine"), scene.t("No number needed. Our staff can help you."))
        high = layout.foot - layout.gap - top
        box = QRectF(layout.margin, top, layout.inner, min(high, 760))
        sheet.box(box, "surface", "brand", 28, 4)
        size = min(220, box.height() * 0.34)
        sheet.picture(QRectF(box.center().x() - size / 2, box.y() + 40, size, size), "atm", "brand")
        name = QRectF(box.x() + 40, box.y() + size + 60, box.width() - 80, 110)
        sheet.text(name, scene.of(machine.name), Type(76, 700, "ink", CENTRE, least=0.6))
        where = QRectF(name.x(), name.bottom() + 10, name.width(), box.bottom() - name.bottom() - 40)
        sheet.text(where, wording.where(scene, machine), Type(52, 500, "ink", CENTRE, lines=3, least=0.7))
        self._buttons(sheet, scene)

    def _buttons(self, sheet: Sheet, scene: Scene) -> None:
        gap = sheet.layout.gap
        if sheet.layout.portrait:
            upper, lower = foot(sheet).translated(0, -132 - gap), foot(sheet)
            anyway, wanted = columns(lower, 2, gap)
        else:
            anyway, wanted, upper = columns(foot(sheet), 3, gap)
        button(sheet, upper, Left(), scene.t("Done"), "check", "primary")
        button(sheet, anyway, CounterChosen(), scene.t("Take a number"), "ticket")
        button(sheet, wanted, HelpCalled(), scene.t("Please help me"), "concierge-bell")
