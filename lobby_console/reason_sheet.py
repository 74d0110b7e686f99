"""One question before an act that needs a reason or a second look: choose a word or write one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from lobby_console.sheet import Sheet, button
from resources.language import Words

LONGEST = 40


class ReasonSheet(Sheet):
    """`given` tells the reason's code, or what was written.

    `choices` are words by code; without them it is a plain yes or no.
    """

    given = Signal(str)

    def __init__(
        self,
        page: QWidget,
        t: Words,
        question: str,
        yes: str,
        choices: Mapping[str, str] | None = None,
        *,
        danger: bool = False,
    ) -> None:
        super().__init__(page, t, question, 480)
        self.title.setWordWrap(True)
        self._code = ""
        self._written = QLineEdit()
        self._yes = button(yes, "danger" if danger else "primary")
        self._buttons: dict[str, QPushButton] = {}
        if choices is not None:
            self._offer(t, choices)
            self._yes.setEnabled(False)
        cancel = button(t("Cancel"))
        cancel.clicked.connect(self.leave)
        self._yes.clicked.connect(self._give)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel)
        self.foot.addWidget(self._yes)

    def _offer(self, t: Words, choices: Mapping[str, str]) -> None:
        for code, words in choices.items():
            choice = button(words)
            choice.setCheckable(True)
            choice.setAutoExclusive(True)
            choice.clicked.connect(lambda _checked=False, code=code: self._choose(code))
            self._buttons[code] = choice
            self.body.addWidget(choice)
        self._written.setPlaceholderText(t("or write the reason"))
        self._written.setAccessibleName(t("or write the reason"))
        self._written.setMaxLength(LONGEST)
        self._written.textEdited.connect(self._write)
        self._written.returnPressed.connect(self._yes.click)
        self.body.addWidget(self._written)

    def _choose(self, code: str) -> None:
        self._code = code
        self._written.clear()
        self._yes.setEnabled(True)

    def _write(self, text: str) -> None:
        for choice in self._buttons.values():
            choice.setAutoExclusive(False)
            choice.setChecked(False)
            choice.setAutoExclusive(True)
        self._code = text.strip()
        self._yes.setEnabled(bool(self._code))

    def _give(self) -> None:
        self.given.emit(self._code)
        self.leave()
