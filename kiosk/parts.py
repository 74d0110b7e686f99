"""The components that pages share: header, title, banner, buttons, tiles."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from devices.qr import QUIET, modules
from kiosk import wording
from kiosk.inputs import Back, HelpCalled, Touch
from kiosk.layout import columns
from kiosk.scene import Scene
from kiosk.sheet import Align, Sheet, Type
from kiosk.state import Door, Notice, Page
from resources.brand import Brand
from resources.language import later
from resources.phrases import date_line
from resources.theme import Role
from uikit import rings
from uikit.icons import paint_drawing
from uikit.tones import TONES, Tone

LEFT, CENTRE, RIGHT, TOP = Align.LEFT, Align.CENTRE, Align.RIGHT, Align.TOP


FLAT = 104
"""A tile or row that is lower has no room for two lines, one below the other."""

KINDS: dict[str, tuple[Role, Role | None, Role, int]] = {
    "primary": ("brand_fill", None, "on_brand", 0),
    "green": ("ok", None, "on_brand", 0),
    "busy": ("brand_press", None, "on_brand", 0),
    "equal": ("surface", "brand", "brand", 3),
    "plain": ("surface", "control", "ink", 2),
    "off": ("sunken", "line", "ink3", 2),
}
"""Fill, border, ink and width of the border of a button."""

DOORS = {
    Door.LOST: later("Please wait a moment."),
    Door.DEGRADED: later("You can take a number; wait times are not shown."),
    Door.DOWN: later("You can take a number as soon as it is back."),
}
"""What it means for a customer that the lobby does not answer."""


def header(sheet: Sheet, scene: Scene, role: Role = "ink", faint: Role = "ink2") -> None:
    """Bank, branch and time, or the one banner that stands in their place."""
    layout, branch = sheet.layout, scene.branch
    if layout.low:
        upper_part(sheet, scene)
        role = faint = "on_brand"
    if banner(sheet, scene):
        return
    top = layout.header - 132
    inverse = role == "on_brand"
    logo = QRectF(layout.margin, top + 26, 76, 76)
    sheet.box(logo, "on_brand" if inverse else "brand_fill", radius=18)
    mark, colour = sheet.look.brand.logo, sheet.colour("brand_fill" if inverse else "on_brand")
    sheet.draw(lambda painter: paint_drawing(painter, mark, logo.adjusted(2, 2, -2, -2), colour))
    if branch is not None:
        left, width = logo.right() + 24, layout.inner * 0.5
        sheet.text(QRectF(left, top + 14, width, 52), scene.of(branch.bank), Type(40, 700, role))
        sheet.text(QRectF(left, top + 62, width, 48), scene.of(branch.name), Type(36, 400, faint))
    right = QRectF(layout.right - 420, top + 8, 420, 62)
    sheet.text(right, f"{scene.now:%H:%M}", Type(54, 700, role, RIGHT))
    sheet.text(
        QRectF(right.x(), top + 66, 420, 48), date_line(scene.now.date(), scene.language), Type(36, 400, faint, RIGHT)
    )


def upper_part(sheet: Sheet, scene: Scene) -> None:
    """What is only to be read stands above a seated person's reach: who is called now, and how full the hall is."""
    layout = sheet.layout
    band = QRectF(0, 0, layout.width, layout.top - 8)
    sheet.draw(lambda painter: painter.fillRect(band, sheet.colour("brand_fill")))
    motif(sheet, QPointF(layout.width * 0.8, band.height() * 0.7), "on_brand", 0.12, layout.width * 0.9, band)
    hall = scene.hall
    if hall is None:
        return
    line = QRectF(layout.margin, layout.header + 40, layout.inner, 52)
    sheet.text(line, scene.t("Now calling"), Type(40, 400, "on_brand"))
    number, where = wording.calling(scene)
    below = QRectF(line.x(), line.bottom(), line.width(), 190)
    high = Type(150, 700, "on_brand", least=0.6)
    sheet.text(QRectF(below.x(), below.y(), below.width() * 0.54, below.height()), number or "–", high)
    beside = below.adjusted(below.width() * 0.56, 56, 0, 0)
    sheet.text(beside, where, Type(72, 700, "on_brand", least=0.5))
    facts = "    ".join(wording.hall_facts(scene, hall))
    sheet.text(QRectF(line.x(), below.bottom() + 6, line.width(), 60), facts, Type(40, 400, "on_brand", grow=1.15))


