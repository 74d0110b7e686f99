"""The motif behind quiet screens: tree rings, thin and uneven, always the same; or the bank's own picture."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from resources.brand import Brand
from uikit import icons

_STEPS = 120


def paint(painter: QPainter, brand: Brand, centre: QPointF, reach: float, colour: QColor, pen: float = 2.0) -> None:
    """Draw the motif around a centre, out to `reach`. The colour brings its opacity: 5 to 12 % is meant."""
    if isinstance(brand.motif, str) and brand.motif != "rings":
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if isinstance(brand.motif, str):
        painter.translate(centre)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, pen))
        painter.drawPath(_rings(round(reach)))
    else:
        box = QRectF(centre - QPointF(reach, reach), centre + QPointF(reach, reach))
        icons.paint_drawing(painter, brand.motif, box, colour)
    painter.restore()


@lru_cache(maxsize=8)
def _rings(reach: int) -> QPainterPath:
    """Years of growth: wide and narrow ones, each a little out of round, the outer ones more."""
    path = QPainterPath()
    radius, year = 0.06 * reach, 0
    while radius < reach:
        path.addPath(_ring(radius, year))
        radius += reach * (0.05 + 0.03 * math.sin(year * 1.7) + 0.015 * math.sin(year * 0.6))
        year += 1
    return path


def _ring(radius: float, year: int) -> QPainterPath:
    path = QPainterPath()
    for step in range(_STEPS + 1):
        turn = math.tau * step / _STEPS
        uneven = 1 + 0.05 * math.sin(2 * turn + 0.4 + year * 0.05) + 0.03 * math.sin(3 * turn + year * 0.11)
        point = QPointF(math.cos(turn), math.sin(turn)) * (radius * uneven)
        if step:
            path.lineTo(point)
        else:
            path.moveTo(point)
    return path
