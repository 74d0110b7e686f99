"""The three canvases a kiosk is drawn on and where their common parts stand, in logical pixels."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF


@dataclass(frozen=True, slots=True)
class Layout:
    """`top` is where a page begins below the header, `foot` where its bottom row stands, `aside` a second column."""

    name: str
    width: int
    height: int
    margin: int
    header: int
    top: int
    foot: int
    foot_height: int
    gap: int
    aside: int

    @property
    def portrait(self) -> bool:
        return self.height > self.width

    @property
    def inner(self) -> int:
        return self.width - 2 * self.margin

    @property
    def right(self) -> int:
        return self.width - self.margin

    @property
    def main(self) -> int:
        """The width beside the second column, where there is one."""
        return self.inner - (self.aside + self.gap if self.aside else 0)

    @property
    def bounds(self) -> QRectF:
        return QRectF(0, 0, self.width, self.height)


PORTRAIT = Layout("portrait", 1080, 1920, 48, 148, 200, 1744, 132, 20, 0)
SQUARE = Layout("square", 1280, 1024, 40, 126, 132, 904, 92, 14, 380)
WIDE = Layout("wide", 1920, 1080, 40, 128, 152, 940, 104, 20, 520)

LAYOUTS = (PORTRAIT, SQUARE, WIDE)


def layout_for(width: int, height: int) -> Layout:
    """The layout that fills a screen of this shape best."""
    if height >= width:
        return PORTRAIT
    shape = width / max(height, 1)
    return min((SQUARE, WIDE), key=lambda layout: abs(layout.width / layout.height - shape))


def columns(box: QRectF, count: int, gap: float) -> list[QRectF]:
    width = (box.width() - (count - 1) * gap) / count
    return [QRectF(box.x() + i * (width + gap), box.y(), width, box.height()) for i in range(count)]


def rows(box: QRectF, count: int, gap: float) -> list[QRectF]:
    height = (box.height() - (count - 1) * gap) / count
    return [QRectF(box.x(), box.y() + i * (height + gap), box.width(), height) for i in range(count)]


def grid(box: QRectF, across: int, down: int, gap: float) -> list[QRectF]:
    """The cells of a grid, row by row."""
    return [cell for row in rows(box, down, gap) for cell in columns(row, across, gap)]