def banner(sheet: Sheet, scene: Scene) -> bool:
    """At most one banner: what was just answered comes before the lasting trouble with the link."""
    words = _notice(scene)
    if words is None:
        return False
    icon, tone, title, line = words
    layout = sheet.layout
    box = QRectF(layout.margin, 10, layout.inner, layout.header - 14)
    if layout.large:
        box = QRectF(layout.margin, 4, layout.inner, layout.top - 12 if layout.portrait else layout.header - 4)
    colours = TONES[tone]
    sheet.box(box, colours.ground, colours.edge)
    sheet.picture(QRectF(box.x() + 24, box.center().y() - 31, 62, 62), icon, colours.ink)
    high = 52 if layout.large else box.height() / 2 - 8
    place = QRectF(box.x() + 110, box.y() + 8, box.width() - 134, high)
    if line:
        sheet.text(place, title, Type(38, 700, colours.ink, least=0.95))
        below = QRectF(place.x(), place.bottom(), place.width(), box.bottom() - place.bottom() - 4)
        sheet.text(below, line, Type(36, 400, "ink", lines=2))
    else:
        sheet.text(QRectF(place.x(), box.y(), place.width(), box.height()), title, Type(38, 700, colours.ink, lines=2))
    return True


def _notice(scene: Scene) -> tuple[str, Tone, str, str] | None:
    t, state = scene.t, scene.state
    match state.notice:
        case Notice.HELP_SENT:
            return "concierge-bell", Tone.OK, t("Our staff have been called."), ""
        case Notice.HELP_FAILED:
            return (
                "concierge-bell",
                Tone.OVER,
                t("The call did not go through."),
                t("Please speak to our staff in the hall."),
            )
        case Notice.CARD_READ:
            return "credit-card", Tone.OK, t("Card read. Please choose what you need."), ""
        case Notice.CARD_UNREAD:
            return "credit-card", Tone.NEAR, t("Not read. Please try again."), ""
        case Notice.REFUSED:
            return "info", Tone.NEAR, wording.refusal(scene), ""
    if state.door in DOORS and state.page is not Page.OUTAGE:
        return "wifi-off", Tone.OVER, t("The connection is down"), t(DOORS[state.door])
    return None


def title(sheet: Sheet, words: str, sub: str = "", width: float = 0) -> float:
    """The page's question; the answer is where what follows may begin."""
    layout = sheet.layout
    if layout.low:
        return _low_title(sheet, words, sub, width)
    px = 76 if layout.portrait else 60
    box = QRectF(
        layout.margin, layout.top, width or layout.inner, px * 1.3 * (1 if sub or not layout.portrait else 1.2)
    )
    sheet.text(box, words, Type(px, 700, least=0.62))
    if not sub:
        return box.bottom() + (24 if layout.portrait else 12)
    below = QRectF(box.x(), box.bottom() + (2 if layout.portrait else -8), box.width(), 52)
    sheet.text(below, sub, Type(40 if layout.portrait else 36, 400, "ink2"))
    return below.bottom() + (14 if not layout.portrait else 28 if layout.large else 64)


def _low_title(sheet: Sheet, words: str, sub: str, width: float) -> float:
    """Right above the controls; what else is to be said stands in the part above it."""
    layout = sheet.layout
    box = QRectF(layout.margin, layout.top, width or layout.inner, layout.controls - layout.top - 8)
    sheet.text(box, words, Type(56, 700, least=0.65))
    sheet.text(QRectF(box.x(), layout.top - 76, layout.inner, 56), sub, Type(38, 400, "on_brand", least=0.95))
    return layout.controls


