"""The number is there: on the screen at once, on paper from the slot, and behind a code for the phone."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from kiosk import paper, wording
from kiosk.inputs import Left, OneMore
from kiosk.page import PageWidget
from kiosk.parts import CENTRE, TOP, button, code, foot, header
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Type
from kiosk.state import Paper
from lobby.model import Ticket

ARROWS = {"bottom": "chevron-down", "left": "chevron-left", "right": "chevron-right"}


class TicketPage(PageWidget):
    def compose(self, sheet: Sheet, scene: Scene) -> None:
        header(sheet, scene)
        ticket, layout = scene.state.visit.ticket, sheet.layout
        if ticket is None:
            return
        with_paper = scene.state.visit.paper is not Paper.NONE
        question = scene.t("Take your ticket") if with_paper else scene.t("Your number")
        box = QRectF(layout.margin, layout.top - (10 if layout.portrait else 16), layout.inner, 96)
        sheet.text(box, question, Type(76 if layout.portrait else 60, 700, "ink", CENTRE, least=0.7))
        sub = (
            scene.t("It comes out below the screen")
            if scene.slot == "bottom"
            else scene.t("It comes out beside the screen")
        )
        below = QRectF(box.x(), box.bottom(), box.width(), 56)
        words = sub if with_paper else scene.t("Please note it or take a photo")
        sheet.text(below, words, Type(40, 400, "ink2", CENTRE))
        top = below.bottom() + (14 if not layout.portrait or layout.large else 40)
        if layout.portrait:
            wide = min(760, layout.inner)
            card_box = QRectF((layout.width - wide) / 2, top, wide, 430 if layout.large else 580)
            code_box = QRectF(layout.margin, card_box.bottom() + 0.5 * (top - below.bottom()) + 20, layout.inner, 394)
        else:
            high = layout.foot - layout.gap - top - 6
            card_box = QRectF(layout.margin, top, layout.inner * 0.5, high)
            code_box = QRectF(card_box.right() + 30, top, layout.right - card_box.right() - 30, high)
        card(sheet, scene, ticket, card_box)
        self._code(sheet, scene, ticket, code_box)
        if with_paper and layout.portrait:
            self._slot(
                sheet,
                scene,
                QRectF(layout.margin, layout.foot - 254 + 110 * layout.large, layout.inner, 170 - 20 * layout.large),
            )
        self._foot(sheet, scene)

    def _code(self, sheet: Sheet, scene: Scene, ticket: Ticket, box: QRectF) -> None:
        sheet.box(box, "surface", "line", 28)
        portrait = sheet.layout.portrait
        size = (
            (260 if sheet.layout.large else 300)
            if portrait
            else min(300, box.height() * (0.34 if sheet.layout.large else 0.5))
        )
        left = QRectF(box.x() + (30 if sheet.layout.large else 60), box.center().y() - size / 2, size, size)
        words = QRectF(left.right() + 40, box.y() + 40, box.right() - left.right() - 60, box.height() - 80)
        if not portrait:
            left = QRectF(box.center().x() - size / 2, box.y() + 24, size, size)
            words = QRectF(box.x() + 24, left.bottom() + 8, box.width() - 48, box.bottom() - left.bottom() - 20)
        link = paper.link(scene.link_base, ticket)
        if not link:
            watch = scene.t("Please watch the screen for your number.")
            if ticket.emergency:
                watch = scene.t("Your number is valid. Please watch the screen; if you are unsure, ask our staff.")
            sheet.text(box.adjusted(50, 20, -50, -20), watch, Type(52, 700, "ink", CENTRE, lines=4, least=0.8))
            return
        code(sheet, left, link)
        align = TOP if portrait else CENTRE | TOP
        large = sheet.layout.large
        head = QRectF(words.x(), words.y() + (84 if portrait and not large else 0), words.width(), 64)
        if portrait or large:
            head.setHeight(100 if not portrait else 110)
        high = sheet.text(head, scene.t("Scan to follow your turn"), Type(46, 700, "ink", align, lines=2, least=0.79))
        rest = QRectF(words.x(), head.y() + high + 8, words.width(), words.bottom() - head.y() - high - 4)
        told = scene.t("Your phone tells you when it is almost your turn.")
        sheet.text(rest, told, Type(38, 400, "ink2", align, lines=4, least=0.94))

    def _slot(self, sheet: Sheet, scene: Scene, box: QRectF) -> None:
        words = QRectF(box.x(), box.y(), box.width(), 60)
        sheet.text(words, scene.t("Ticket slot"), Type(44, 700, "brand", CENTRE))
        arrow = QRectF(box.center().x() - 50, words.bottom(), 100, 100)
        if scene.slot != "bottom":
            x = box.x() if scene.slot == "left" else box.right() - 100
            arrow.moveLeft(x)
        sheet.picture(arrow, ARROWS.get(scene.slot, "chevron-down"), "brand")

    def _foot(self, sheet: Sheet, scene: Scene) -> None:
        row = foot(sheet)
        left = QRectF(row.x(), row.y(), row.width() * 0.39, row.height())
        right = row.adjusted(left.width() + sheet.layout.gap, 0, 0, 0)
        button(sheet, left, OneMore(), scene.t("One more"))
        limit, state = scene.state.idle_limit or 0, scene.state
        if state.visit.paper is Paper.PRINTING:
            words = scene.t("Done")
        else:
            words = scene.t("Done (back in {n} s)", n=max(0, limit - state.idle))
        button(sheet, right, Left(), words, "", "primary", 48)


def card(sheet: Sheet, scene: Scene, ticket: Ticket, box: QRectF) -> None:
    """Service, number, people ahead and wait, in the order of the paper."""
    sheet.box(box, "surface", "line", 12)
    inner = box.adjusted(24, 24, -24, -20) if sheet.layout.large else box.adjusted(50, 40, -50, -30)
    if ticket.emergency:
        inner = emergency_mark(sheet, scene, inner)
    top = QRectF(inner.x(), inner.y(), inner.width(), 64)
    service = scene.branch.service(ticket.service) if scene.branch else None
    sheet.text(top, scene.of(service.name) if service else "", Type(42, 400, "ink", CENTRE, least=0.86))
    foot_ = QRectF(box.x() + 20, inner.bottom() - 120, box.width() - 40, 110)
    number = QRectF(inner.x(), top.bottom(), inner.width(), foot_.y() - top.bottom() - 14)
    sheet.text(number, ticket.number, Type(min(256, number.height() / 1.1), 700, "ink", CENTRE, least=0.5))
    sheet.rule(foot_.topLeft(), foot_.topRight(), "control", 2, dash=True)
    sheet.text(foot_, facts(scene, ticket), Type(40, 400, "ink", CENTRE, lines=2, least=0.9, grow=1.5))


def emergency_mark(sheet: Sheet, scene: Scene, box: QRectF) -> QRectF:
    """Says that the kiosk gave this number by itself; the answer is the room below."""
    mark = QRectF(box.x(), box.y() - 14, box.width(), 62)
    sheet.box(mark, "near_tint", "near_line", radius=31)
    sheet.text(mark.adjusted(24, 0, -24, 0), scene.t("Emergency number"), Type(38, 700, "near", CENTRE, least=0.95))
    return box.adjusted(0, 56, 0, 0)


def facts(scene: Scene, ticket: Ticket) -> str:
    if ticket.emergency:
        return scene.t("You keep your place. The wait is not known now.")
    ahead = scene.t.n("**{n}** person ahead", "**{n}** people ahead", ticket.people_ahead)
    return ahead + "   " + scene.t("about {wait}", wait=wording.wait_words(scene, ticket.wait_low, ticket.wait_high))
