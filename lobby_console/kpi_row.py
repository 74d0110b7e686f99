"""The figures in one row; only a breach carries colour, and then its shape as well."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lobby.model import WaitLevel
from lobby_console.kpis import Kpi
from resources.theme import Role
from uikit import fit
from uikit.look import Look
from uikit.widgets.pill import wait_pill

HEIGHT, COMPACT = 95, 82
SHOWN, SHOWN_COMPACT = 8, 7
LINE = 19
TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
INK: dict[WaitLevel, Role] = {WaitLevel.NORMAL: "ink", WaitLevel.NEAR: "near", WaitLevel.OVER: "over_text"}
MARKS: dict[WaitLevel, Role] = {WaitLevel.NEAR: "near", WaitLevel.OVER: "over"}


class KpiRow(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._shown, self._compact = SHOWN, False
        self.cells = [KpiCell(look) for _ in range(SHOWN)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for cell in self.cells:
            row.addWidget(cell)

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._shown = SHOWN_COMPACT if compact else SHOWN
        for place, cell in enumerate(self.cells):
            cell.compact = compact
            cell.setVisible(place < self._shown)
        self._make_room()

    def show_kpis(self, kpis: Sequence[Kpi]) -> None:
        for cell, kpi in zip_longest(self.cells, kpis[:SHOWN]):
            cell.show_kpi(kpi)
        self._make_room()

    def resizeEvent(self, _event: object) -> None:
        self._make_room()

    def _make_room(self) -> None:
        """A line that is too long for one goes over two, in all cells alike."""
        width = self.width() // self._shown - 28
        shown = self.cells[: self._shown]
        lines = [max(1, *(cell.lines(part, width) for cell in shown)) for part in ("label", "sub")]
        height = (COMPACT if self._compact else HEIGHT) + LINE * (sum(lines) - 2)
        for cell in shown:
            cell.extra = LINE * (lines[0] - 1)
        if height != self.height():
            self.setFixedHeight(height)


class KpiCell(QWidget):
    """Label, value with its unit, a line below."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._kpi: Kpi | None = None
        self.compact = False
        self.extra = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_kpi(self, kpi: Kpi | None) -> None:
        if kpi != self._kpi:
            self._kpi = kpi
            self.setAccessibleName(f"{kpi.label} {kpi.value} {kpi.unit} {kpi.sub}" if kpi else "")
            self.update()

    def lines(self, part: str, width: float) -> int:
        """How many lines the label or the line below needs."""
        if self._kpi is None:
            return 1
        text = self._kpi.label if part == "label" else self._kpi.sub
        room = width - (22 if part == "label" and self._kpi.level is not WaitLevel.NORMAL else 0)
        return 1 if fit.fits(text, self._look.font("console.min"), QRectF(0, 0, room, 40)) else 2

    def sizeHint(self) -> QSize:
        return QSize(100, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, COMPACT)

    def text_boxes(self) -> list[fit.TextBox]:
        return [box for box, _ in self._boxes()]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), self._look.colour("line"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self._look.colour("line"))
        if self._kpi is None:
            return
        if self._kpi.level is not WaitLevel.NORMAL:
            mark = QRectF(17, 9 if self.compact else 13, 15, 15)
            wait_pill(self._kpi.level, 0).mark(painter, mark, self._look.colour(MARKS[self._kpi.level]))
        for box, role in self._boxes():
            painter.setPen(self._look.colour(role))
            fit.paint(painter, box)

    def _boxes(self) -> list[tuple[fit.TextBox, Role]]:
        kpi = self._kpi
        if kpi is None:
            return []
        look, width = self._look, self.width() - 24
        top, middle, bottom = (7, 25, 57) if self.compact else (11, 33, 68)
        middle, bottom = middle + self.extra, bottom + self.extra
        shift = 0 if kpi.level is WaitLevel.NORMAL else 22
        baseline = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        value_font = look.font(25 if self.compact else "console.kpi", 700)
        value = fit.boxed(kpi.value, value_font, QRectF(17, middle, width, 34), baseline)
        after = 17 + QFontMetricsF(value.font).horizontalAdvance(kpi.value) + 6
        unit = QRectF(after, middle + 4, self.width() - after - 2, 30)
        low = QRectF(17, bottom, width, self.height() - bottom - 4)
        label = QRectF(17 + shift, top, width - shift, 20 + self.extra)
        small = look.font("console.min")
        return [
            (fit.boxed(kpi.label, small, label, TOP, self.extra > 0), "ink2"),
            (value, INK[kpi.level]),
            (fit.boxed(kpi.unit, look.font("console.min"), unit, baseline), "ink2"),
            (fit.boxed(kpi.sub, small, low, TOP, not fit.fits(kpi.sub, small, low)), "ink2"),
        ]
