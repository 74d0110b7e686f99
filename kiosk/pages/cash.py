"""Which way does the money go, and about how much? Touching an amount goes on."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF

from kiosk import wording
from kiosk.inputs import AmountChosen, ServiceChosen, Touch
from kiosk.layout import columns, rows
from kiosk.page import PageWidget
from kiosk.parts import FLAT, back_and_help, choice, header, title
from kiosk.scene import Scene
from kiosk.sheet import Align, Sheet, Type
from lobby.rules.amounts import LARGE, Band, bands
from uikit.amounts import label

ICONS = {"cash-withdraw": "arrow-up-to-line", "cash-deposit": "arrow-down-to-line"}


class CashPage(PageWidget):
    lowers = True

    def compose(self, sheet: Sheet, scene: Scene) -> None:
        header(sheet, scene)
        need, layout = scene.state.tile, sheet.layout
        service = scene.state.service
        if need is None or service is None:
            return
        several = len(need.services) > 1 and all(_asks(scene, code) for code in need.services)
        question = scene.t("Deposit or withdraw?") if several else scene.of(service.name)
        top = title(sheet, question) + 20 * (not layout.low)
        high = 200 if not layout.low else 150 if not layout.large else 120
        ask = QRectF(layout.margin, top, layout.inner, 80)
        amounts = QRectF(layout.margin, ask.bottom() + 10, layout.inner, layout.foot - layout.gap - ask.bottom() - 10)
        if layout.portrait:
            room = layout.foot - layout.gap - amounts.y() - (high + 20 if several else 0)
            amounts.setHeight(min(4 * 190 + 3 * 22, room))
        if several:
            ask, amounts = self._directions(sheet, scene, top, high, ask, amounts)
        sheet.text(ask, scene.t("About how much?"), Type(60 if layout.portrait else 48, 700))
        self._amounts(sheet, scene, amounts)
        back_and_help(sheet, scene)

    def _directions(
        self, sheet: Sheet, scene: Scene, top: float, high: float, ask: QRectF, amounts: QRectF
    ) -> tuple[QRectF, QRectF]:
        """The choices of direction, above the amounts or beside them; what remains is the answer."""
        layout = sheet.layout
        if scene.state.tile is None or scene.branch is None:
            return ask, amounts
        codes = scene.state.tile.services[:3]
        if layout.portrait:
            cells = columns(QRectF(layout.margin, top, layout.inner, high), len(codes), layout.gap)
            ask, amounts = ask.translated(0, high + 20), amounts.translated(0, high + 20)
        else:
            side = QRectF(layout.margin, top, layout.aside, len(codes) * 190)
            cells = rows(side, len(codes), layout.gap)
            ask = ask.adjusted(layout.aside + 40, 0, 0, 0)
            amounts = amounts.adjusted(layout.aside + 40, 0, 0, 0)
        for cell, code in zip(cells, codes, strict=True):
            name = scene.of(scene.branch.service(code).name)
            icon = ICONS.get(code, "banknote")
            choice(sheet, cell, ServiceChosen(code), name, icon, code == scene.state.visit.service)
        return ask, amounts

    def _amounts(self, sheet: Sheet, scene: Scene, box: QRectF) -> None:
        if scene.branch is None or scene.state.tile is None:
            return
        offered = bands(scene.branch, scene.state.tile.services)
        cells = rows(box, len(offered) + 1, 22 if sheet.layout.portrait else sheet.layout.gap)
        for cell, band in zip(cells, offered, strict=False):
            _row(sheet, cell, AmountChosen(band.typical), label(band, scene.language), _hint(scene, band))
        unsure = scene.t("Take a number, tell us at the counter")
        _row(sheet, cells[-1], AmountChosen(None), scene.t("Not sure yet"), unsure)


def _asks(scene: Scene, code: str) -> bool:
    return scene.branch is not None and scene.branch.service(code).asks_amount


def _hint(scene: Scene, band: Band) -> str:
    service = scene.state.visit.service
    devices = scene.branch.devices if scene.branch else ()
    for device in devices:
        able = any(a.service == service and a.covers(band.typical) for a in device.abilities)
        if able and wording.works(scene, device.code):
            return scene.t("A machine can do this as well")
    if band.low >= LARGE and service in ICONS:
        return scene.t("At the counter; ask our staff first")
    return scene.t("At the counter")


def _row(sheet: Sheet, box: QRectF, touch: Touch, name: str, line: str) -> None:
    def compose(part: Sheet) -> None:
        part.box(box, "surface", "brand_line")
        small = Type(36, 400, "ink2")
        if box.height() < FLAT + 16:  # its words are larger than a tile's
            words = box.adjusted(38, 0, -100, 0)
            part.text(words, name, Type(48, 700, least=0.75))
            beside = words.adjusted(part.width(name, Type(48, 700)) + 30, 0, 0, 0)
            if part.width(line, small) <= beside.width():
                part.text(beside, line, replace(small, align=Align.RIGHT))
            part.picture(QRectF(box.right() - 84, box.center().y() - 24, 48, 48), "chevron-right", "brand")
            return
        words = QRectF(box.x() + 38, box.center().y() - (66 if box.height() > 150 else 60), box.width() - 150, 68)
        part.text(words, name, Type(52, 700, least=0.75))
        below = QRectF(words.x(), words.bottom() - 2, words.width(), 54)
        if not part.layout.large or part.width(line, small) <= below.width():
            part.text(below, line, small)
        part.picture(QRectF(box.right() - 90, box.center().y() - 28, 56, 56), "chevron-right", "brand")

    sheet.target(box, touch, f"{name}. {line}", compose)
