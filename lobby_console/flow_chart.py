"""The day's flow: tickets per interval, with the part that waited past ten minutes, and where now is."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame

from lobby.model import Interval
from lobby_console.times import clock, local
from resources.language import Words
from uikit import fit
from uikit.look import Look

HEIGHT = 250
STEP = dt.timedelta(minutes=15)
HALF_DAY = dt.timedelta(hours=12)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


class FlowChart(QFrame):
    """`show_day` gives it the intervals and the hours that the axis covers."""

    def __init__(self, look: Look, t: Words) -> None:
        super().__init__()
        self._look, self.t = look, t
        self._intervals: Sequence[Interval] = ()
        self._start = self._now = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
        self._end = self._start + HALF_DAY
        self._timezone = "UTC"
        self.setMinimumHeight(190)
        self.setAccessibleName(t("Today's flow"))

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def show_day(
        self, intervals: Sequence[Interval], opens: dt.datetime, closes: dt.datetime, now: dt.datetime, timezone: str
    ) -> None:
        first = min((i.start for i in intervals), default=opens)
        last = max((i.start + STEP for i in intervals), default=closes)
        self._intervals, self._timezone, self._now = intervals, timezone, now
        self._start = _floor(min(opens, first))
        self._end = max(closes, last, self._start + 4 * STEP)
        self.update()

    def text_boxes(self) -> list[fit.TextBox]:
        look, t = self._look, self.t
        room = max(60.0, self.width() - 330.0)
        strong = look.font("console.section", 700)
        title = fit.boxed(t("Customers today"), strong, QRectF(14, 10, room * 0.5, 22))
        after = 14 + min(QFontMetricsF(strong).horizontalAdvance(title.text), room * 0.5) + 16
        sub = fit.boxed(t("tickets per 15 minutes"), look.font("console.min"), QRectF(after, 10, room + 14 - after, 22))
        issued = fit.boxed(t("Issued"), look.font("console.min"), QRectF(self.width() - 290, 10, 90, 22))
        past = fit.boxed(t("past 10 min"), look.font("console.min"), QRectF(self.width() - 180, 10, 168, 22))
        return [title, sub, issued, past]

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("line"))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        for box, role in zip(self.text_boxes(), ("ink", "ink2", "ink2", "ink2"), strict=True):
            painter.setPen(look.colour(role))  # type: ignore[arg-type]
            fit.paint(painter, box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("ink2"))
        painter.drawRoundedRect(QRectF(self.width() - 308, 15, 12, 12), 2, 2)
        painter.setBrush(look.colour("over"))
        painter.drawRoundedRect(QRectF(self.width() - 198, 15, 12, 12), 2, 2)
        plot = QRectF(56, 58, self.width() - 78, self.height() - 92)
        top = _round_top(max((i.issued for i in self._intervals), default=0))
        self._paint_grid(painter, plot, top)
        self._paint_bars(painter, plot, top)
        self._paint_now(painter, plot)

    def _x(self, moment: dt.datetime, plot: QRectF) -> float:
        return plot.left() + plot.width() * ((moment - self._start) / (self._end - self._start))

    def _paint_grid(self, painter: QPainter, plot: QRectF, top: int) -> None:
        look = self._look
        font = look.font("console.min")
        for part in range(3):
            y = plot.bottom() - plot.height() * part / 2
            painter.setPen(look.colour("line"))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.colour("ink2"))
            fit.paint(painter, fit.TextBox(str(top * part // 2), font, QRectF(8, y - 10, 38, 20), _RIGHT))
        hour = _floor(self._start, hours=True)
        every = 1 if plot.width() / ((self._end - self._start) / dt.timedelta(hours=1)) > 60 else 2
        while hour <= self._end:
            if hour >= self._start and local(hour, self._timezone).hour % every == 0:
                box = QRectF(self._x(hour, plot) - 30, plot.bottom() + 6, 60, 20)
                fit.paint(painter, fit.TextBox(clock(hour, self._timezone), font, box, _CENTRE))
            hour += dt.timedelta(hours=1)

    def _paint_bars(self, painter: QPainter, plot: QRectF, top: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for interval in self._intervals:
            left, right = self._x(interval.start, plot), self._x(interval.start + STEP, plot)
            width = max(2.0, right - left - 4)
            for count, role in ((interval.issued, "ink2"), (interval.past_ten, "over")):
                height = plot.height() * min(1.0, count / top)
                painter.setBrush(self._look.colour(role))  # type: ignore[arg-type]
                painter.drawRoundedRect(QRectF(left + 2, plot.bottom() - height, width, height), 2, 2)

    def _paint_now(self, painter: QPainter, plot: QRectF) -> None:
        if not self._start <= self._now <= self._end:
            return
        look, x = self._look, self._x(self._now, plot)
        words = self.t.c("moment", "Now")
        font = look.font("console.min", 700)
        box = QRectF(x - 32, plot.top() - 24, 64, 20)
        painter.setPen(QPen(look.colour("ink"), 2))
        painter.drawLine(QPointF(x, plot.top() - 4), QPointF(x, plot.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("ink"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(look.colour("surface"))
        fit.paint(painter, fit.boxed(words, font, box, _CENTRE))


def _floor(moment: dt.datetime, hours: bool = False) -> dt.datetime:
    minute = 0 if hours else moment.minute // 15 * 15
    return moment.replace(minute=minute, second=0, microsecond=0)


def _round_top(most: int) -> int:
    """The axis ends at an even, round number."""
    step = 10 if most > 20 else 4
    return max(step, math.ceil(most / step) * step)