def button(
    sheet: Sheet, box: QRectF, touch: Touch, label: str, icon: str = "", kind: str = "plain", px: float = 44,
    enabled: bool = True,
) -> None:  # fmt: skip
    """`primary` is filled, `equal` has the same weight with a border, `plain` is everything else."""
    fill, line, ink, pen = KINDS[kind]

    def compose(part: Sheet) -> None:
        part.box(box, fill, line, pen=pen)
        _label(part, box, label, icon, ink, px)

    sheet.target(box, touch, label, compose, enabled=enabled)


def utility(sheet: Sheet, box: QRectF, touch: Touch, label: str, icon: str) -> None:
    """A narrow button: the icon above its word."""

    def compose(part: Sheet) -> None:
        part.box(box, "surface", "control")
        size = box.height() * 0.36
        part.picture(QRectF(box.center().x() - size / 2, box.y() + 14, size, size), icon)
        words = QRectF(box.x() + 8, box.y() + 14 + size, box.width() - 16, box.height() - size - 20)
        part.text(words, label, Type(40, 700, "ink", CENTRE, least=0.9))

    sheet.target(box, touch, label, compose)


def _label(part: Sheet, box: QRectF, label: str, icon: str, ink: Role, px: float) -> None:
    """An icon and a word, centred together."""
    inner = box.adjusted(20, 4, -20, -4)
    words = Type(px, 700, ink, CENTRE, least=0.8)
    if part.layout.large and part.width(label, words, words.smallest) > inner.width() - px * 1.15 - 16:
        icon = ""  # rather the words alone than small ones
    picture = px * 1.15 if icon else 0
    room = inner.width() - (picture + 16 if icon else 0)
    if box.height() >= 2.5 * px and part.width(label, words, words.smallest) > room:
        words = replace(
            words, lines=3 if part.layout.large and box.height() >= 3.5 * px else 2
        )  # rather a little smaller than broken
    width = min(room, part.width(label, words) + 1)
    left = inner.x() + (inner.width() - width - (picture + 16 if icon else 0)) / 2
    if icon:
        part.picture(QRectF(left, box.center().y() - picture / 2, picture, picture), icon, ink)
        left += picture + 16
    place = QRectF(left, inner.y(), width, inner.height())
    part.text(place, label, words)


def foot(sheet: Sheet) -> QRectF:
    layout = sheet.layout
    return QRectF(layout.margin, layout.foot, layout.inner, layout.foot_height)


def back_and_help(sheet: Sheet, scene: Scene, back: str = "", wanted: str = "") -> None:
    """The bottom row inside a visit."""
    left, right = columns(foot(sheet), 2, sheet.layout.gap)
    button(sheet, left, Back(), back or scene.t("Back"), "arrow-left")
    button(sheet, right, HelpCalled(), wanted or scene.t("Call staff"), "concierge-bell")


def tile(sheet: Sheet, box: QRectF, touch: Touch, name: str, icon: str, line: str, enabled: bool = True) -> None:
    """A need: icon, name and one line of fact; dashed while it can't be had."""
    ink: Role = "ink" if enabled else "ink3"
    size = min(104, box.height() * 0.66)
    square = QRectF(box.x() + 16, box.center().y() - size / 2, size, size)

    def compose(part: Sheet) -> None:
        part.box(
            box,
            "surface" if enabled else None,
            "brand_line" if enabled else "line",
            24,
            2 if enabled else 3,
            not enabled,
        )
        part.box(square, "brand_tint" if enabled else "sunken", radius=20)
        part.picture(
            square.adjusted(size * 0.16, size * 0.16, -size * 0.16, -size * 0.16), icon, "brand" if enabled else "ink3"
        )
        left = square.right() + (22 if size > 100 else 14)
        words = QRectF(left, box.y(), box.right() - left - 12, box.height())
        if line and box.height() < FLAT:
            beside = Type(36, 400, "ink2", RIGHT)
            room = max(words.width() * 0.45, words.width() - part.width(line, beside) - 32)
            part.text(QRectF(left, box.y(), room, box.height()), name, Type(46, 700, ink, least=0.78))
            part.text(words.adjusted(room + 10, 0, -8, 0), line, beside)
        elif not line:
            part.text(words, name, Type(46, 700, ink, lines=2, least=0.78))
        else:
            middle = box.center().y() + (4 if box.height() < 130 else 0)
            part.text(QRectF(left, middle - 58, words.width(), 58), name, Type(46, 700, ink, least=0.78))
            part.text(QRectF(left, middle, words.width(), 50), line, Type(36, 400, "ink2"))

    sheet.target(box, touch, f"{name}. {line}".replace("**", ""), compose, enabled=enabled)


