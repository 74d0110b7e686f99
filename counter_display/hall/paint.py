"""Paints a scene of the hall on a logical canvas of 1920 × 1080, the parts in the places of the design."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor

from counter_display.hall import scene as scenes
from counter_display.hall.brush import BOLD, MEDIUM, Brush, width
from counter_display.hall.scene import Hero, Scene, View, Wait
from counter_display.hall.words import HallWords
from resources.theme import theme
from uikit import rings

WIDTH, HEIGHT = 1920, 1080
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter
WHITE = QColor("#FFFFFF")
_LIGHT = theme("light", "#0E5A6D").colours
INK, INK2, OK, OK_TINT = (QColor(_LIGHT[role]) for role in ("ink", "ink2", "ok", "ok_tint"))
_HERO = QRectF(44, 112, 1264, 556)
_HALVES = (QRectF(44, 112, 1264, 340), QRectF(44, 472, 1264, 340))
_NEXT = QRectF(44, 688, 1264, 124)
_RECENT = QRectF(1328, 112, 548, 700)
_SUMMARY = QRectF(44, 832, 1832, 136)
_TICKER = QRectF(0, 988, WIDTH, 92)
_SEAM = 892.0


def paint(brush: Brush, scene: Scene, words: HallWords) -> None:
    brush.painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), brush.colour("canvas"))
    if scene.view in (View.CLOSED, View.NOT_OPEN, View.STARTING):
        rings.paint(brush.painter, brush.look.brand, QPointF(960, 520), 940, brush.look.colour("ink", 0.07), 1.5)
        _header(brush, scene, words)
        _message(brush, scene, words)
    else:
        _header(brush, scene, words)
        _calls(brush, scene, words)
        _recent(brush, scene, words)
        _foot(brush, scene, words)
    _ticker(brush, scene, words)


def _header(brush: Brush, scene: Scene, words: HallWords) -> None:
    mark = QRectF(44, 19, 62, 62)
    brush.box(mark, brush.colour("brand_fill"), 14)
    brush.logo(mark.adjusted(12, 12, -12, -12), WHITE)
    bank, branch = words.bank()
    end = brush.say(bank, QRectF(130, 0, 560, 104), 44, brush.colour("ink"), BOLD)
    brush.say(branch, QRectF(end + 24, 0, 1280 - end, 104), 40, brush.colour("ink2"))
    time = words.clock(scene.now)
    brush.say(time, QRectF(1640, 0, 236, 104), 68, brush.colour("ink"), BOLD, RIGHT)
    left = 1876 - width(time, 68, BOLD) - 48
    brush.say(words.date(scene.now), QRectF(left - 460, 0, 460, 104), 40, brush.colour("ink2"), align=RIGHT)


def _calls(brush: Brush, scene: Scene, words: HallWords) -> None:
    stale = scene.stale_since is not None
    if len(scene.heroes) == 2:
        for hero, rect in zip(scene.heroes, _HALVES, strict=True):
            _hero(brush, hero, rect, words, stale)
        return
    if scene.heroes:
        _hero(brush, scene.heroes[0], _HERO, words, stale)
    else:
        brush.box(_HERO, brush.colour("surface"), 28)
        first, second = words.quiet()
        brush.say(first, _HERO.adjusted(60, 0, -60, -90), 96, brush.colour("ink"), MEDIUM, CENTRE)
        brush.say(second, _HERO.adjusted(60, 110, -60, 0), 52, brush.colour("ink2"), align=CENTRE)
    _next_up(brush, scene, words)


def _hero(brush: Brush, hero: Hero, rect: QRectF, words: HallWords, stale: bool) -> None:
    """Number on the left, counter on the right, an arrow on the seam: read in this order."""
    one = rect is _HERO
    number, label = (320.0, 84.0) if one else (240.0, 64.0)
    paint = _hero_colours(brush, hero, stale)
    brush.halves(rect, _SEAM, 28, paint.left, paint.right)
    top = QRectF(rect.left() + 46, rect.top() + (32 if one else 20), _SEAM - rect.left() - 76, label * 1.15)
    _hero_label(brush, hero, top, label, words, paint, stale)
    right = QRectF(_SEAM + 30, top.top(), rect.right() - _SEAM - 52, top.height())
    first, second = words.counter()
    brush.say_pair((first, label), (second, label * 0.62), right, paint.on_right, label * 0.25)
    under = rect.bottom() - (20 if one else 0) - top.bottom()
    brush.say(hero.number, QRectF(rect.left() + 42, top.bottom(), 756, under), number, paint.on_left, BOLD)
    where = QRectF(_SEAM + 60, top.bottom(), rect.right() - _SEAM - 84, under)
    brush.say(hero.counter, where, number, paint.on_right, BOLD, CENTRE)
    _arrow(brush, QPointF(_SEAM, rect.center().y() + 12), paint)


@dataclass(frozen=True, slots=True)
class _Paint:
    """The colours of one hero: white and brand, turned round while it inverts, grey when it is stale."""

    left: QColor
    on_left: QColor
    label: QColor
    right: QColor
    on_right: QColor
    disc: QColor
    on_disc: QColor


def _hero_colours(brush: Brush, hero: Hero, stale: bool) -> _Paint:
    ink, fill = brush.colour("ink"), brush.colour("brand_fill")
    if stale:
        grey = brush.colour("line")
        return _Paint(brush.colour("surface"), ink, brush.colour("ink2"), grey, ink, ink, brush.colour("canvas"))
    if hero.inverted:
        return _Paint(fill, WHITE, WHITE, WHITE, fill, fill, WHITE)
    return _Paint(WHITE, INK, INK2, fill, WHITE, WHITE, fill)


def _hero_label(brush: Brush, hero: Hero, top: QRectF, px: float, words: HallWords, paint: _Paint, stale: bool) -> None:
    first, second = words.last_call(hero.at) if stale else words.calling(hero.again)
    chip = width(words.t("Priority"), px * 0.6, BOLD) + px * 1.6 if hero.green else 0.0
    room = top.adjusted(0, 0, -(chip + 28) if chip else 0, 0)
    end = brush.say_pair((first, px), (second, px * 0.62), room, paint.label, px * 0.25)
    if hero.green:
        _chip(brush, QRectF(end + 28, top.center().y() - px * 0.44, chip, px * 0.88), px, words)


def _chip(brush: Brush, rect: QRectF, px: float, words: HallWords) -> None:
    """优先: the only mark that a call may carry; a VIP has none."""
    brush.box(rect, OK_TINT, rect.height() / 2)
    side = rect.height() * 0.72
    icon = QRectF(rect.left() + px * 0.3, rect.center().y() - side / 2, side, side)
    brush.icon("hand-heart", icon, OK)
    text = QRectF(icon.right() + px * 0.12, rect.top(), rect.right() - icon.right() - px * 0.3, rect.height())
    brush.say(words.t("Priority"), text, px * 0.6, OK, BOLD)


def _arrow(brush: Brush, at: QPointF, paint: _Paint) -> None:
    brush.box(QRectF(at.x() - 48, at.y() - 48, 96, 96), paint.disc, 48)
    brush.icon("arrow-right", QRectF(at.x() - 32, at.y() - 32, 64, 64), paint.on_disc)


def _next_up(brush: Brush, scene: Scene, words: HallWords) -> None:
    brush.box(_NEXT, brush.colour("surface"), 28)
    first, second = words.next_up()
    grey = brush.colour("ink2")
    end = brush.say(first, QRectF(84, 700, 190, 50), 46, grey)
    if second != first:
        end = max(end, brush.say(second, QRectF(84, 752, 190, 50), 46, grey))
    left = max(260.0, end + 40)
    numbers = "   ".join(scene.next_up)
    brush.say(numbers, QRectF(left, 688, 1280 - left, 124), 88, brush.colour("ink"), BOLD)


def _recent(brush: Brush, scene: Scene, words: HallWords) -> None:
    brush.box(_RECENT, brush.colour("surface"), 28)
    grey, line = brush.colour("ink2"), brush.colour("line")
    brush.say(words.t("Recent"), QRectF(1362, 114, 270, 80), 50, grey)
    brush.say(words.counter()[0], QRectF(1652, 114, 190, 80), 50, grey, align=RIGHT)
    for place, (number, counter) in enumerate(scene.recent):
        row = QRectF(1362, 192 + 124 * place, 480, 124)
        brush.rule(row.left(), row.top(), row.right(), row.top(), line)
        brush.say(number, row.adjusted(0, 4, -200, 0), 104, brush.colour("ink"), BOLD)
        brush.icon("arrow-right", QRectF(1648, row.center().y() - 24, 52, 52), brush.colour("ink3"))
        brush.say(counter, row.adjusted(350, 4, 0, 0), 104, brush.colour("ink"), BOLD, RIGHT)


def _foot(brush: Brush, scene: Scene, words: HallWords) -> None:
    """The waits by letter; a screen without news says so there instead."""
    if scene.stale_since is not None:
        brush.box(_SUMMARY, brush.colour("near_solid"), 28)
        brush.icon("wifi-off", QRectF(90, 862, 76, 76), brush.colour("on_near"))
        room = QRectF(204, 832, 1632, 136)
        brush.say(words.stale(scene.stale_since)[0], room, 60, brush.colour("on_near"), BOLD)
        return
    brush.box(_SUMMARY, brush.colour("surface"), 28)
    cell = _SUMMARY.width() / max(len(scene.summary), 1)
    for place, wait in enumerate(scene.summary):
        _wait(brush, wait, QRectF(_SUMMARY.left() + place * cell, _SUMMARY.top(), cell, _SUMMARY.height()), words)
        if place:
            x = _SUMMARY.left() + place * cell
            brush.rule(x, _SUMMARY.top(), x, _SUMMARY.bottom(), brush.colour("line"))


def _wait(brush: Brush, wait: Wait, cell: QRectF, words: HallWords) -> None:
    chip = QRectF(cell.left() + 26, cell.top() + 16, 48, 46)
    brush.box(chip, brush.colour("line"), 8)
    brush.say(wait.letter, chip, 38, brush.colour("ink"), BOLD, CENTRE)
    name = QRectF(chip.right() + 14, chip.top(), cell.right() - chip.right() - 28, chip.height())
    brush.say(words.queue(wait), name, 40, brush.colour("ink2"))
    room = QRectF(chip.left(), cell.top() + 64, cell.width() - 44, 66)
    brush.say_figures(words.waits(wait), room, 56, 38, brush.colour("ink"), brush.colour("ink2"))


def _ticker(brush: Brush, scene: Scene, words: HallWords) -> None:
    brush.painter.fillRect(_TICKER, brush.colour("brand_tint"))
    room = QRectF(124, _TICKER.top(), 1752, _TICKER.height())
    pages = brush.pages(_news(scene, words), 46, room.width())
    if pages:
        brush.icon("volume-2", QRectF(48, _TICKER.top() + 20, 52, 52), brush.colour("brand"))
        brush.say(pages[scenes.page(len(pages), scene.now)], room, 46, brush.colour("ink"))


def _news(scene: Scene, words: HallWords) -> tuple[str, ...]:
    if scene.stale_since is not None:
        return words.stale(scene.stale_since)[1:]
    return words.ticker(scene.ticker)


def _message(brush: Brush, scene: Scene, words: HallWords) -> None:
    """A hall without calls: closed, not open yet, or not connected yet."""
    ink2 = brush.colour("ink2")
    brush.say(words.title(scene.view), QRectF(120, 340, 1680, 176), 146, brush.colour("ink"), BOLD, CENTRE)
    brush.say(words.opening(scene), QRectF(120, 536, 1680, 84), 66, ink2, align=CENTRE)
    brush.say(scene.self_service.of(words.language), QRectF(120, 636, 1680, 72), 54, ink2, align=CENTRE)
