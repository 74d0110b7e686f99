"""The keys, on one page."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from lobby_console.keys import HELP
from lobby_console.sheet import Sheet, button
from resources.language import Words


class KeysSheet(Sheet):
    def __init__(self, page: QWidget, t: Words) -> None:
        super().__init__(page, t, t("Keys"), 720)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(9)
        half = (len(HELP) + 1) // 2
        for place, (keys, words) in enumerate(HELP):
            key = QLabel(keys)
            key.setProperty("role", "key")
            meaning = QLabel(t(words))
            meaning.setWordWrap(True)
            row, column = place % half, place // half * 2
            grid.addWidget(key, row, column)
            grid.addWidget(meaning, row, column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.body.addLayout(grid)
        leave = button(t("Close"))
        leave.clicked.connect(self.leave)
        self.foot.addStretch(1)
        self.foot.addWidget(leave)
