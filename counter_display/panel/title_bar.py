"""The panel's own title bar: which counter, who works there, the link, and the window's handle."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from counter_display.panel.paint import RIGHT, Paint, Painted
from resources.language import Words
from uikit import icons
from uikit.look import Look


class TitleBar(Painted):
    folded = Signal()
    """The minus sign was pressed."""
    help_wanted = Signal()
    """The bell was pressed."""
    left = Signal()
    """The door was pressed: whoever is signed in leaves."""

    def __init__(self, look: Look, t: Words, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.t = t
        self._name, self._teller, self._lost = "", "", ""
        self._leaving = False
        self.setFixedHeight(38)
        self.setToolTip(t("Drag to move"))

    def sizeHint(self) -> QSize:
        return QSize(400, 38)

    def set_leaving(self) -> None:
        """Somebody is signed in, who may sign out."""
        self._leaving = True
        self.update()

    def show_state(self, name: str, teller: str, lost: str) -> None:
        """`lost` says for how long there has been no link; empty while there is one."""
        if (name, teller, lost) != (self._name, self._teller, self._lost):
            self._name, self._teller, self._lost = name, teller, lost
            self.setAccessibleName(f"{name} {teller}")
            self.update()

    def draw(self, paint: Paint) -> None:
        paint.fill(QRectF(self.rect()), "sunken")
        paint.rule(37, 0, self.width())
        mark = QRectF(12, 9, 20, 20)
        paint.fill(mark, "brand_fill", 5)
        icons.paint_drawing(
            paint.painter, self.look.brand.logo, mark.adjusted(4, 4, -4, -4), self.look.colour("on_brand")
        )
        paint.icon("minus", self._fold_box(), "ink")
        paint.icon("bell", self._bell_box(), "ink2" if not self._lost else "ink3")
        if self._leaving:
            paint.icon("log-out", self._leave_box(), "ink2")
        lost = bool(self._lost)
        state = self.t("No link {time}", time=self._lost) if lost else self.t("Linked")
        right = (self._leave_box() if self._leaving else self._bell_box()).left() - 12
        left = right - min(paint.width(state, 13, 700 if lost else 400), 130)
        paint.text(
            state, QRectF(left, 0, right - left, 38), 13, "over_text" if lost else "ink2", 700 if lost else 400, RIGHT
        )
        paint.fill(QRectF(left - 16, 15, 8, 8), "over" if lost else "ok", 1 if lost else 4)
        end = 40 + paint.text(self._name, QRectF(40, 0, left - 64, 38), 15, "ink", 700)
        paint.text(self._teller, QRectF(end + 8, 0, max(0.0, left - 24 - end - 8), 38), 15, "ink2")

    def _fold_box(self) -> QRectF:
        return QRectF(self.width() - 32, 10, 18, 18)

    def _bell_box(self) -> QRectF:
        return QRectF(self.width() - 62, 10, 18, 18)

    def _leave_box(self) -> QRectF:
        return QRectF(self.width() - 92, 10, 18, 18)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        touch = QRectF(-6, -10, 12, 20)
        if self._fold_box().adjusted(-6, -10, 8, 10).contains(event.position()):
            self.folded.emit()
        elif self._bell_box().adjusted(touch.left(), touch.top(), 6, 10).contains(event.position()):
            self.help_wanted.emit()
        elif self._leaving and self._leave_box().adjusted(touch.left(), touch.top(), 6, 10).contains(event.position()):
            self.left.emit()
        else:
            self.window().windowHandle().startSystemMove()
