"""The canvases a kiosk is drawn on and where their common parts stand, in logical pixels.

A large-print canvas has fewer pixels on the same glass, so that all that is drawn on it is larger: 36 pixels become 44.
On a low canvas every control stands within a seated person's reach, below what is only to be read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF

LESS = 36 / 44
"""So many pixels of the usual canvas has one of a large-print canvas."""


@dataclass(frozen=True, slots=True)
class Layout:
    """`top` is where a page begins below the header, `foot` where its bottom row stands, `aside` a second column.

    `controls` is how far down the first control may stand at the highest; 0 where it does not matter.
    """

    shape: str
    width: int
    height: int
    margin: int
    header: int
    top: int
    foot: int
    foot_height: int
    gap: int
    aside: int
    large: bool = False
    controls: int = 0

    @property
    def name(self) -> str:
        return "-".join([self.shape, *["large"] * self.large, *["low"] * self.low])

    @property
    def low(self) -> bool:
        return self.controls > 0

    @property
    def portrait(self) -> bool:
        return self.height > self.width

    @property
    def least_target(self) -> int:
        """The shorter side of the smallest button: 20 mm on a 17-inch panel 5:4, on 21.5 inches otherwise."""
        least = 76 if self.shape == "square" else 96
        return round(least * LESS) if self.large else least

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

PORTRAIT_LARGE = Layout("portrait", 884, 1571, 40, 144, 184, 1419, 116, 16, 0, large=True)
SQUARE_LARGE = Layout("square", 1047, 838, 32, 122, 124, 744, 84, 12, 270, large=True)
WIDE_LARGE = Layout("wide", 1571, 884, 36, 122, 132, 780, 92, 16, 440, large=True)
PORTRAIT_LOW = replace(PORTRAIT, top=708, controls=806)
PORTRAIT_LARGE_LOW = replace(PORTRAIT_LARGE, top=576, controls=662)
"""What a hand reaches on a tall screen; on a wide one it reaches all of it."""

LAYOUTS = (PORTRAIT, SQUARE, WIDE)
LARGE_LAYOUTS = (PORTRAIT_LARGE, SQUARE_LARGE, WIDE_LARGE)
LOW_LAYOUTS = (PORTRAIT_LOW, PORTRAIT_LARGE_LOW)


def layout_for(width: int, height: int, large: bool = False, low: bool = False) -> Layout:
    """The layout that fills a screen of this shape best."""
    if height >= width and low:
        return PORTRAIT_LARGE_LOW if large else PORTRAIT_LOW
    offered = LARGE_LAYOUTS if large else LAYOUTS
    if height >= width:
        return offered[0]
    shape = width / max(height, 1)
    return min(offered[1:], key=lambda layout: abs(layout.width / layout.height - shape))


def columns(box: QRectF, count: int, gap: float) -> list[QRectF]:
    width = (box.width() - (count - 1) * gap) / count
    return [QRectF(box.x() + i * (width + gap), box.y(), width, box.height()) for i in range(count)]


def rows(box: QRectF, count: int, gap: float) -> list[QRectF]:
    height = (box.height() - (count - 1) * gap) / count
    return [QRectF(box.x(), box.y() + i * (height + gap), box.width(), height) for i in range(count)]


def grid(box: QRectF, across: int, down: int, gap: float) -> list[QRectF]:
    """The cells of a grid, row by row."""
    return [cell for row in rows(box, down, gap) for cell in columns(row, across, gap)]
