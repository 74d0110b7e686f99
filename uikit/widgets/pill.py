"""A rounded mark with a shape and a word: the wait badge in its three levels, and the tags of staff screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from lobby.model import WaitLevel
from resources.phrases import stopwatch
from resources.theme import Role
from uikit import fit, icons
from uikit.fit import TextBox
from uikit.look import Look

Mark = Callable[[QPainter, QRectF, QColor], None]


@dataclass(frozen=True)
class Pill:
    """What is painted: a mark, a word, the ink of both, and the ground, if it has one."""

    text: str
    mark: Mark
    ink: Role
    ground: Role | None
    weight: int = 500

    def font(self, look: Look, px: float) -> QFont:
        return look.font(px, self.weight)

    def width(self, look: Look, px: float) -> float:
        words = QFontMetricsF(self.font(look, px)).horizontalAdvance(self.text)
        return words + px * (1.4 if self.ground is None else 2.3)

    def box(self, look: Look, px: float, at: QRectF) -> TextBox:
        left = px * (1.4 if self.ground is None else 1.75)
        return TextBox(self.text, self.font(look, px), at.adjusted(left, 0, 0, 0))

    def paint(self, painter: QPainter, look: Look, px: float, at: QRectF) -> None:
        """Paint at the left of the box, over its whole height."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(self.ground))
            whole = QRectF(at.left(), at.top(), self.width(look, px), at.height())
            painter.drawRoundedRect(whole, at.height() / 2, at.height() / 2)
        inset = px * (0.0 if self.ground is None else 0.5)
        place = QRectF(at.left() + inset, at.center().y() - px / 2, px, px)
        self.mark(painter, place, look.colour(self.ink))
        painter.setPen(look.colour(self.ink))
        fit.paint(painter, self.box(look, px, at))
        painter.restore()


def wait_pill(level: WaitLevel, waited_seconds: float, text: str = "{time}") -> Pill:
    """The wait badge: a ring, a half disc on tint, a white triangle on red. `text` may say more around `{time}`."""
    words = text.format(time=stopwatch(waited_seconds))
    if level is WaitLevel.OVER:
        return Pill(words, _triangle, "on_over", "over", 700)
    if level is WaitLevel.NEAR:
        return Pill(words, _half_disc, "near", "near_tint", 700)
    return Pill(words, _ring, "ink2", None, 400)


def tag_pill(icon: str, text: str, ink: Role, ground: Role | None) -> Pill:
    """A tag: always an icon and a word."""
    return Pill(text, partial(_icon, icon), ink, ground)


def vip_pill(text: str) -> Pill:
    """For staff screens only; the word comes from the face, because some banks say none."""
    return tag_pill("diamond", text, "vip", "vip_tint")


def green_pill(text: str) -> Pill:
    return tag_pill("hand-heart", text, "ok", "ok_tint")


def self_service_pill(text: str) -> Pill:
    return tag_pill("atm", text, "info", "info_tint")


class PillWidget(QWidget):
    """A pill that stands alone in a layout."""

    def __init__(self, look: Look, px: float = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._px = px
        self._pill: Pill | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_pill(self, pill: Pill | None) -> None:
        self._pill = pill
        self.setAccessibleName(pill.text if pill else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = self._pill.width(self._look, self._px) if self._pill else 0
        return QSize(round(width + 0.5), round(self._px * 1.72))

    def text_boxes(self) -> list[TextBox]:
        return [self._pill.box(self._look, self._px, QRectF(self.rect()))] if self._pill else []

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pill is not None:
            painter = QPainter(self)
            self._pill.paint(painter, self._look, self._px, QRectF(self.rect()))
            painter.end()


def _ring(painter: QPainter, box: QRectF, ink: QColor) -> None:
    line = box.width() * 0.12
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, line))
    painter.drawEllipse(box.adjusted(line, line, -line, -line))


def _half_disc(painter: QPainter, box: QRectF, ink: QColor) -> None:
    _ring(painter, box, ink)
    line = box.width() * 0.12
    inner = box.adjusted(line, line, -line, -line)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    half = QPainterPath(QPointF(inner.center().x(), inner.top()))
    half.arcTo(inner, 90, -180)
    half.closeSubpath()
    painter.drawPath(half)


def _triangle(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """A filled triangle with its exclamation mark cut out."""
    top, low, unit = box.top() + box.height() * 0.1, box.bottom() - box.height() * 0.1, box.width()
    middle = box.center().x()
    outline = QPolygonF([QPointF(middle, top), QPointF(box.right(), low), QPointF(box.left(), low)])
    path = QPainterPath()
    path.addPolygon(outline)
    path.closeSubpath()
    path.addRect(QRectF(middle - unit * 0.055, top + unit * 0.3, unit * 0.11, unit * 0.24))
    path.addEllipse(QPointF(middle, top + unit * 0.66), unit * 0.065, unit * 0.065)
    painter.fillPath(path, ink)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, unit * 0.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolygon(outline)


def _icon(name: str, painter: QPainter, box: QRectF, ink: QColor) -> None:
    icons.paint(painter, name, box, ink)
