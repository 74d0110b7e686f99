"""Do you need more time? Thirty seconds in which any touch goes on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from kiosk.inputs import Left, Touched
from kiosk.page import PageWidget
from kiosk.parts import CENTRE, button
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Type

SCRIM = QColor(11, 19, 21, 184)


class TimeoutDialog(PageWidget):
    """Lies over the page, which is dimmed and hidden from fingers."""

    ground = None

    def compose(self, sheet: Sheet, scene: Scene) -> None:
        layout = sheet.layout
        portrait = layout.portrait
        width, height = (layout.inner, 1000) if portrait else (900, 740)
        top = layout.height - height - 240 if portrait else (layout.height - height) / 2
        box = QRectF((layout.width - width) / 2, top, width, height)
        sheet.draw(lambda painter: painter.fillRect(layout.bounds.adjusted(-4000, -4000, 4000, 4000), SCRIM))
        sheet.box(box, "surface", radius=36)
        inner = box.adjusted(60, 60 if portrait else 36, -60, -56 if portrait else -36)
        question = QRectF(inner.x(), inner.y(), inner.width(), 100 if portrait else 84)
        sheet.text(question, scene.t("Do you need more time?"), Type(72, 700, "ink", CENTRE, least=0.6))
        below = QRectF(inner.x(), question.bottom() + 4, inner.width(), 64)
        sheet.text(below, scene.t("Without a touch we go back to the start"), Type(42, 400, "ink2", CENTRE))
        size = 256 if portrait else 170
        _ring(sheet, scene, QRectF(box.center().x() - size / 2, below.bottom() + 30, size, size))
        high = 172 if portrait else 130
        no = QRectF(inner.x(), inner.bottom() - (130 if portrait else 110), inner.width(), 130 if portrait else 110)
        yes = QRectF(inner.x(), no.y() - 20 - high, inner.width(), high)
        button(sheet, yes, Touched(), scene.t("Continue"), "", "primary", 56)
        button(sheet, no, Left(), scene.t("Finish"), "", "plain", 46)


def _ring(sheet: Sheet, scene: Scene, box: QRectF) -> None:
    left = scene.state.warning or 0
    share = left / max(1, scene.state.limits.warn)
    track, arc = QPen(sheet.colour("line"), 16), QPen(sheet.colour("brand_fill"), 16)
    arc.setCapStyle(Qt.PenCapStyle.RoundCap)
    inner = box.adjusted(8, 8, -8, -8)

    def stroke(painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(track)
        painter.drawEllipse(inner)
        painter.setPen(arc)
        painter.drawArc(inner, 90 * 16, round(share * 360 * 16))

    sheet.draw(stroke)
    sheet.text(inner, f"{left}", Type(box.height() * 0.42, 700, "ink", CENTRE))
