"""One message across the page in one of four tones; icon, title, one line. Never more than one at a time on a kiosk."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from resources.theme import Role
from uikit import fit, icons
from uikit.fit import TextBox
from uikit.look import Look
from uikit.tones import TONES, Tone


@dataclass(frozen=True)
class Banner:
    """What a banner says; `unit` is its scale, 1 for a kiosk and 0.4 for a desktop."""

    tone: Tone
    icon: str
    title: str
    line: str = ""
    unit: float = 1.0

    def boxes(self, look: Look, at: QRectF) -> list[TextBox]:
        left, right, unit = at.left() + 112 * self.unit, at.right() - 28 * self.unit, self.unit
        if not self.line:
            return [fit.boxed(self.title, look.font(38 * unit, 700), QRectF(left, at.top(), right - left, at.height()))]
        middle = at.center().y()
        upper = QRectF(left, middle - 52 * unit, right - left, 52 * unit)
        lower = QRectF(left, middle, right - left, 48 * unit)
        return [
            fit.boxed(self.title, look.font(38 * unit, 700), upper),
            fit.boxed(self.line, look.font(36 * unit), lower),
        ]

    def paint(self, painter: QPainter, look: Look, at: QRectF) -> None:
        colours = TONES[self.tone]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = max(1.0, 3 * self.unit)
        painter.setPen(QPen(look.colour(colours.edge), pen))
        painter.setBrush(look.colour(colours.ground))
        radius = look.theme.radius("kiosk_tile") * self.unit
        painter.drawRoundedRect(at.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2), radius, radius)
        size = 62 * self.unit
        place = QRectF(at.left() + 28 * self.unit, at.center().y() - size / 2, size, size)
        icons.paint(painter, self.icon, place, look.colour(colours.ink))
        inks: tuple[Role, Role] = (colours.ink, "ink")
        for box, role in zip(self.boxes(look, at), inks, strict=False):
            painter.setPen(look.colour(role))
            fit.paint(painter, box)
        painter.restore()


class BannerWidget(QWidget):
    """A banner in a layout; hidden while there is nothing to say."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._banner: Banner | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, banner: Banner | None) -> None:
        self._banner = banner
        self.setVisible(banner is not None)
        self.setAccessibleName(f"{banner.title} {banner.line}".strip() if banner else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, round(140 * (self._banner.unit if self._banner else 1)))

    def text_boxes(self) -> list[TextBox]:
        return self._banner.boxes(self._look, QRectF(self.rect())) if self._banner else []

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._banner is not None:
            painter = QPainter(self)
            self._banner.paint(painter, self._look, QRectF(self.rect()))
            painter.end()
