"""The panel folded to a bar of 560 × 60: counter, state, number, clock, who waits, and the primary button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from counter_display.panel import words as w
from counter_display.panel.desk_page import DeskView
from counter_display.panel.paint import CENTRE, RIGHT, Paint, Painted
from counter_display.panel.state import Act, Desk
from lobby.rules.waits import wait_level, waited
from resources.language import Words
from resources.theme import Role
from uikit.look import Look
from uikit.widgets.pill import wait_pill

WIDTH, HEIGHT = 560, 60
_BUTTON = 150.0


class Bar(Painted):
    wished = Signal(Act)
    unfolded = Signal()

    def __init__(self, look: Look, t: Words, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.t = t
        self._view: DeskView | None = None

    def show_view(self, view: DeskView) -> None:
        self._view = view
        self.setAccessibleName(f"{view.ticket.headline} {view.ticket.number}")
        self.update()

    def draw(self, paint: Paint) -> None:
        view = self._view
        paint.fill(QRectF(self.rect()), "surface")
        if view is None:
            return
        ticket, desk = view.ticket, view.desk
        paint.fill(QRectF(0, 0, 54, HEIGHT), "sunken")
        paint.text(desk.now.code, QRectF(4, 0, 46, HEIGHT), 24, "ink", 700, CENTRE)
        state = QRectF(62, 0, 66, HEIGHT)
        paint.text(ticket.headline, state, 14, "ink2", wrap=True)
        end = 132 + paint.text(ticket.number, QRectF(132, 0, 88, HEIGHT), 30, "ink", 700)
        paint.text(ticket.timer, QRectF(end + 6, 0, 280 - end, HEIGHT), 18, "over_text" if ticket.over else "ink", 700)
        if self._button().left() - 12 > 300:
            self._waits(paint, view, self._button().left() - 10)
        if desk.enter is not None:
            self._primary(paint, desk)

    def _waits(self, paint: Paint, view: DeskView, right: float) -> None:
        tickets = [line.longest for line in view.lines if line.longest is not None]
        if not tickets:
            return
        longest = min(tickets, key=lambda ticket: ticket.waiting_since)
        seconds = waited(longest, view.now).total_seconds()
        level = wait_level(longest, view.now, view.desk.policy)
        left = paint.pill(wait_pill(level, seconds), right, HEIGHT / 2)
        count = str(view.desk.waiting)
        begin = left - 6 - paint.width(count, 14, 700)
        paint.text(count, QRectF(begin, 0, left - 6 - begin + 1, HEIGHT), 14, "ink2", 700, RIGHT)
        paint.icon("users", QRectF(begin - 19, HEIGHT / 2 - 8, 16, 16), "ink2")

    def _primary(self, paint: Paint, desk: Desk) -> None:
        if desk.enter is None:
            return
        ink: Role = "surface" if desk.alone else "on_brand"
        box = self._button()
        paint.fill(box, "ink" if desk.alone else "brand_fill")
        cap = paint.keycap("Enter", box.right() - 10, HEIGHT / 2, ink)
        word = self.t(w.ALONE if desk.enter is Act.FINISH else w.ACTS[desk.enter])
        paint.text(word, QRectF(box.left() + 10, 0, cap - box.left() - 18, HEIGHT), 17, ink, 700, CENTRE, wrap=True)

    def _button(self) -> QRectF:
        return QRectF(self.width() - _BUTTON, 0, _BUTTON, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        enter = self._view.desk.enter if self._view else None
        if enter is not None and self._button().contains(event.position()):
            self.wished.emit(enter)
        elif event.position().x() < 54:
            self.unfolded.emit()
        else:
            self.window().windowHandle().startSystemMove()
