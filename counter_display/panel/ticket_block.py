"""The block at the top of the panel: state, the number in the large, the clock against its target."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QWidget

from counter_display.panel.paint import RIGHT, Paint, Painted
from counter_display.panel.state import Mode
from counter_display.panel.ticket_view import TicketView
from lobby.model import WaitLevel
from resources.language import Words
from resources.theme import Role
from uikit.look import Look
from uikit.widgets.pill import green_pill, vip_pill, wait_pill

_GROUND: dict[Mode, Role] = {Mode.CALLING: "brand_tint", Mode.PAUSED: "near_tint"}
_INK: dict[Mode, Role] = {Mode.CALLING: "brand", Mode.PAUSED: "near", Mode.FREE: "ok"}


class TicketBlock(Painted):
    def __init__(self, look: Look, t: Words, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.t = t
        self._view = TicketView(Mode.CLOSED, "", "lock")
        self.setFixedHeight(178)

    def sizeHint(self) -> QSize:
        return QSize(400, 178)

    def show_view(self, view: TicketView) -> None:
        if view != self._view:
            self._view = view
            self.setAccessibleName(f"{view.headline} {view.number} {view.timer}")
            self.update()

    def draw(self, paint: Paint) -> None:
        view = self._view
        paint.fill(QRectF(self.rect()), _GROUND.get(view.mode, "surface"))
        paint.rule(self.height() - 1, 0, self.width())
        self._headline(paint, view)
        self._number(paint, view)
        if view.share is not None:
            self._bar(paint, view)
        self._foot(paint, view)

    def _headline(self, paint: Paint, view: TicketView) -> None:
        ink = _INK.get(view.mode, "ink")
        right = self.width() - 16.0
        if view.side:
            right -= min(paint.width(view.side, 15), 150)
            paint.text(view.side, QRectF(right, 14, self.width() - 16 - right, 24), 15, "ink2", align=RIGHT)
            right -= 10
        if view.vip:
            right = paint.pill(vip_pill(view.vip), right, 26, 80) - 6
        if view.green:
            right = paint.pill(green_pill(view.green), right, 26, 130)
        if view.mode is Mode.FREE:
            paint.fill(QRectF(19, 21, 10, 10), "ok", 5)
        else:
            paint.icon(view.icon, QRectF(16, 17, 18, 18), ink)
        paint.text(view.headline, QRectF(43, 14, right - 51, 24), 15, ink, 700)

    def _number(self, paint: Paint, view: TicketView) -> None:
        ink: Role = "over_text" if view.over else "ink"
        soft = max(paint.width(view.label, 15, 700 if view.over else 400), paint.width(view.timer, 34, 700))
        left = max(min(self.width() - 16 - soft, 290.0), 230.0)
        paint.text(view.number, QRectF(16, 36, left - 24, 94), 76, "ink" if view.timer else "ink3", 700)
        room = QRectF(left, 52, self.width() - 16 - left, 24)
        paint.text(view.label, room, 15, ink if view.over else "ink2", 700 if view.over else 400, RIGHT)
        paint.text(view.timer, QRectF(left, 74, self.width() - 16 - left, 42), 34, ink, 700, RIGHT)

    def _bar(self, paint: Paint, view: TicketView) -> None:
        """How much of the target is used; it never stops at the target, it turns red there (B9)."""
        paused = view.mode is Mode.PAUSED
        track = QRectF(16, 128, self.width() - 32, 8)
        paint.fill(track, "surface" if paused else "sunken", 4)
        share = QRectF(track.left(), track.top(), max(8.0, track.width() * (view.share or 0)), 8)
        paint.fill(share, "over" if view.over else "near_line" if paused else "ink3", 4)

    def _foot(self, paint: Paint, view: TicketView) -> None:
        right = self.width() - 16.0
        if view.waited is not None:
            mark = wait_pill(view.level, view.waited, self.t("waited {time}"))
            if view.level is WaitLevel.NORMAL:
                width = min(paint.width(mark.text, 15), 170)
                paint.text(mark.text, QRectF(right - width, 144, width, 26), 15, "ink2", align=RIGHT)
                right -= width + 12
            else:
                right = paint.pill(mark, right, 157) - 12
        paint.text(view.detail, QRectF(16, 144, right - 16, 26), 15, "ink2")
