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
INK: dict[WaitLevel, Role] = {WaitLevel.NORMAL: "ink", WaitLevel.NEAR: "near", WaitLevel.OVER: "over_text"}
MARKS: dict[WaitLevel, Role] = {WaitLevel.NEAR: "near", WaitLevel.OVER: "over"}


class KpiRow(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._shown = SHOWN
        self.cells = [KpiCell(look) for _ in range(SHOWN)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for cell in self.cells:
            row.addWidget(cell)

    def set_compact(self, compact: bool) -> None:
        self._shown = SHOWN_COMPACT if compact else SHOWN
        self.setFixedHeight(COMPACT if compact else HEIGHT)
        for place, cell in enumerate(self.cells):
            cell.compact = compact
            cell.setVisible(place < self._shown)

    def show_kpis(self, kpis: Sequence[Kpi]) -> None:
        for cell, kpi in zip_longest(self.cells, kpis[:SHOWN]):
            cell.show_kpi(kpi)


class KpiCell(QWidget):
    """Label, value with its unit, a line below."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._kpi: Kpi | None = None
        self.compact = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_kpi(self, kpi: Kpi | None) -> None:
        if kpi != self._kpi:
            self._kpi = kpi
            self.setAccessibleName(f"{kpi.label} {kpi.value} {kpi.unit} {kpi.sub}" if kpi else "")
            self.update()

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
            mark = QRectF(17, 11 if self.compact else 14, 15, 15)
            wait_pill(self._kpi.level, 0).mark(painter, mark, self._look.colour(MARKS[self._kpi.level]))
        for box, role in self._boxes():
            painter.setPen(self._look.colour(role))
            fit.paint(painter, box)

    def _boxes(self) -> list[tuple[fit.TextBox, Role]]:
        kpi = self._kpi
        if kpi is None:
            return []
        look, width = self._look, self.width() - 24
        top, middle, bottom = (8, 28, 57) if self.compact else (11, 33, 68)
        shift = 0 if kpi.level is WaitLevel.NORMAL else 22
        baseline = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        value_font = look.font(25 if self.compact else "console.kpi", 700)
        value = fit.boxed(kpi.value, value_font, QRectF(17, middle, width, 34), baseline)
        after = 17 + QFontMetricsF(value.font).horizontalAdvance(kpi.value) + 6
        unit = QRectF(after, middle + 4, self.width() - after - 2, 30)
        low = QRectF(17, bottom, width, 18)
        return [
            (fit.boxed(kpi.label, look.font("console.min"), QRectF(17 + shift, top, width - shift, 20)), "ink2"),
            (value, INK[kpi.level]),
            (fit.boxed(kpi.unit, look.font("console.min"), unit, baseline), "ink2"),
            (fit.boxed(kpi.sub, look.font("console.min"), low), "ink2"),
        ]
