"""No number can be given: what that means, what to do instead, and that it is tried again by itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from kiosk.inputs import HelpCalled
from kiosk.layout import rows
from kiosk.page import PageWidget
from kiosk.parts import CENTRE, TOP, button, foot, header
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Type
from resources.language import later

WAYS = (
    ("user", later("Get a written number"), later("At the enquiry desk")),
    ("atm", later("Use a machine"), later("Small amounts")),
    ("device-mobile-check", later("Use mobile banking"), later("Transfers, funds")),
)


class OutagePage(PageWidget):
    def compose(self, sheet: Sheet, scene: Scene) -> None:
        header(sheet, scene)
        layout = sheet.layout
        portrait = layout.portrait
        size = (240 if not layout.large else 160) if portrait else 90 if layout.large else 150
        high = layout.top + 30 if not portrait else 190 if layout.large else 270
        side = layout.inner if portrait else layout.inner * 0.44
        picture = QRectF(layout.margin + (side - size) / 2, high, size, size)
        sheet.box(picture, "near_tint", radius=size / 2)
        sheet.picture(picture.adjusted(size * 0.2, size * 0.2, -size * 0.2, -size * 0.2), "wifi-off", "near")
        words = QRectF(layout.margin, picture.bottom() + 40, side, 120 if portrait else 84)
        type_ = Type(88 if portrait else 56, 700, "ink", CENTRE, lines=2, least=0.6)
        sheet.text(words, scene.t("Temporarily out of service"), type_)
        below = QRectF(layout.margin, words.bottom() + 6, side, 150 if portrait else 200 + 70 * layout.large)
        meaning = scene.t("Our queue is being restored.\nNumbers already taken stay valid and are called as usual.")
        sheet.text(below, meaning, Type(44 if portrait else 40, 400, "ink2", CENTRE | TOP, lines=5, least=0.85))
        if portrait:
            room = 520 if layout.large else 640
            ways = QRectF(layout.margin, layout.foot - 204 - room, layout.inner, room)
        else:
            left = layout.margin + side + 40
            ways = QRectF(left, layout.top + 16, layout.right - left, layout.foot - layout.top - 130)
        self._ways(sheet, scene, ways)
        line = QRectF(layout.margin, layout.foot - (166 if portrait else 106), layout.inner, 60)
        sheet.text(line, scene.t("It is tried again every 10 seconds."), Type(38, 400, "ink2", CENTRE))
        if portrait:
            t = scene.companion
            sheet.text(line.translated(0, 64), t("Temporarily out of service"), Type(38, 400, "ink2", CENTRE))
        button(sheet, foot(sheet), HelpCalled(), scene.t("Call our staff"), "concierge-bell", "primary", 52)

    def _ways(self, sheet: Sheet, scene: Scene, box: QRectF) -> None:
        sheet.box(box, "surface", "line", 28)
        inner = box.adjusted(48, 30, -48, -20)
        head = QRectF(inner.x(), inner.y(), inner.width(), 80)
        sheet.text(head, scene.t("What you can do"), Type(46, 700))
        below = QRectF(inner.x(), head.bottom(), inner.width(), inner.bottom() - head.bottom())
        for row, (icon, name, line) in zip(rows(below, 3, 0), WAYS, strict=True):
            sheet.rule(row.topLeft(), row.topRight())
            square = QRectF(row.x(), row.center().y() - 48, 96, 96)
            if sheet.layout.large:
                square.setWidth(0)
            else:
                sheet.box(square, "brand_tint", radius=20)
                sheet.picture(square.adjusted(18, 18, -18, -18), icon, "brand")
            words = QRectF(
                square.right() + (30 if square.width() else 0),
                row.center().y() - 64,
                row.right() - square.right() - 30,
                64,
            )
            sheet.text(words, scene.t(name), Type(46, 700, least=0.78))
            sheet.text(words.translated(0, 64), scene.t(line), Type(38, 400, "ink2"))
