"""A page of fixed logical size, such as 1080 × 1920, shown as large as the window allows, centred, never distorted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QWidget


def whole(page: QSizeF, room: QSizeF) -> QTransform:
    """From a page's logical pixels to the room's: as large as it goes, centred."""
    scale = min(room.width() / page.width(), room.height() / page.height())
    shown: QSizeF = page * scale
    made = QTransform.fromTranslate((room.width() - shown.width()) / 2, (room.height() - shown.height()) / 2)
    return made.scale(scale, scale)


class Canvas(QWidget):
    """Subclasses paint in logical pixels in `draw`."""

    def __init__(self, width: int, height: int, ground: QColor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = QRectF(0, 0, width, height)
        self.ground = ground
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def draw(self, painter: QPainter) -> None:
        """Paint the page. The painter is antialiased and in logical pixels."""
        raise NotImplementedError

    def transform(self) -> QTransform:
        """From logical pixels to this widget's."""
        return whole(self.page.size(), QSizeF(self.size()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(self.transform(), combine=True)
        self.draw(painter)
        painter.end()
