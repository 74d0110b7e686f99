"""What do you need? One tile per need with its wait, the green channel, language and help."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from kiosk import wording
from kiosk.inputs import GreenOpened, HelpCalled, LanguageSwitched, TileChosen
from kiosk.layout import PORTRAIT, SQUARE, WIDE, columns, grid
from kiosk.page import PageWidget
from kiosk.parts import CENTRE, button, foot, header, tile, title
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Type
from lobby.model import Tile
from resources import icons
from resources.language import NAMES, companion

PER_PAGE = 10


class HomePage(PageWidget):
    def compose(self, sheet: Sheet, scene: Scene) -> None:
        layout = sheet.layout
        header(sheet, scene)
        wide = 960 if layout is WIDE else 0
        sub = scene.t("Tap one, or present your bank card or ID.")
        title(sheet, scene.t("What do you need today?"), sub, wide)
        if layout is PORTRAIT:
            _stats(sheet, scene, QRectF(48, 391, 984, 108))
            _tiles(sheet, scene, QRectF(48, 556, 984, 960), 2, 5)
            _green_row(sheet, scene, QRectF(48, 1548, 984, 160))
        elif layout is SQUARE:
            _tiles(sheet, scene, QRectF(40, 264, 900, 622), 2, 5)
            _green_card(sheet, scene, QRectF(956, 264, 284, 288))
            _card_reader(sheet, scene, QRectF(956, 566, 284, 320))
        else:
            _stats(sheet, scene, QRectF(1020, 174, 860, 90))
            _tiles(sheet, scene, QRectF(40, 322, 1380, 598), 3, 4)
            _green_card(sheet, scene, QRectF(1440, 322, 440, 290))
            _calling(sheet, scene, QRectF(1440, 632, 440, 288))
        _utilities(sheet, scene)


_ICONS = frozenset(icons.names())


def drawing(need: Tile) -> str:
    """The icon of a need; a bank may name one that is not there."""
    return need.icon if need.icon in _ICONS else "layout-grid"


def _tiles(sheet: Sheet, scene: Scene, box: QRectF, across: int, down: int) -> None:
    needs = scene.branch.tiles[:PER_PAGE] if scene.branch else ()
    cells = grid(box, across, down, sheet.layout.gap)
    for cell, need in zip(cells, needs, strict=False):
        line = wording.tile_line(scene, need.services)
        enabled = wording.is_open(scene, need.services)
        tile(sheet, cell, TileChosen(need.code), scene.of(need.name), drawing(need), line, enabled)
    if sheet.layout is WIDE and len(needs) <= 10:
        left = cells[10]
        _card_strip(sheet, scene, QRectF(left.x(), left.y(), box.right() - left.x(), left.height()))


def _stats(sheet: Sheet, scene: Scene, box: QRectF) -> None:
    hall = scene.hall
    if hall is None:
        return
    sheet.box(box, "surface", "line")
    counters = sum(counter.working for counter in hall.counters)
    facts = (
        scene.t("Waiting **{n}**", n=len(hall.waiting)),
        scene.t("Counters **{n}**", n=counters),
        scene.t("Avg. wait **{n}** min", n=f"{hall.figures.average_wait / 60:.0f}"),
    )
    for i, (cell, fact) in enumerate(zip(columns(box, 3, 0), facts, strict=True)):
        if i:
            sheet.rule(cell.topLeft(), cell.bottomLeft(), "line")
        sheet.text(
            cell.adjusted(8, 0, -8, 0),
            fact,
            Type(36, 400, "ink2", CENTRE, grow=1.5 if sheet.layout is PORTRAIT else 1.3),
        )


def _green_row(sheet: Sheet, scene: Scene, box: QRectF) -> None:
    chosen = scene.state.visit.green is not None
    name, line = _green_words(scene)

    def compose(part: Sheet) -> None:
        part.box(box, "ok_tint", "ok", pen=6 if chosen else 3)
        part.picture(QRectF(box.x() + 40, box.center().y() - 44, 88, 88), "hand-heart", "ok")
        words = QRectF(box.x() + 158, box.y() + 16, box.width() - 260, 68)
        part.text(words, name, Type(48, 700, "ok"))
        part.text(QRectF(words.x(), words.bottom(), words.width() + 20, 56), line, Type(36, 400, "ink"))
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
        part.text(below, line, Type(36, 400, "ink", CENTRE, lines=3))

    sheet.target(box, GreenOpened(), name, compose)


def _green_words(scene: Scene) -> tuple[str, str]:
    if scene.state.visit.green is not None:
        return scene.t("Priority service chosen"), scene.t("Now choose what you need.")
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
    calls = [call for call in (scene.hall.calls if scene.hall else ()) if not call.taken_back]
    if not calls:
        sheet.text(QRectF(inner.x(), inner.y() + 56, inner.width(), 110), "–", Type(96, 700, "ink3"))
        return
    last = max(calls, key=lambda call: call.at)
    sheet.text(QRectF(inner.x(), inner.y() + 56, inner.width(), 110), last.number, Type(96, 700, least=0.6))
    where = scene.t("Go to counter {n}", n=last.counter)
    sheet.text(QRectF(inner.x(), inner.bottom() - 66, inner.width(), 60), where, Type(44, 700))


def _utilities(sheet: Sheet, scene: Scene) -> None:
    left, right = columns(foot(sheet), 2, sheet.layout.gap)
    button(sheet, left, LanguageSwitched(), NAMES[companion(scene.language)], "languages")
    button(sheet, right, HelpCalled(), scene.t("Call staff"), "concierge-bell")
