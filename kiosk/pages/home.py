"""What do you need? One tile per need with its wait, the green channel, language and help."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from kiosk import wording
from kiosk.inputs import (
    ControlsLowered,
    GreenOpened,
    HelpCalled,
    LanguageSwitched,
    NeedsTurned,
    PrintEnlarged,
    TileChosen,
    Touch,
)
from kiosk.layout import columns, grid, rows
from kiosk.page import PageWidget
from kiosk.parts import CENTRE, button, foot, header, tile, title, utility
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Type
from lobby.model import Tile
from resources import icons
from resources.language import NAMES, companion

PER_PAGE = 10
FIRST = 4
"""Needs that large print shows at first."""


class HomePage(PageWidget):
    lowers = True

    def compose(self, sheet: Sheet, scene: Scene) -> None:
        layout = sheet.layout
        header(sheet, scene)
        wide = layout.width / 2 if layout.shape == "wide" else 0
        question, sub = scene.t("What do you need today?"), scene.t("Tap one, or present your bank card or ID.")
        if scene.state.visit.chosen is not None:
            question, sub = scene.t("What else do you need?"), scene.t("It is done with the same number.")
        top = title(sheet, question, sub, wide)
        if layout.portrait:
            self._tall(sheet, scene, top)
        else:
            self._beside(sheet, scene, top)
        _utilities(sheet, scene)

    def _tall(self, sheet: Sheet, scene: Scene, top: float) -> None:
        layout = sheet.layout
        high = (130 if layout.low else 160) + 36 * layout.large
        green = QRectF(layout.margin, layout.foot - layout.gap - 16 - high, layout.inner, high)
        if not layout.low and not layout.large:
            _stats(sheet, scene, QRectF(layout.margin, 391, layout.inner, 108))
            top = 556
        space = QRectF(layout.margin, top, layout.inner, green.y() - 32 + 16 * layout.low - top)
        if scene.state.visit.further:
            space.setBottom(green.bottom())
        else:
            _green_row(sheet, scene, green)
        _needs(sheet, scene, space, 1 if layout.large else 2)

    def _beside(self, sheet: Sheet, scene: Scene, top: float) -> None:
        layout = sheet.layout
        wide, gap = layout.shape == "wide", layout.gap
        aside = (440 if wide else 284) * (0.94 if layout.large else 1)
        space = QRectF(layout.margin, top, layout.inner - aside - gap, layout.foot - gap - top)
        side = QRectF(space.right() + gap, top, aside, space.height())
        if scene.state.visit.further and not wide:
            _needs(sheet, scene, space.united(side), 2)
            return
        if wide and not layout.large:
            _stats(sheet, scene, QRectF(1020, 174, 860, 90))
            space.setTop(322)
            side.setTop(322)
        _needs(sheet, scene, space, 2 if layout.large and wide else 1 if layout.large else 3 if wide else 2)
        if layout.large and not wide:
            _green_card(sheet, scene, side)
            return
        upper, lower = rows(side, 2, gap)
        if wide:
            _calling(sheet, scene, lower)
        else:
            upper.setHeight(upper.height() - 16)
            lower.setTop(upper.bottom() + gap)
            _card_reader(sheet, scene, lower)
        _green_card(sheet, scene, upper)


_ICONS = frozenset(icons.names())


def drawing(need: Tile) -> str:
    """The icon of a need; a bank may name one that is not there."""
    return need.icon if need.icon in _ICONS else "layout-grid"


def _needs(sheet: Sheet, scene: Scene, box: QRectF, across: int) -> None:
    layout = sheet.layout
    needs = scene.branch.tiles[:PER_PAGE] if scene.branch else ()
    if layout.large:
        few_needs(sheet, scene, box, across, needs)
        return
    cells = grid(box, across, -(-(PER_PAGE + (across == 3)) // across), layout.gap)
    for cell, need in zip(cells, needs, strict=False):
        _need(sheet, scene, cell, need)
    if across == 3:
        left = cells[10]
        _card_strip(sheet, scene, QRectF(left.x(), left.y(), box.right() - left.x(), left.height()))


def few_needs(sheet: Sheet, scene: Scene, box: QRectF, across: int, needs: tuple[Tile, ...]) -> None:
    """Large print has room for the first needs; the others are a touch away."""
    further = scene.state.visit.further
    shown = needs[FIRST:] if further else needs if len(needs) <= FIRST + 1 else needs[:FIRST]
    places = max(FIRST + 1, len(shown) + (len(shown) < len(needs)))
    cells = grid(box, across, -(-places // across), sheet.layout.gap)
    for cell, need in zip(cells, shown, strict=False):
        _need(sheet, scene, cell, need)
    if len(shown) < len(needs):
        words = scene.t("Back to the first") if further else scene.t("More needs")
        tile(sheet, cells[len(shown)], NeedsTurned(), words, "arrow-left" if further else "layout-grid", "")


def _need(sheet: Sheet, scene: Scene, cell: QRectF, need: Tile) -> None:
    line = wording.tile_line(scene, need.services)
    enabled = wording.is_open(scene, need.services)
    tile(sheet, cell, TileChosen(need.code), scene.of(need.name), drawing(need), line, enabled)


def _stats(sheet: Sheet, scene: Scene, box: QRectF) -> None:
    hall = scene.hall
    if hall is None:
        return
    sheet.box(box, "surface", "line")
    for i, (cell, fact) in enumerate(zip(columns(box, 3, 0), wording.hall_facts(scene, hall), strict=True)):
        if i:
            sheet.rule(cell.topLeft(), cell.bottomLeft(), "line")
        type_ = Type(36, 400, "ink2", CENTRE, grow=1.5 if sheet.layout.portrait else 1.3)
        sheet.text(cell.adjusted(8, 0, -8, 0), fact, type_)


def _green_row(sheet: Sheet, scene: Scene, box: QRectF) -> None:
    chosen = scene.state.visit.green is not None
    name, line = _green_words(scene, sheet.layout.large)

    def compose(part: Sheet) -> None:
        part.box(box, "ok_tint", "ok", pen=6 if chosen else 3)
        part.picture(QRectF(box.x() + 40, box.center().y() - 44, 88, 88), "hand-heart", "ok")
        words = QRectF(box.x() + 148, box.y() + 8, box.width() - 260, 64)
        part.text(words, name, Type(48, 700, "ok"))
        below = QRectF(words.x(), words.bottom(), words.width() + 34, box.bottom() - words.bottom() - 8)
        part.text(below, line, Type(36, 400, "ink", lines=2))
        picture = "check" if chosen else "chevron-right"
        part.picture(QRectF(box.right() - 90, box.center().y() - 28, 56, 56), picture, "ok")

    sheet.target(box, GreenOpened(), name, compose)


def _green_card(sheet: Sheet, scene: Scene, box: QRectF) -> None:
    chosen = scene.state.visit.green is not None
    name = scene.t("Priority")
    line = scene.t("Now choose what you need.") if chosen else scene.t("60+, disabled, pregnant, infants")

    def compose(part: Sheet) -> None:
        part.box(box, "ok_tint", "ok", pen=6 if chosen else 3)
        part.picture(QRectF(box.center().x() - 32, box.y() + 12, 64, 64), "check" if chosen else "hand-heart", "ok")
        words = QRectF(box.x() + 14, box.y() + 74, box.width() - 28, 58)
        part.text(words, name, Type(46, 700, "ok", CENTRE, least=0.78))
        below = QRectF(words.x(), words.bottom() + 2, words.width(), box.bottom() - words.bottom() - 10)
        part.text(below, line, Type(36, 400, "ink", CENTRE, lines=5))

    sheet.target(box, GreenOpened(), name, compose)


def _green_words(scene: Scene, brief: bool) -> tuple[str, str]:
    if scene.state.visit.green is not None:
        return scene.t("Priority service chosen"), scene.t("Now choose what you need.")
    if brief:
        return scene.t("Priority service"), scene.t("60+, disabled, pregnant, infants")
    return scene.t("Priority service"), scene.t("60+, disabled, pregnant, infants, military")


def _card_reader(sheet: Sheet, scene: Scene, box: QRectF) -> None:
    sheet.box(box, "surface", "line")
    sheet.picture(QRectF(box.center().x() - 42, box.y() + 22, 84, 84), "credit-card", "brand")
    name = QRectF(box.x() + 14, box.y() + 108, box.width() - 28, 58)
    sheet.text(name, scene.t("Use your card"), Type(42, 700, "ink", CENTRE, least=0.86))
    words = scene.t("Hold bank card or ID to the reader")
    sheet.text(name.adjusted(0, 60, 0, box.bottom() - name.bottom() - 12), words, Type(36, 400, "ink", CENTRE, lines=3))


def _card_strip(sheet: Sheet, scene: Scene, box: QRectF) -> None:
    sheet.box(box, "surface", "line")
    sheet.picture(QRectF(box.x() + 36, box.center().y() - 40, 80, 80), "credit-card", "brand")
    words = QRectF(box.x() + 144, box.center().y() - 58, box.width() - 170, 58)
    sheet.text(words, scene.t("Use your card"), Type(44, 700))
    sheet.text(words.translated(0, 58), scene.t("Hold bank card or ID to the reader"), Type(36, 400, "ink2"))


def _calling(sheet: Sheet, scene: Scene, box: QRectF) -> None:
    """Who is called now, where the screen has room for it."""
    sheet.box(box, "brand_tint", "brand_line")
    inner = box.adjusted(28, 24, -28, -24)
    sheet.text(QRectF(inner.x(), inner.y(), inner.width(), 52), scene.t("Now calling"), Type(36, 400, "ink2"))
    number, where = wording.calling(scene)
    room = QRectF(inner.x(), inner.y() + 56, inner.width(), inner.height() - 56 - 66)
    sheet.text(room, number or "–", Type(min(96, room.height() / 1.15), 700, "ink" if number else "ink3", least=0.6))
    sheet.text(QRectF(inner.x(), inner.bottom() - 66, inner.width(), 60), where, Type(44, 700, least=0.8))


def _utilities(sheet: Sheet, scene: Scene) -> None:
    """The same four in the same places on every home page; a wide screen is within reach anyway."""
    t, layout, visit = scene.t, sheet.layout, scene.state.visit
    offered: list[tuple[Touch, str, str]] = [
        (LanguageSwitched(), NAMES[companion(scene.language)], "languages"),
        (PrintEnlarged(), t("Smaller") if visit.large else t("Large print"), "a-large-small"),
        (HelpCalled(), t("Call staff"), "concierge-bell"),
    ]
    if layout.portrait:
        lowered = (t("Raise"), "arrow-up-to-line") if visit.low else (t("Lower"), "arrow-down-to-line")
        offered.insert(2, (ControlsLowered(), *lowered))
    for box, (touch, name, icon) in zip(columns(foot(sheet), len(offered), layout.gap), offered, strict=True):
        if layout.portrait:
            utility(sheet, box, touch, name, icon)
        else:
            button(sheet, box, touch, name, icon)
