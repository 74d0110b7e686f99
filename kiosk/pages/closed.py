"""Nothing is given out now: when it will be, the hours, and what works around the clock."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from kiosk import wording
from kiosk.layout import rows
from kiosk.page import PageWidget
from kiosk.parts import CENTRE, RIGHT, header, motif
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Type
from lobby.model import Phase, ZoneKind
from resources.language import Words
from resources.phrases import clock

MOST_ROWS = 4


class ClosedPage(PageWidget):
    """Dark, so that nobody takes it for a kiosk in service from afar."""

    enlarges = False

    def compose(self, sheet: Sheet, scene: Scene) -> None:
        layout = sheet.layout
        portrait = layout.portrait
        moon = QPointF(layout.width / 2, 370) if portrait else QPointF(layout.width * 0.225, layout.height * 0.34)
        motif(sheet, moon, "ink", 0.07, layout.height * 0.8)
        header(sheet, scene)
        size = 150 if portrait else 120
        picture = QRectF(moon.x() - size / 2, moon.y() - size / 2, size, size)
        sheet.picture(picture, "moon", "brand")
        if portrait:
            words = QRectF(layout.margin, 530, layout.inner, 190)
            table = QRectF(layout.margin, 880, layout.inner, 420)
        else:
            words = QRectF(layout.margin, picture.bottom() + 20, layout.width * 0.45 - 60, 240)
            table = QRectF(layout.width * 0.45, layout.top + 90, layout.width * 0.55 - layout.margin, 0)
        self._title(sheet, scene, words)
        bottom = self._hours(sheet, scene, table)
        self._around_the_clock(sheet, scene, QRectF(table.x(), bottom + 40, table.width(), 200))
        foot = QRectF(layout.margin, layout.height - (230 if portrait else 110), layout.inner, 80)
        hotline = scene.branch.hotline if scene.branch else ""
        if hotline:
            sheet.text(foot, scene.t("Hotline **{n}**", n=hotline), Type(42, 400, "ink", CENTRE))

    def _title(self, sheet: Sheet, scene: Scene, box: QRectF) -> None:
        words = QRectF(box.x(), box.y(), box.width(), 124)
        px = 96 if sheet.layout.portrait else 64
        sheet.text(words, _title(scene, scene.t), Type(px, 700, "ink", CENTRE, least=0.5))
        below = QRectF(box.x(), words.bottom(), box.width(), 70)
        sheet.text(below, _next(scene), Type(52 if sheet.layout.portrait else 42, 400, "ink2", CENTRE, least=0.7))
        sheet.text(below.translated(0, 72), _title(scene, scene.companion), Type(40, 400, "ink3", CENTRE))

    def _hours(self, sheet: Sheet, scene: Scene, box: QRectF) -> float:
        """The opening times; where they end is the answer."""
        if scene.branch is None:
            return box.y()
        lines = [(scene.t("Branch"), *line) for line in wording.opening(scene, scene.branch.hours)]
        for service in scene.branch.services:
            if service.hours is not None:
                lines += [(scene.of(service.name), *line) for line in wording.opening(scene, service.hours)]
        lines = lines[:MOST_ROWS]
        height = 126 if sheet.layout.portrait else 92
        box = QRectF(box.x(), box.y(), box.width(), max(1, len(lines)) * height)
        sheet.box(box, "surface", "line", 28)
        inner = box.adjusted(28, 0, -28, 0)
        for i, (row, (name, days, spans)) in enumerate(zip(rows(inner, max(1, len(lines)), 0), lines, strict=False)):
            again = i > 0 and lines[i - 1][0] == name
            if i and not again:
                sheet.rule(row.topLeft(), row.topRight())
            sheet.text(
                QRectF(row.x(), row.y(), row.width() * 0.29, height), "" if again else name, Type(38, 700, lines=2)
            )
            middle = QRectF(row.x() + row.width() * 0.3, row.y(), row.width() * 0.32, height)
            sheet.text(middle, days, Type(38, 400, "ink2", lines=2))
            last = QRectF(middle.right() + 6, row.y(), row.right() - middle.right() - 6, height)
            sheet.text(last, spans, Type(38, 700, "ink", RIGHT, lines=2))
        return box.bottom()

    def _around_the_clock(self, sheet: Sheet, scene: Scene, box: QRectF) -> None:
        zones = scene.branch.zones if scene.branch else ()
        zone = next((zone for zone in zones if zone.kind is ZoneKind.SELF_SERVICE), None)
        if zone is None:
            return
        sheet.box(box, "brand_tint", radius=28)
        sheet.picture(QRectF(box.x() + 48, box.center().y() - 48, 96, 96), "atm", "brand")
        words = QRectF(box.x() + 190, box.y() + 20, box.width() - 220, 66)
        sheet.text(words, scene.t("Self-service"), Type(50, 700, least=0.72))
        where = scene.of(zone.directions) or scene.of(zone.name)
        below = QRectF(words.x(), words.bottom(), words.width(), box.bottom() - words.bottom() - 12)
        sheet.text(below, where, Type(40, 400, "ink2", lines=2, least=0.9))


def _title(scene: Scene, t: Words) -> str:
    if scene.state.hall is not None and scene.state.hall.phase is Phase.NOT_OPEN:
        return t("Not open yet")
    if scene.state.hall is not None and scene.state.hall.phase is Phase.CLOSING:
        return t("No more numbers today")
    return t("We are closed")


def _next(scene: Scene) -> str:
    hall = scene.state.hall
    if hall is None or hall.opens_at is None:
        return scene.t("Our staff in the hall will tell you more.")
    opens = scene.local(hall.opens_at)
    return scene.t("Numbers from {day} {hhmm}", day=wording.coming_day(scene, opens.date()), hhmm=clock(opens))
