"""The panel's buttons: an icon, a word, and the key that does the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from counter_display.panel.paint import CENTRE, Paint, Painting
from resources.theme import Role
from uikit.look import Look

_GAP = 7.0


class KeyButton(Painting, QAbstractButton):
    """A button that also shows its key. The keyboard is read by the window, so buttons take no focus."""

    def __init__(self, look: Look, icon: str, key: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.icon_name = icon
        self.key = key
        self._height = height
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, text: str) -> None:
        """The word on the button, for eyes and for screen readers."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, self._height)


class ActionButton(KeyButton):
    """One of the six; `urged` marks the one that the moment calls for."""

    urged = False

    def draw(self, paint: Paint) -> None:
        rect = QRectF(self.rect())
        enabled = self.isEnabled()
        paint.fill(rect, "surface" if enabled and not self.isDown() else "sunken", 8)
        if self.urged and enabled:
            paint.frame(rect, "brand", 8, 2)
        else:
            paint.frame(rect, "control" if enabled else "line", 8)
        self._content(paint, rect.adjusted(8, 0, -8, 0), "ink" if enabled else "ink3")

    def _content(self, paint: Paint, room: QRectF, ink: Role) -> None:
        """Icon, word and key in the middle; a long word takes the icon's place, then a second line."""
        cap = paint.cap_width(self.key) if self.key else -_GAP
        word = paint.width(self.text(), 16, 500)
        icon = 20.0 if word + 20 + _GAP + _GAP + cap <= room.width() else -_GAP
        wrap = word * 0.85 > room.width() - cap - _GAP
        word = min(word, room.width() - cap - icon - 2 * _GAP) if not wrap else room.width() - cap - _GAP
        x = room.left() + (room.width() - icon - word - cap - 2 * _GAP) / 2
        if icon > 0:
            paint.icon(self.icon_name, QRectF(x, room.center().y() - 10, 20, 20), ink)
        x += icon + _GAP
        box = QRectF(x, room.top(), word + 1, room.height())
        paint.text(self.text(), box, 14 if wrap else 16, ink, 500, CENTRE, wrap)
        if self.key:
            paint.keycap(self.key, x + word + _GAP + cap, room.center().y(), ink)


class PrimaryButton(KeyButton):
    """The one big button; what it does is said below its word."""

    sub = ""
    dark = False
    """For what is done without the lobby."""

    def draw(self, paint: Paint) -> None:
        rect = QRectF(self.rect())
        enabled = self.isEnabled()
        ready: Role = "brand_press" if self.isDown() else "ink" if self.dark else "brand_fill"
        paint.fill(rect, ready if enabled else "sunken", 8)
        ink: Role = ("surface" if self.dark else "on_brand") if enabled else "ink3"
        paint.icon(self.icon_name, QRectF(18, rect.center().y() - 16, 32, 32), ink)
        right = rect.right() - 16
        if enabled:
            right = paint.keycap(self.key, right, rect.center().y(), ink) - 10
        room = QRectF(66, 0, right - 66, rect.height())
        word = room.adjusted(0, 12, 0, -36) if self.sub else room
        paint.text(self.text(), word, 28, ink, 700)
        if self.sub:
            paint.text(self.sub, room.adjusted(0, 46, 0, -12), 15, ink)
