"""The story of a visit as a line of moments: time, mark, what happened, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lobby_console.story import Mark, Moment
from lobby_console.times import clock, seconds_clock
from resources.theme import Role
from uikit import fit
from uikit.look import Look

TIME, LINE, WORDS = 66, 88, 108
GAP = 16
_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
INK: dict[Mark, Role] = {Mark.DONE: "ink", Mark.BREACH: "over_text", Mark.COMING: "ink"}


class Timeline(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._moments: tuple[Moment, ...] = ()
        self._timezone = "UTC"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_moments(self, moments: Sequence[Moment], timezone: str) -> None:
        self._moments, self._timezone = tuple(moments), timezone
        self.setAccessibleName("; ".join(f"{m.title} {m.sub}".strip() for m in moments))
        self.setFixedHeight(max(20, round(sum(self._heights()))))
        self.update()

    @property
    def moments(self) -> tuple[Moment, ...]:
        return self._moments

    def sizeHint(self) -> QSize:
        return QSize(420, self.height())

    def resizeEvent(self, _event: object) -> None:
        self.setFixedHeight(max(20, round(sum(self._heights()))))

    def text_boxes(self) -> list[fit.TextBox]:
        return [box for _, box, _ in self._boxes()]

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heights = self._heights()
        painter.setPen(QPen(look.colour("line"), 2))
        if len(heights) > 1:
            painter.drawLine(QPointF(LINE, 10), QPointF(LINE, sum(heights[:-1]) + 10))
        top = 0.0
        for moment, height in zip(self._moments, heights, strict=True):
            self._paint_mark(painter, moment.mark, QPointF(LINE, top + 10))
            top += height
        for role, box, _ in self._boxes():
            painter.setPen(look.colour(role))
            fit.paint(painter, box)

    def _paint_mark(self, painter: QPainter, mark: Mark, at: QPointF) -> None:
        look = self._look
        coming = mark is Mark.COMING
        ink = look.colour("over" if mark is Mark.BREACH else "control" if coming else "ink2")
        painter.setPen(QPen(ink, 2))
        painter.setBrush(look.colour("surface") if coming else ink)
        painter.drawEllipse(at, 5, 5)

    def _boxes(self) -> list[tuple[Role, fit.TextBox, Moment]]:
        found: list[tuple[Role, fit.TextBox, Moment]] = []
        top = 0.0
        width = self.width() - WORDS
        for moment, height in zip(self._moments, self._heights(), strict=True):
            form = clock if moment.mark is Mark.COMING else seconds_clock
            time = fit.TextBox(form(moment.at, self._timezone), self._small(), QRectF(0, top, TIME, 20), _TOP)
            title_height = self._tall(moment.title, self._strong(), width)
            title = fit.TextBox(moment.title, self._strong(), QRectF(WORDS, top, width, title_height), _TOP, wrap=True)
            sub_box = QRectF(WORDS, top + title_height, width, height - title_height - GAP)
            found.append(("ink2", time, moment))
            found.append((INK[moment.mark], title, moment))
            if moment.sub:
                found.append(("ink2", fit.TextBox(moment.sub, self._small(), sub_box, _TOP, wrap=True), moment))
            top += height
        return found

    def _heights(self) -> list[float]:
        width = max(80, self.width() - WORDS)
        return [
            self._tall(m.title, self._strong(), width) + (self._tall(m.sub, self._small(), width) if m.sub else 0) + GAP
            for m in self._moments
        ]

    def _tall(self, text: str, font: QFont, width: float) -> float:
        metrics = QFontMetricsF(font)
        return metrics.boundingRect(QRectF(0, 0, width, 1e6), int(Qt.TextFlag.TextWordWrap), text).height() + 1

    def _strong(self) -> QFont:
        return self._look.font("console.body", 700)

    def _small(self) -> QFont:
        return self._look.font("console.min")
