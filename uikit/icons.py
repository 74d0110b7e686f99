"""The icons of `resources.icons` in any colour and size, painted sharp and remembered."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import icons


def paint(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Draw an icon into the box, square and centred."""
    _draw(painter, _icon(name, colour.name()), box, colour.alphaF())


def paint_drawing(painter: QPainter, file: Path, box: QRectF, colour: QColor) -> None:
    """Draw a bank's own mark: an SVG in the colour where it says `currentColor`, any other picture as it is."""
    if file.suffix.lower() == ".svg":
        _draw(painter, _file(file, colour.name()), box, colour.alphaF())
    else:
        picture = QPixmap(str(file))
        painter.drawPixmap(_square(box), picture, QRectF(picture.rect()))


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` logical pixels."""
    return _pixmap(name, size, colour.name(QColor.NameFormat.HexArgb), ratio)


def icon(name: str, colour: QColor, size: int = 24) -> QIcon:
    """For buttons and actions, sharp on every screen up to three device pixels a pixel."""
    made = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        made.addPixmap(pixmap(name, size, colour, ratio))
    return made


@lru_cache(maxsize=512)
def _pixmap(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, name, QRectF(0, 0, size, size), QColor(colour))
    painter.end()
    return made


@lru_cache(maxsize=512)
def _icon(name: str, colour: str) -> QSvgRenderer:
    return _tinted(icons.svg(name), colour)


@lru_cache(maxsize=16)
def _file(file: Path, colour: str) -> QSvgRenderer:
    return _tinted(file.read_text(encoding="utf-8"), colour)


def _tinted(svg: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))


def _draw(painter: QPainter, drawing: QSvgRenderer, box: QRectF, opacity: float) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(painter.opacity() * opacity)
    drawing.render(painter, _square(box))
    painter.restore()


def _square(box: QRectF) -> QRectF:
    side = min(box.width(), box.height())
    middle = box.center()
    return QRectF(middle - QPointF(side / 2, side / 2), middle + QPointF(side / 2, side / 2))
