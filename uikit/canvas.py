"""A page of fixed logical size, such as 1080 × 1920, shown as large as the window allows, centred, never distorted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QWidget


class Canvas(QWidget):
    """Subclasses paint in logical pixels in `draw` and read touches through `logical`."""

    def __init__(self, width: int, height: int, ground: QColor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = QRectF(0, 0, width, height)
        self.ground = ground
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_page(self, width: int, height: int) -> None:
        """Change to another layout, for example from portrait to landscape."""
        self.page = QRectF(0, 0, width, height)
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Paint the page. The painter is antialiased and in logical pixels."""
        raise NotImplementedError

    def transform(self) -> QTransform:
        """From logical pixels to this widget's."""
        scale = min(self.width() / self.page.width(), self.height() / self.page.height())
        shown: QSizeF = self.page.size() * scale
        made = QTransform.fromTranslate((self.width() - shown.width()) / 2, (self.height() - shown.height()) / 2)
        return made.scale(scale, scale)

    def logical(self, event: QMouseEvent | QPointF) -> QPointF:
        """Where a touch is on the page."""
        point = event.position() if isinstance(event, QMouseEvent) else event
        return self.transform().inverted()[0].map(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(self.transform(), combine=True)
        self.draw(painter)
        painter.end()
