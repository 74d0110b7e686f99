"""The filters over the list as chips with counts; in a small window empty ones give way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from lobby_console import wording
from lobby_console.filters import ALL, Filter
from resources.language import Words, later

NAMES = {
    ALL: later("Everybody"),
    "over": later("Over"),
    "near": later("Nearing"),
    "vip": later("VIP"),
    "green": later("Green channel"),
    "missed": later("Missed"),
    "held": later("On hold"),
}
ALWAYS = (ALL, "over", "near")


class Chips(QWidget):
    """`chosen` is told when a person chose another filter."""

    chosen = Signal(str)

    def __init__(self, t: Words) -> None:
        super().__init__()
        self.t = t
        self._buttons: dict[str, QPushButton] = {}
        self._filters: tuple[Filter, ...] = ()
        self.key = ALL
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(7)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def show_filters(self, filters: Sequence[Filter]) -> None:
        """Chips of empty filters hide while there is no room for all; the chosen one always stays."""
        self._filters = tuple(filters)
        for chip in filters:
            self._button(chip.key).setText(f"{self._name(chip)} {chip.count}")
        self._make_room()

    def choose(self, key: str) -> None:
        if key in self._buttons:
            self.key = key
            self._buttons[key].setChecked(True)
            self._make_room()
            self.chosen.emit(key)

    def choose_queue(self, place: int) -> None:
        """The queue with this place among the queues, from 0."""
        queues = [f.key for f in self._filters if f.series]
        if place < len(queues):
            self.choose(queues[place])

    def resizeEvent(self, _event: object) -> None:
        self._make_room()

    def _make_room(self) -> None:
        """Empty chips go first; then the last, until the row fits."""
        shown = [f for f in self._filters if f.count or f.key == self.key or f.key in ALWAYS]
        rank = {ALL: 0, self.key: 0, "over": 1, "near": 1}
        while self._width(shown) > self.width() and len(shown) > 1:
            shown.remove(max(reversed(shown), key=lambda f: (rank.get(f.key, 2), -f.count)))
        for chip in self._filters:
            self._buttons[chip.key].setVisible(chip in shown)

    def _width(self, shown: Sequence[Filter]) -> int:
        return sum(self._buttons[f.key].sizeHint().width() + self._row.spacing() for f in shown)

    def _button(self, key: str) -> QPushButton:
        if key not in self._buttons:
            button = QPushButton(self)
            button.setProperty("kind", "chip")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(key == self.key)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, key=key: self.choose(key))
            self._buttons[key] = button
            self._row.addWidget(button)
        return self._buttons[key]

    def _name(self, chip: Filter) -> str:
        if not chip.series:
            return self.t(NAMES[chip.key])
        if chip.name is not None:
            return f"{chip.series} {chip.name.of(self.t.language)}"
        return f"{chip.series} {self.t(wording.ZONES[chip.zone])}" if chip.zone else chip.series
