"""The queues that this counter may serve: letter, name, how many, and who waits longest."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from counter_display.panel import words
from counter_display.panel.paint import CENTRE, RIGHT, Paint, Painted
from counter_display.queues import Line
from lobby.policy import Policy
from lobby.rules.waits import wait_level, waited
from resources.language import Words
from uikit.look import Look
from uikit.widgets.pill import wait_pill

ROW = 37


class QueueRows(Painted):
    def __init__(self, look: Look, t: Words, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.t = t
        self._lines: tuple[Line, ...] = ()
        self._policy = Policy()
        self._now = dt.datetime.now(dt.UTC)

    def show_lines(self, lines: tuple[Line, ...], policy: Policy, now: dt.datetime) -> None:
        self._lines, self._policy, self._now = lines, policy, now
        self.update()

    def draw(self, paint: Paint) -> None:
        right = self.width() - 16.0
        room = int(self.height()) // ROW
        shown = self._lines if len(self._lines) <= room else _busiest(self._lines, room)
        for place, line in enumerate(shown):
            top = place * float(ROW)
            paint.rule(top, 16, right)
            self._row(paint, line, top, right)
        if shown:
            paint.rule(len(shown) * float(ROW), 16, right)

    def _row(self, paint: Paint, line: Line, top: float, right: float) -> None:
        chip = QRectF(16, top + 7, 24, 24)
        paint.fill(chip, "sunken", 5)
        paint.text(line.queue.letter, chip, 15, "ink", 700, CENTRE)
        left = right - 4
        if line.longest is None:
            paint.text("–", QRectF(right - 20, top, 20, ROW), 15, "ink3", align=RIGHT)
        else:
            level = wait_level(line.longest, self._now, self._policy)
            seconds = waited(line.longest, self._now).total_seconds()
            left = paint.pill(wait_pill(level, seconds, self.t("longest {time}")), right, top + ROW / 2, 150)
        unit = self.t("people")
        wide = min(paint.width(unit, 14), 50)
        soft = QRectF(min(left - 8, 262.0) - wide, top, wide, ROW)
        paint.text(unit, soft, 14, "ink2")
        people = QRectF(soft.left() - 34, top, 30, ROW)
        paint.text(str(line.waiting), people, 15, "ink", 700, RIGHT)
        paint.text(words.queue(line.queue, self.t), QRectF(50, top, people.left() - 54, ROW), 15)


def _busiest(lines: tuple[Line, ...], room: int) -> tuple[Line, ...]:
    """Where not all rows fit, the empty ones go first."""
    kept = sorted(lines, key=lambda line: line.waiting, reverse=True)[:room]
    return tuple(line for line in lines if line in kept)
