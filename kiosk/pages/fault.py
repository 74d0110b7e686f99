"""The printer failed, the number stands: it is shown as large as it goes, with its code, for a minute (M4)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from kiosk import paper
from kiosk.inputs import HelpCalled, Left, Reprint
from kiosk.layout import columns
from kiosk.page import PageWidget
from kiosk.pages.ticket import emergency_mark, facts
from kiosk.parts import CENTRE, button, code, foot, header
from kiosk.scene import Scene
from kiosk.sheet import SMALLEST, Sheet, Type
from kiosk.state import Paper
from lobby.model import Ticket


class FaultPage(PageWidget):
    def compose(self, sheet: Sheet, scene: Scene) -> None:
        header(sheet, scene)
        ticket, layout = scene.state.visit.ticket, sheet.layout
        if ticket is None:
            return
        portrait = layout.portrait
        banner = QRectF(
            layout.margin,
            168 if portrait else layout.top - 4,
            layout.inner,
            196 if portrait else 130 + 20 * layout.large,
        )
        self._banner(sheet, scene, banner)
        bottom = layout.foot - layout.gap - (176 if portrait else 0)
        top = banner.bottom() + layout.gap + (16 if portrait else 0)
        box = QRectF(layout.margin, top, layout.inner, bottom - 20 - top)
        sheet.box(box, "surface", "line", 28)
        if portrait:
            line = box.y() + min(600, box.height() * 0.6)
            self._number(sheet, scene, ticket, QRectF(box.x(), box.y(), box.width(), line - 20 - box.y()))
            sheet.rule(QPointF(box.x() + 50, line), QPointF(box.right() - 50, line), dash=True)
            self._code(sheet, scene, ticket, QRectF(box.x(), line, box.width(), box.bottom() - line))
        else:
            left, right = columns(box, 2, 0)
            self._number(sheet, scene, ticket, left)
            self._code(sheet, scene, ticket, right)
        self._ways(sheet, scene)

    def _banner(self, sheet: Sheet, scene: Scene, box: QRectF) -> None:
        sheet.box(box, "near_tint", "near_line")
        sheet.picture(QRectF(box.x() + 46, box.center().y() - 40, 80, 80), "printer", "near")
        high = box.height()
        words = QRectF(box.x() + 154, box.y() + high * 0.08, box.width() - 174, high * 0.36)
        sheet.text(words, scene.t("The printer is not working"), Type(52, 700, "near", least=0.7))
        below = QRectF(words.x(), box.y() + high * 0.4, words.width(), high * 0.56)
        kept = scene.t("You have your number and your place in the queue.")
        sheet.text(below, kept, Type(SMALLEST, 400, "ink", lines=2))

    def _number(self, sheet: Sheet, scene: Scene, ticket: Ticket, box: QRectF) -> None:
        inner = box.adjusted(40, 30, -40, -16)
        if ticket.emergency:
            inner = emergency_mark(sheet, scene, inner)
        top = QRectF(inner.x(), inner.y(), inner.width(), 64)
        sheet.text(top, scene.t("Your number"), Type(46, 400, "ink", CENTRE))
        high = 200 if sheet.layout.large else 158
        below = QRectF(inner.x(), inner.bottom() - high, inner.width(), high - 2)
        number = QRectF(inner.x(), top.bottom(), inner.width(), below.y() - top.bottom())
        sheet.text(number, ticket.number, Type(min(300, number.height() / 1.1), 700, "ink", CENTRE, least=0.5))
        service = scene.branch.service(ticket.service) if scene.branch else None
        told = "\n".join(line for line in (scene.of(service.name) if service else "", facts(scene, ticket)) if line)
        sheet.text(below, told, Type(42, 400, "ink2", CENTRE, least=0.86, lines=4))

    def _code(self, sheet: Sheet, scene: Scene, ticket: Ticket, box: QRectF) -> None:
        if box.width() < 1.2 * box.height() and sheet.layout.large:
            self._code_above(sheet, scene, ticket, box)
            return
        size = min(390, box.height() - 40, box.width() * 0.5)
        left = QRectF(box.x() + box.width() * 0.08, box.center().y() - size / 2, size, size)
        link = paper.link(scene.link_base, ticket)
        if not link:
            note = scene.t("Please note it or take a photo")
            sheet.text(box.adjusted(50, 20, -50, -20), note, Type(52, 700, "ink", CENTRE, lines=4, least=0.8))
            return
        code(sheet, left, link)
        words = QRectF(left.right() + 50, left.y(), box.right() - left.right() - 100, size)
        sheet.text(words, scene.t("Scan the code or take a photo of the number"), Type(42, 700, lines=6, least=0.86))

    def _code_above(self, sheet: Sheet, scene: Scene, ticket: Ticket, box: QRectF) -> None:
        """Where there is no room beside it."""
        link = paper.link(scene.link_base, ticket)
        words = box.adjusted(30, 0, -30, -16)
        if not link:
            note = scene.t("Please note it or take a photo")
            sheet.text(words, note, Type(52, 700, "ink", CENTRE, lines=4, least=0.69))
            return
        size = min(300, box.height() * 0.6)
        place = QRectF(box.center().x() - size / 2, box.y() + 20, size, size)
        code(sheet, place, link)
        words.setTop(place.bottom() + 8)
        told = scene.t("Scan the code or take a photo of the number")
        sheet.text(words, told, Type(42, 700, "ink", CENTRE, lines=4, least=0.86))

    def _ways(self, sheet: Sheet, scene: Scene) -> None:
        layout, busy = sheet.layout, scene.state.visit.paper is Paper.PRINTING
        if layout.portrait:
            first = QRectF(layout.margin, layout.foot - layout.gap - 160, layout.inner, 160)
            retry, wanted = columns(foot(sheet), 2, layout.gap)
        else:
            first, retry, wanted = columns(foot(sheet), 3, layout.gap)
        button(sheet, first, Left(), scene.t("I have noted it"), "check", "primary", 48)
        words = scene.t("One moment…") if busy else scene.t("Try again")
        button(sheet, retry, Reprint(), words, "printer", "busy" if busy else "equal", enabled=not busy)
        button(sheet, wanted, HelpCalled(), scene.t("Ask our staff"), "concierge-bell")
