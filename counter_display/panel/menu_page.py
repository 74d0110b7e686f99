"""Paints a question inside the panel's window and takes its keys and clicks; Enter answers, Esc goes back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from counter_display.panel.menu import Chooser, Menu, Row
from counter_display.panel.paint import CENTRE, LEFT, RIGHT, Paint, Painted
from resources.language import Words
from resources.theme import Role
from uikit.look import Look

_TITLE, _GROUPS, _ROW, _FOOT, _WAYS = 44, 40, 49, 56, 46


class MenuPage(Painted):
    answered = Signal(object, object)
    """The menu and the `Picked` answer."""
    left = Signal()
    """Esc: nothing was decided."""

    def __init__(self, look: Look, t: Words, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.t = t
        self._chooser: Chooser | None = None
        self._spots: list[tuple[QRectF, str]] = []

    @property
    def chooser(self) -> Chooser | None:
        return self._chooser

    def open_menu(self, menu: Menu) -> None:
        self._show(Chooser(menu, choice=min(1, max(0, len(menu.choices) - 1))))
        self.setAccessibleName(menu.title)

    def press(self, key: str) -> None:
        """A key, as `Chooser.press` names them, or `Enter` or `Esc`; `@3` is a click on the fourth row."""
        if self._chooser is None:
            return
        if key == "Esc":
            self.left.emit()
        elif key == "Enter":
            picked = self._chooser.picked
            if picked is not None:
                self.answered.emit(self._chooser.menu, picked)
        elif key.startswith("@"):
            self._show(self._chooser.choose(int(key[1:])))
        else:
            self._show(self._chooser.press(key))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = next((key for rect, key in self._spots if rect.contains(event.position())), None)
        if spot is not None:
            self.press(spot)

    def _show(self, chooser: Chooser) -> None:
        self._chooser = chooser
        row = chooser.row
        self.setAccessibleDescription(f"{row.title} {row.detail}" if row else chooser.menu.warning)
        self.update()

    def draw(self, paint: Paint) -> None:
        if self._chooser is None:
            return
        self._spots = []
        paint.fill(QRectF(self.rect()), "surface")
        top = self._title(paint, self._chooser)
        if len(self._chooser.menu.groups) > 1:
            top = self._groups(paint, self._chooser, top)
        if self._chooser.menu.warning:
            self._warning(paint, self._chooser.menu.warning, top)
        else:
            self._rows(paint, self._chooser, top)
        self._ways(paint, self._chooser)
        self._foot(paint, self._chooser)

    def _title(self, paint: Paint, chooser: Chooser) -> float:
        left = paint.keycap("Esc", self.width() - 16.0, _TITLE / 2)
        self._spots.append((QRectF(left - 8, 0, 80, _TITLE), "Esc"))
        title = chooser.menu.title + (f"  {chooser.typed}" if chooser.typed else "")
        paint.text(title, QRectF(16, 0, left - 26, _TITLE), 18, "ink", 700)
        paint.rule(_TITLE, 0, self.width())
        return _TITLE + 1.0

    def _groups(self, paint: Paint, chooser: Chooser, top: float) -> float:
        """The lists side by side; Tab goes from one to the other."""
        cap = paint.keycap("Tab", self.width() - 16.0, top + _GROUPS / 2)
        width = (cap - 32) / len(chooser.menu.groups)
        for place, group in enumerate(chooser.menu.groups):
            box = QRectF(16 + place * width, top + 5, width - 6, _GROUPS - 10)
            chosen = place == chooser.group
            paint.fill(box, "brand_tint" if chosen else "surface", 6)
            paint.text(
                group.title, box.adjusted(4, 0, -4, 0), 15, "ink" if chosen else "ink2", 700 if chosen else 400, CENTRE
            )
            if not chosen:
                self._spots.append((box, "Tab"))
        paint.rule(top + _GROUPS, 0, self.width())
        return top + _GROUPS + 1

    def _rows(self, paint: Paint, chooser: Chooser, top: float) -> None:
        if not chooser.page:
            paint.text(chooser.menu.empty, QRectF(16, top, self.width() - 32, _ROW), 15, "ink2")
        for place, row in enumerate(chooser.page):
            box = QRectF(0, top + place * _ROW, self.width(), _ROW)
            self._row(paint, chooser, row, place, box)
            self._spots.append((box, f"@{chooser.first + place}"))
        shown = chooser.menu.page
        if len(chooser.rows) > shown:
            pages = -(-len(chooser.rows) // shown)
            text = self.t("page {n} of {pages}", n=chooser.first // shown + 1, pages=pages)
            box = QRectF(16, top + shown * _ROW + 2, self.width() - 32, 22)
            cap = paint.keycap("PgDn", box.right(), box.center().y())
            paint.text(text, QRectF(16, box.top(), cap - 24, 22), 13, "ink2", align=RIGHT)
            self._spots.append((box, "PageDown"))

    def _row(self, paint: Paint, chooser: Chooser, row: Row, place: int, box: QRectF) -> None:
        if row is chooser.row:
            paint.fill(box, "brand_tint")
            paint.fill(QRectF(0, box.top(), 4, box.height()), "brand_fill")
        middle = box.center().y()
        left = 16.0
        if not chooser.menu.finder:
            paint.keycap(f"{place + 1}", 38, middle)
            left = 50
        if row.icon:
            paint.icon(row.icon, QRectF(left, middle - 10, 20, 20), "ink")
            left += 32
        right = self.width() - 16.0
        minutes = chooser.minutes(row)
        if minutes is not None:
            length = self.t("{n} min", n=minutes)
            wide = min(paint.width(length, 15) + 1, 70)
            text = QRectF(right - wide, box.top(), wide, box.height())
            paint.text(length, text, 15, "ink2", align=RIGHT)
            right = text.left() - 10
            if row is chooser.row:
                right = self._plus_minus(paint, right, middle)
        if not row.detail:
            paint.text(row.title, QRectF(left, box.top(), right - left, box.height()), 16, "ink", 500)
        else:
            paint.text(row.title, QRectF(left, box.top() + 4, right - left, 24), 16, "ink", 500)
            paint.text(row.detail, QRectF(left, box.top() + 26, right - left, 20), 13, "ink2")
        paint.rule(box.bottom(), 0, self.width())

    def _plus_minus(self, paint: Paint, right: float, middle: float) -> float:
        for key in ("+", "-"):
            left = paint.keycap("−" if key == "-" else key, right, middle)
            self._spots.insert(0, (QRectF(left, middle - 14, right - left, 28), key))
            right = left - 6
        return right - 4

    def _warning(self, paint: Paint, warning: str, top: float) -> None:
        box = QRectF(16, top + 16, self.width() - 32, 130)
        paint.fill(box, "near_tint", 8)
        paint.frame(box, "near_line", 8)
        paint.icon("triangle-alert", QRectF(30, box.center().y() - 14, 28, 28), "near")
        paint.text(warning, box.adjusted(56, 10, -14, -10), 17, "ink", 500, LEFT, wrap=True)

    def _ways(self, paint: Paint, chooser: Chooser) -> None:
        """Where in the queue, and whether he comes back: below the rows."""
        menu = chooser.menu
        if not menu.choices:
            return
        top = self.height() - _FOOT - _WAYS * (2 if menu.check else 1) - 26.0
        paint.text(menu.choices_title, QRectF(16, top, self.width() - 32, 22), 14, "ink", 700)
        width = (self.width() - 32 + 8) / len(menu.choices)
        for place, choice in enumerate(menu.choices):
            box = QRectF(16 + place * width, top + 26, width - 8, _WAYS - 8)
            self._way(paint, box, choice.title, choice.key, place == chooser.choice)
        if menu.check:
            box = QRectF(16, top + 26 + _WAYS, self.width() - 32, _WAYS - 8)
            self._way(paint, box, menu.check.title, menu.check.key, chooser.checked, "check" if chooser.checked else "")

    def _way(self, paint: Paint, box: QRectF, title: str, key: str, chosen: bool, icon: str = "") -> None:
        paint.fill(box, "brand_tint" if chosen else "surface", 8)
        paint.frame(box, "brand" if chosen else "control", 8, 2 if chosen else 1)
        right = paint.keycap(key, box.right() - 8, box.center().y()) - 6
        left = box.left() + 10
        if icon:
            paint.icon(icon, QRectF(left, box.center().y() - 9, 18, 18), "brand")
            left += 26
        paint.text(
            title, QRectF(left, box.top(), right - left, box.height()), 14, "ink", 700 if chosen else 400, wrap=True
        )
        self._spots.append((box, key))

    def _foot(self, paint: Paint, chooser: Chooser) -> None:
        menu = chooser.menu
        foot = QRectF(0, self.height() - _FOOT, self.width(), _FOOT)
        paint.fill(foot, "sunken")
        paint.rule(foot.top(), 0, self.width())
        enabled = chooser.picked is not None
        word = min(paint.width(menu.confirm, 16, 700), 150.0)
        cap = paint.cap_width("Enter")
        button = QRectF(self.width() - 16 - word - cap - 36, foot.top() + 9, word + cap + 36, 38)
        paint.fill(button, "brand_fill" if enabled else "sunken", 8)
        ink: Role = "on_brand" if enabled else "ink3"
        paint.keycap("Enter", button.right() - 12, button.center().y(), ink)
        text = QRectF(button.left() + 12, button.top(), word + 1, button.height())
        paint.text(menu.confirm, text, 16, ink, 700, CENTRE)
        note = QRectF(16, foot.top() + 4, button.left() - 30, _FOOT - 8)
        paint.text(menu.note, note, 14, "ink2", wrap=True)
        self._spots.append((button, "Enter"))
