"""Asleep: an invitation to touch, how full the hall is, and one warning. The whole screen is the target."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from kiosk.inputs import Touched
from kiosk.layout import Layout, columns
from kiosk.page import PageWidget
from kiosk.parts import CENTRE, TOP, header, motif
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Type
from resources.language import later
from uikit import icons

FACTS = (later("Waiting"), later("Open"), later("Avg. min"))
TITLE = later("Hello,\ntouch the screen to take a number")


class AttractPage(PageWidget):
    enlarges = False
    ground = "brand_fill"

    def compose(self, sheet: Sheet, scene: Scene) -> None:
        layout = sheet.layout
        disc = _disc(layout)
        motif(sheet, disc, "on_brand", 0.10, layout.height * 0.9)
        header(sheet, scene, "on_brand", "on_brand")
        self._title(sheet, scene)
        self._hand(sheet, disc, 190 if layout.portrait else 150)
        self._facts(sheet, scene)
        foot = QRectF(layout.margin, layout.height - 190, layout.inner, 150)
        if not layout.portrait:
            foot = QRectF(layout.margin, layout.height - 130, layout.inner, 110)
        sheet.rule(foot.topLeft(), foot.topRight(), "brand", 2)
        sheet.picture(QRectF(foot.x(), foot.center().y() - 30, 60, 60), "shield-alert", "on_brand")
        words = scene.t("Stay safe: never transfer money to strangers. Ask our staff if unsure.")
        sheet.text(foot.adjusted(94, 4, 0, -4), words, Type(40, 400, "on_brand", lines=2))
        sheet.target(layout.bounds, Touched(), scene.t(TITLE), lambda part: None)

    def _title(self, sheet: Sheet, scene: Scene) -> None:
        layout = sheet.layout
        width = layout.inner if layout.portrait else layout.inner * 0.56
        box = QRectF(layout.margin, 300 if layout.portrait else layout.top + 20, width, 350)
        px = {"portrait": 128, "square": 88, "wide": 120}[layout.shape]
        high = sheet.text(box, scene.t(TITLE), Type(px, 700, "on_brand", TOP, lines=3, least=0.55))
        below = QRectF(box.x(), box.y() + high + 24, width, 80)
        t = scene.companion
        type_ = Type(56 if layout.portrait else 44, 400, "on_brand", TOP)
        sheet.text(below, t("Touch the screen to take a number"), type_)

    def _hand(self, sheet: Sheet, centre: QPointF, radius: float) -> None:
        for grow, opacity in ((60, 0.12), (26, 0.22), (0, 1.0)):
            reach = radius + grow
            halo = QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)
            sheet.box(halo, sheet.colour("on_brand", opacity), radius=reach)
        inner = QRectF(centre.x() - radius * 0.5, centre.y() - radius * 0.5, radius, radius)
        colour = sheet.colour("brand_fill")
        sheet.draw(lambda painter: icons.paint(painter, "pointer", inner, colour))

    def _facts(self, sheet: Sheet, scene: Scene) -> None:
        layout, hall = sheet.layout, scene.hall
        if hall is None:
            return
        box = QRectF(layout.margin, layout.height - 460, layout.inner, 236)
        if not layout.portrait:
            box = QRectF(layout.margin, layout.height - 380, layout.inner * 0.6, 224)
        sheet.box(box, sheet.colour("ink", 0.22), radius=28)
        counters = sum(counter.working for counter in hall.counters)
        values = (len(hall.waiting), counters, round(hall.figures.average_wait / 60))
        for i, (cell, label, value) in enumerate(zip(columns(box, 3, 0), FACTS, values, strict=True)):
            if i:
                sheet.rule(cell.topLeft(), cell.bottomLeft(), "brand")
            inner = cell.adjusted(8, 12, -8, -12)
            top = QRectF(inner.x(), inner.y(), inner.width(), 54)
            sheet.text(top, scene.t(label), Type(38, 400, "on_brand", CENTRE, least=0.9))
            middle = inner.adjusted(0, 52, 0, -52)
            sheet.text(middle, f"{value}", Type(84, 700, "on_brand", CENTRE))
            below = top.translated(0, inner.height() - 54)
            sheet.text(below, scene.companion(label), Type(36, 400, "on_brand", CENTRE, lines=1))


def _disc(layout: Layout) -> QPointF:
    if layout.portrait:
        return QPointF(layout.width / 2, 1190)
    return QPointF(layout.width * 0.8, layout.height * 0.48)