def choice(
    sheet: Sheet, box: QRectF, touch: Touch, name: str, icon: str, selected: bool, green: bool = False, px: float = 46
) -> None:
    """One of a few that exclude one another: selected by border, tint and tick."""
    ink: Role = "ok" if green else "brand"
    tint: Role = "ok_tint" if green else "brand_tint"

    def compose(part: Sheet) -> None:
        part.box(box, tint if selected else "surface", ink if selected else "control", pen=6 if selected else 2)
        if box.height() < 130 and box.width() > 300:
            _label(part, box, name, icon, ink if selected else "ink", px)
            return
        size = min(84, box.height() * 0.4)
        top = box.y() + max(6, (box.height() - size - px * 1.3 - 10) / 2)
        part.picture(QRectF(box.center().x() - size / 2, top, size, size), icon, ink if selected else "ink")
        words = QRectF(box.x() + 10, top + size + 4, box.width() - 20, box.bottom() - top - size - 8)
        type_ = Type(px, 700 if px > 40 else 500, ink if selected else "ink", CENTRE, least=0.78, lines=2)
        part.text(words, name, type_)
        if selected and box.height() > 160:
            tick = QRectF(box.right() - 66, box.y() + 18, 48, 48)
            part.box(tick, ink, radius=24)
            part.picture(tick.adjusted(10, 10, -10, -10), "check", "on_brand")

    sheet.target(box, touch, name, compose)


def motif(sheet: Sheet, centre: QPointF, role: Role, opacity: float, reach: float, clip: QRectF | None = None) -> None:
    """The brand's rings behind a quiet part of the page."""
    box, colour, brand = clip or sheet.layout.bounds, sheet.colour(role, opacity), sheet.look.brand
    key = (str(brand.motif), colour.rgba(), reach, centre.toTuple(), box.getRect())
    if key not in _MOTIFS:
        _MOTIFS[key] = _motif(brand, centre - box.topLeft(), reach, colour, box)
    drawn = _MOTIFS[key]
    sheet.draw(lambda painter: painter.drawImage(box, drawn))


_MOTIFS: dict[tuple[object, ...], QImage] = {}
"""Drawn once, at half the size: a tenth of a second each, faint lines, and there are few."""


def _motif(brand: Brand, centre: QPointF, reach: float, colour: QColor, box: QRectF) -> QImage:
    image = QImage((box.size() / 2).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.scale(0.5, 0.5)
    inside = QPainterPath()
    inside.addRoundedRect(QRectF(0, 0, box.width(), box.height()), 28, 28)
    painter.setClipPath(inside)
    rings.paint(painter, brand, centre, reach, colour)
    painter.end()
    return image


def code(sheet: Sheet, box: QRectF, link: str) -> None:
    """A link as a QR, its modules whole pixels."""
    rows = modules(link)
    size = int(box.width() // (len(rows) + 2 * QUIET))
    side = size * len(rows)
    corner = QPointF(round(box.center().x() - side / 2), round(box.center().y() - side / 2))
    dots = bytes(0 if black else 255 for row in rows for black in row)
    image = QImage(dots, len(rows), len(rows), len(rows), QImage.Format.Format_Grayscale8).copy()

    def stroke(painter: QPainter) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.fillRect(box, QColor("white"))
        painter.drawImage(QRectF(corner, QSizeF(side, side)), image)
        painter.restore()

    sheet.draw(stroke)
