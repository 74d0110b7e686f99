"""What will be asked for, before it is: the number is not shown yet, it does not exist."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QRectF

from kiosk import wording
from kiosk.inputs import Back, Confirmed, Left, NeedAdded
from kiosk.layout import columns, rows
from kiosk.page import PageWidget
from kiosk.pages.home import drawing
from kiosk.parts import CENTRE, button, foot, header, title
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Type
from kiosk.state import Page, Paper
from resources.phrases import clock, listed, span


class ConfirmPage(PageWidget):
    """Also while the ticket is being issued: the button that was touched says so."""

    def compose(self, sheet: Sheet, scene: Scene) -> None:
        header(sheet, scene)
        layout, offer = sheet.layout, scene.state.visit.offer
        question, sub = scene.t("Confirm"), ""
        if offer is not None and offer.still_wait:
            question = scene.t("It takes long today. Still wait?")
            sub = scene.t("You may also come back later.") if layout.portrait or not layout.large else ""
        top = title(sheet, question, sub) + (16 if layout.portrait and not layout.large else 0)
        if layout.portrait:
            high = 280 if layout.large else 332
            space = QRectF(layout.margin, layout.foot - 22 - high, layout.inner, high)
            card = QRectF(layout.margin, top, layout.inner, space.y() - (20 if layout.large else 40) - top)
        else:
            card = QRectF(layout.margin, top, layout.main, layout.foot - layout.gap - top)
            space = QRectF(layout.right - layout.aside, top, layout.aside, min(card.height(), 360))
        self._card(sheet, scene, card)
        self._ways(sheet, scene, space)

    def _card(self, sheet: Sheet, scene: Scene, box: QRectF) -> None:
        sheet.box(box, "surface", "line", 28)
        portrait = sheet.layout.portrait
        large = sheet.layout.large
        inner = box.adjusted(58, 54, -58, -30) if portrait and not large else box.adjusted(32, 22, -32, -14)
        size = 84 if large and not portrait else 128 if portrait and not large else 100
        self._need(sheet, scene, QRectF(inner.x(), inner.y(), inner.width(), size))
        top = inner.y() + size + (46 if portrait and not large else 16)
        high = 130 if large and not portrait else 250 if portrait and not large else 158
        self._numbers(sheet, scene, QRectF(inner.x(), top, inner.width(), high))
        facts = self._facts(scene)
        below = QRectF(inner.x(), top + high + (24 if portrait and not large else 8), inner.width(), 0)
        below.setBottom(inner.bottom())
        split = 0.32 if portrait or not large else 0.28
        pitch = below.height() / max(3, len(facts))
        for i, (name, fact) in enumerate(facts):
            row = QRectF(below.x(), below.y() + i * pitch, below.width(), pitch)
            if i:
                sheet.rule(row.topLeft(), row.topRight())
            sheet.text(
                QRectF(row.x(), row.y(), row.width() * (split - 0.02), pitch), name, Type(40, 400, "ink2", lines=2)
            )
            value = row.adjusted(row.width() * split, 0, 0, 0)
            sheet.text(value, fact, Type(46 if portrait else 40, 700, lines=2, least=0.78))

    def _need(self, sheet: Sheet, scene: Scene, box: QRectF) -> None:
        service, need = scene.state.service, scene.state.tile
        if service is None or need is None:
            return
        square = QRectF(box.x(), box.y(), box.height(), box.height())
        sheet.box(square, "brand_tint", radius=24)
        margin = box.height() * 0.2
        sheet.picture(square.adjusted(margin, margin, -margin, -margin), drawing(need), "brand")
        words = QRectF(square.right() + 30, box.y(), box.width() - square.width() - 30, box.height())
        amount = wording.amount(scene)
        if not amount:
            sheet.text(words, scene.of(service.name), Type(64, 700, least=0.6, lines=2))
            return
        half = box.height() / 2
        sheet.text(
            QRectF(words.x(), box.y(), words.width(), half + 8),
            scene.of(service.name),
            Type(half * 0.9, 700, least=0.6),
        )
        sheet.text(QRectF(words.x(), box.y() + half + 8, words.width(), half - 8), amount, Type(42, 400, "ink2"))

    def _numbers(self, sheet: Sheet, scene: Scene, box: QRectF) -> None:
        sheet.box(box, "brand_tint", radius=24)
        offer = scene.state.visit.offer
        if offer is None:
            sheet.text(box.adjusted(20, 0, -20, 0), scene.t("Wait time not available"), Type(48, 700, "ink", CENTRE))
            return
        left = QRectF(box.x(), box.y(), box.width() * (0.47 if sheet.layout.large else 0.42), box.height())
        right = box.adjusted(left.width(), 0, 0, 0)
        sheet.rule(right.topLeft(), right.bottomLeft(), "surface", 4)
        ahead = scene.t.n("**{n}** person", "**{n}** people", offer.estimate.ahead)
        eta = wording.wait_words(scene, offer.estimate.low, offer.estimate.high)
        for cell, name, value in ((left, scene.t("People ahead"), ahead), (right, scene.t("Estimated wait"), eta)):
            inner = cell.adjusted(14, 14, -14, -14)
            top = QRectF(inner.x(), inner.y(), inner.width(), 54)
            sheet.text(top, name, Type(38, 400, "ink2", CENTRE))
            below = inner.adjusted(0, 52, 0, 4)
            sheet.text(
                below,
                value,
                Type(42, 700, "ink", CENTRE, least=0.86, grow=min(below.height() / 54, below.width() / 150)),
            )

    def _facts(self, scene: Scene) -> list[tuple[str, str]]:
        """With further needs the wait alone says when it is the customer's turn: there is room for three."""
        offer, service = scene.state.visit.offer, scene.state.service
        facts = []
        if offer is not None:
            facts.append((scene.t("Counters"), wording.counters(scene, offer.counters)))
        if offer is not None and not scene.state.visit.also:
            start, end = (scene.now + dt.timedelta(minutes=m) for m in (offer.estimate.low, offer.estimate.high))
            facts.append((scene.t("Your turn"), scene.t("about {time}", time=span(clock(start), clock(end)))))
        if scene.branch is not None and scene.state.visit.also:
            names = [scene.of(scene.branch.service(code).name) for code in scene.state.visit.also]
            facts.append((scene.t("After that"), listed(names, scene.state.visit.language)))
        if service is not None and scene.of(service.materials):
            facts.append((scene.t("Have ready"), scene.of(service.materials)))
        return facts

    def _ways(self, sheet: Sheet, scene: Scene, space: QRectF) -> None:
        layout, state = sheet.layout, scene.state
        upper, lower = rows(space, 2, layout.gap)
        busy = scene.t("One moment…") if state.page is Page.ISSUING else ""
        paper = busy and state.visit.paper is Paper.PRINTING
        words = busy if paper else scene.t("Print ticket")
        button(sheet, upper, Confirmed(True), words, "printer", "busy" if paper else "primary", 52, not busy)
        words = busy if busy and not paper else scene.t("No paper, use my phone")
        kind = "busy" if busy and not paper else "equal"
        button(sheet, lower, Confirmed(False), words, "qr-code", kind, 46 if layout.portrait else 40, not busy)
        left, middle, right = columns(foot(sheet), 3, layout.gap)
        button(sheet, left, Back(), scene.t("Change"), "arrow-left", enabled=not busy)
        more = not busy and (state.may_add or state.page is Page.ISSUING)
        button(sheet, middle, NeedAdded(), scene.t("Add a need"), "plus", enabled=more)
        button(sheet, right, Left(), scene.t("Cancel"), "x", enabled=not busy)
