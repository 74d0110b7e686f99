"""Small marks painted by hand: the wait level as ring, half disc or triangle, and words on a tint."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from lobby.model import WaitLevel
from resources.theme import Role
from uikit import fit, icons
from uikit.look import Look

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_level(painter: QPainter, look: Look, level: WaitLevel, box: QRectF, colour: QColor | None = None) -> None:
    """The shape of a level: it differs by form first, so that no eye depends on the colour."""
    match level:
        case WaitLevel.NORMAL:
            painter.setPen(QPen(colour or look.colour("ink2"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.adjusted(1.5, 1.5, -1.5, -1.5))
        case WaitLevel.NEAR:
            _half_disc(painter, box, colour or look.colour("near"))
        case WaitLevel.OVER:
            _triangle(painter, box, colour or look.colour("over"), look.colour("on_over" if colour is None else "over"))


def _half_disc(painter: QPainter, box: QRectF, colour: QColor) -> None:
    round_ = box.adjusted(1.2, 1.2, -1.2, -1.2)
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(round_)
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPie(round_, 90 * 16, -180 * 16)


def _triangle(painter: QPainter, box: QRectF, colour: QColor, mark: QColor) -> None:
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(colour)
    middle = box.center().x()
    top, foot = box.top() + 1.5, box.bottom() - 1.5
    painter.drawPolygon(
        QPolygonF([QPointF(middle, top), QPointF(box.right() - 0.8, foot), QPointF(box.left() + 0.8, foot)])
    )
    painter.setPen(QPen(mark, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(middle, top + box.height() * 0.34), QPointF(middle, top + box.height() * 0.56))
    painter.drawPoint(QPointF(middle, top + box.height() * 0.74))


BADGE: dict[WaitLevel, tuple[Role, Role | None]] = {
    WaitLevel.NORMAL: ("ink2", None),
    WaitLevel.NEAR: ("near", "near_tint"),
    WaitLevel.OVER: ("on_over", "over"),
}


def badge_width(look: Look, text: str) -> float:
    return QFontMetricsF(look.font("console.body", 700)).horizontalAdvance(text) + 36


def paint_badge(painter: QPainter, look: Look, level: WaitLevel, text: str, at: QPointF, height: float = 25) -> None:
    """The waited time beside its shape, on a tint once it is near, on solid red once it is over."""
    ink, tint = BADGE[level]
    box = QRectF(at.x(), at.y() - height / 2, badge_width(look, text), height)
    painter.setPen(Qt.PenStyle.NoPen)
    if tint is not None:
        painter.setBrush(look.colour(tint))
        painter.drawRoundedRect(box, height / 2, height / 2)
    colour = look.colour(ink)
    mark = QRectF(box.left() + 8, box.center().y() - 7.5, 15, 15)
    paint_level(painter, look, level, mark, colour if level is WaitLevel.OVER else None)
    painter.setPen(colour)
    weight = 400 if level is WaitLevel.NORMAL else 700
    words = QRectF(box.left() + 27, box.top(), box.width() - 28, height)
    fit.paint(painter, fit.TextBox(text, look.font("console.body", weight), words, _LEFT))


def tag_width(look: Look, text: str, icon: str = "") -> float:
    return QFontMetricsF(look.font("console.min", 700)).horizontalAdvance(text) + (34 if icon else 16)


def paint_tag(painter: QPainter, look: Look, tag: tuple[str, str, Role, Role], box: QRectF) -> None:
    """`tag` is words, icon, ink, tint; the icon stands with the words always."""
    text, icon, ink, tint = tag
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(tint))
    painter.drawRoundedRect(box, 5, 5)
    left = box.left() + 8
    if icon:
        icons.paint(painter, icon, QRectF(left, box.center().y() - 7, 14, 14), look.colour(ink))
        left += 18
    painter.setPen(look.colour(ink))
    words = QRectF(left, box.top(), box.right() - left, box.height())
    fit.paint(painter, fit.TextBox(text, look.font("console.min", 700), words, _LEFT))
