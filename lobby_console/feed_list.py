"""The latest events under the alert cards, quiet and small."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from resources.language import Words

SHOWN = 8


class FeedList(QWidget):
    def __init__(self, t: Words) -> None:
        super().__init__()
        self._lines: tuple[tuple[str, str], ...] = ()
        title = QLabel(t("Latest"))
        title.setProperty("role", "section")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(18, 14, 16, 14)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(title, 0, 0, 1, 2)
        self._labels = [(QLabel(), QLabel()) for _ in range(SHOWN)]
        for row, (time, words) in enumerate(self._labels, 1):
            time.setProperty("role", "note")
            words.setWordWrap(True)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._grid.addWidget(time, row, 0)
            self._grid.addWidget(words, row, 1)
        self.hide()

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        newest = tuple(lines[:SHOWN])
        if newest == self._lines:
            return
        self._lines = newest
        for place, (time, words) in enumerate(self._labels):
            known = place < len(newest)
            time.setVisible(known)
            words.setVisible(known)
            if known:
                time.setText(newest[place][0])
                words.setText(newest[place][1])
        self.setVisible(bool(newest))
