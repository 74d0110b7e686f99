"""The rail at the left: the bank's mark and the pages that exist, each with its key and what waits behind it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from lobby_console.keys import Intent
from resources.language import Words
from resources.theme import Role
from uikit import fit, icons
from uikit.look import Look

WIDTH, COMPACT = 76, 60


class Rail(QWidget):
    """`buttons` by intent; the window connects them."""

    def __init__(self, look: Look, t: Words) -> None:
        super().__init__()
        self._look = look
        self.buttons = {
            Intent.ALL: RailButton(look, "activity", t("Live")),
            Intent.DEVICES: RailButton(look, "monitor", t("Devices")),
            Intent.NOTICES: RailButton(look, "megaphone", t("Notices")),
            Intent.DAY: RailButton(look, "calendar-clock", t("Day")),
            Intent.STATIONS: RailButton(look, "key-round", t("Stations")),
            Intent.KEYS: RailButton(look, "keyboard", t("Keys")),
        }
        self.buttons[Intent.ALL].setChecked(True)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(4)
        for intent, button in self.buttons.items():
            if intent is Intent.KEYS:
                column.addStretch(1)
            column.addWidget(button)
        self.person = RailButton(look, "log-out", "")
        self.person.setToolTip(t("Sign out"))
        self.person.hide()
        column.addWidget(self.person)

    def show_person(self, name: str) -> None:
        """Whoever is signed in; pressing it signs him out."""
        self.person.setText(name)
        self.person.setAccessibleName(f"{self.person.toolTip()} {name}")
        self.person.setVisible(bool(name))

    def set_compact(self, compact: bool) -> None:
        widest = max(button.least_width() for button in self.buttons.values())
        self.setFixedWidth(max(COMPACT if compact else WIDTH, widest + (6 if compact else 12)))
        self._column.setContentsMargins(*((3, 68, 3, 10) if compact else (6, 72, 6, 12)))

    def badge(self, intent: Intent, count: int) -> None:
        self.buttons[intent].set_badge(count)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._look.colour(ground(self._look)))
        mark = QRectF(self.width() / 2 - 20, 12, 40, 40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("brand_fill"))
        painter.drawRoundedRect(mark, 8, 8)
        logo = self._look.brand.logo
        icons.paint_drawing(painter, logo, mark.adjusted(4, 4, -4, -4), self._look.colour("on_brand"))


class RailButton(QAbstractButton):
    """An icon over a word, with a count of what needs a look."""

    def __init__(self, look: Look, icon: str, label: str) -> None:
        super().__init__()
        self._look, self._icon, self._badge = look, icon, 0
        self.setText(label)
        self.setAccessibleName(label)
        self.setCheckable(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def setChecked(self, checked: bool) -> None:
        self.setCheckable(checked)
        super().setChecked(checked)

    def nextCheckState(self) -> None:
        """A page stays chosen when it is pressed again."""

    def set_badge(self, count: int) -> None:
        if count != self._badge:
            self._badge = count
            self.update()

    def least_width(self) -> int:
        """Room for the longest word of the label."""
        metrics = QFontMetricsF(self._look.font("console.min", 700))
        return round(max(metrics.horizontalAdvance(word) for word in self.text().split())) + 4

    def sizeHint(self) -> QSize:
        lines = 1 if " " not in self.text() else 2
        return QSize(54, 42 + 18 * lines)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = on_ground(self._look)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour(ink, 0.16 if self.isChecked() else 0.08))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        if self.hasFocus():
            painter.setPen(self._look.colour(ink))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        icons.paint(painter, self._icon, QRectF(self.width() / 2 - 11, 9, 22, 22), self._look.colour(ink))
        painter.setPen(self._look.colour(ink, 1.0 if self.isChecked() else 0.82))
        fit.paint(painter, self._label())
        if self._badge:
            self._paint_badge(painter)

    def text_boxes(self) -> list[fit.TextBox]:
        return [self._label()]

    def _label(self) -> fit.TextBox:
        font = self._look.font("console.min", 700 if self.isChecked() else 500)
        box = QRectF(1, 33, self.width() - 2, self.height() - 34)
        return fit.boxed(self.text(), font, box, Qt.AlignmentFlag.AlignCenter, wrap=True)

    def _paint_badge(self, painter: QPainter) -> None:
        box = QRectF(self.width() / 2 + 4, 2, 20, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("near_solid"))
        painter.drawRoundedRect(box, 9, 9)
        painter.setPen(self._look.colour("on_near"))
        painter.setFont(self._look.font("console.min", 700))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._badge))


def ground(look: Look) -> Role:
    """The rail is dark in both themes."""
    return "ink" if look.theme.mode == "light" else "sunken"


def on_ground(look: Look) -> Role:
    return "surface" if look.theme.mode == "light" else "ink"
