"""How large a kiosk's buttons and letters are on a panel of a size, in millimetres and degrees (EN 301 549)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kiosk.layout import layout_for
from kiosk.sheet import SMALLEST

MM_PER_INCH = 25.4
CAPITAL = 0.733
"""Height of a capital letter in the bundled face, as a part of its size."""
READ_AT_MM = 500
LEAST_DEGREES = 0.7
LEAST_MM = 20.0


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel's diagonal and its pixels as it stands."""

    inches: float
    width: int
    height: int

    @property
    def target_mm(self) -> float:
        """The shorter side of the smallest button."""
        return self._mm(layout_for(self.width, self.height).least_target)

    @property
    def text_degrees(self) -> float:
        """What the smallest capital letter subtends."""
        return math.degrees(2 * math.atan(self._mm(SMALLEST) * CAPITAL / 2 / READ_AT_MM))

    @property
    def least_inches(self) -> float:
        """From which diagonal on nothing would be too small on a panel of this shape."""
        least_letter = 2 * READ_AT_MM * math.tan(math.radians(LEAST_DEGREES) / 2) / CAPITAL
        letters = least_letter / self._mm(SMALLEST)
        return self.inches * max(letters, LEAST_MM / self.target_mm)

    def _mm(self, pixels: float) -> float:
        """Of the design's pixels, which fill the panel as far as its shape lets them."""
        layout = layout_for(self.width, self.height)
        scale = min(self.width / layout.width, self.height / layout.height)
        return pixels * scale * self.inches * MM_PER_INCH / math.hypot(self.width, self.height)
