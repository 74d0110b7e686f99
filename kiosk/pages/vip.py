"""A known customer: surname and title, never more, and all the needs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from kiosk import wording
from kiosk.inputs import HelpCalled, Left, TileChosen
from kiosk.layout import columns, grid
from kiosk.page import PageWidget
from kiosk.pages.home import PER_PAGE, drawing, few_needs
from kiosk.parts import button, foot, header, motif, tile
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Type


class VipPage(PageWidget):
    lowers = True

    def compose(self, sheet: Sheet, scene: Scene) -> None:
        header(sheet, scene)
        layout = sheet.layout
        portrait = layout.portrait
        card = QRectF(
            layout.margin,
            178 if portrait else layout.top,
            layout.inner,
            (520 if layout.large else 440) if portrait else 170 if layout.large else 220,
        )
        ask = QRectF(layout.margin, card.bottom() + (28 if portrait else 10), layout.inner, 78 if portrait else 62)
        if layout.low:
            ask = QRectF(layout.margin, layout.top, layout.inner, layout.controls - layout.top - 8)
            card.setBottom(layout.top - 36)
        self._greeting(sheet, scene, card)
        sheet.text(ask, scene.t("What do you need today?"), Type(60 if portrait else 46, 700, least=0.7))
        self._needs(sheet, scene, layout.controls or ask.bottom() + (18 if portrait else 8))
        left, right = columns(foot(sheet), 2, layout.gap)
        button(sheet, left, Left(), scene.t("Not me"), "x")
        button(sheet, right, HelpCalled(), scene.t("Call staff"), "concierge-bell")

    def _greeting(self, sheet: Sheet, scene: Scene, box: QRectF) -> None:
        sheet.box(box, sheet.look.colour("ink"), radius=28)
        motif(sheet, QPointF(box.right() - 110, box.y() + 60), "on_brand", 0.14, 560, box)
        customer = scene.state.visit.customer
        if customer is None:
            return
        inner = box.adjusted(52, 44, -52, -36) if sheet.layout.portrait else box.adjusted(36, 14, -36, -12)
        discreet = sheet.look.brand.vip_discreet
        first = scene.t("You will be called first.") if discreet else scene.t("Our VIP counters call you first.")
        words = [first]
        manager = _manager(scene, customer.manager)
        if manager:
            words.append(scene.t("Your manager **{rm}** is told with your number.", rm=manager))
        words.append(scene.t("Full name, card number and assets are never shown.\nPlease take your card."))
        hello = QRectF(inner.x(), inner.y(), inner.width(), 100 if sheet.layout.portrait else 70)
        name = scene.t("Hello {name}", name=customer.greeting)
        sheet.text(hello, name, Type(76 if sheet.layout.portrait else 56, 700, "on_brand"))
        below = QRectF(inner.x(), hello.bottom(), inner.width(), inner.bottom() - hello.bottom())
        if not sheet.layout.portrait or (sheet.layout.large and sheet.layout.low):
            words = words[: 1 if sheet.layout.large and not sheet.layout.portrait else 2]
        sheet.text(below, "\n".join(words), Type(38, 400, "on_brand", lines=6, least=0.94))

    def _needs(self, sheet: Sheet, scene: Scene, top: float) -> None:
        layout = sheet.layout
        needs = scene.branch.tiles[:PER_PAGE] if scene.branch else ()
        box = QRectF(layout.margin, top, layout.inner, layout.foot - layout.gap - top - 4)
        if layout.large:
            few_needs(sheet, scene, box, 1 if layout.portrait else 2, needs)
            return
        across = 4 if layout.shape == "wide" else 2
        down = -(-PER_PAGE // across)
        for cell, need in zip(grid(box, across, down, layout.gap), needs, strict=False):
            name = scene.of(need.name)
            tile(sheet, cell, TileChosen(need.code), name, drawing(need), "", wording.is_open(scene, need.services))


def _manager(scene: Scene, code: str | None) -> str:
    staff = scene.branch.staff if scene.branch else ()
    return next((person.name for person in staff if person.code == code), "")
