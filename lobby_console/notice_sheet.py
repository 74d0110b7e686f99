"""Hall notices: what stands on the screens, a new one, and taking one down."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from lobby.commands import PostNotice, RemoveNotice
from lobby.model import Notice
from lobby_console.desk import Desk
from lobby_console.sheet import Sheet, button, clear
from lobby_console.times import clock

LONGEST = 120
LENGTHS = (None, 15, 30, 60, 120)


class NoticeSheet(Sheet):
    def __init__(self, page: QWidget, desk: Desk) -> None:
        t = desk.t
        super().__init__(page, t, t("Hall notices"), 620)
        self._desk = desk
        self._shown: tuple[Notice, ...] | None = None
        self._list = QVBoxLayout()
        self._zh, self._en = QLineEdit(), QLineEdit()
        self._post = button(t("Post"), "primary")
        self._post.setEnabled(False)
        self._post.clicked.connect(self._on_post)
        self._length = QComboBox()
        for minutes in LENGTHS:
            self._length.addItem(t("{n} minutes", n=minutes) if minutes else t("until taken down"), minutes)
        for field, words in ((self._zh, t("Chinese")), (self._en, t("English, may stay empty"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            field.setMaxLength(LONGEST)
            field.returnPressed.connect(self._post.click)
        self._zh.textChanged.connect(lambda text: self._post.setEnabled(bool(text.strip())))
        self.body.addLayout(self._list)
        self.body.addWidget(self._zh)
        self.body.addWidget(self._en)
        self.foot.addWidget(self._length)
        self.foot.addStretch(1)
        self.foot.addWidget(self._post)
        desk.changed.connect(self._show_notices)
        self._show_notices()

    def open(self) -> None:
        super().open()
        self._zh.setFocus()

    def _on_post(self) -> None:
        command = PostNotice(self._zh.text().strip(), self._en.text().strip(), self._length.currentData())
        self._desk.do(command, self._desk.t("The notice is posted."))
        self._zh.clear()
        self._en.clear()

    def _show_notices(self) -> None:
        notices = self._desk.hall.notices if self._desk.hall else ()
        if notices == self._shown:
            return
        self._shown = notices
        clear(self._list)
        for notice in notices:
            self._list.addWidget(self._line(notice))
        if not notices:
            self._list.addWidget(QLabel(self._desk.t("There are no notices on the hall screens.")))
        self.refit()

    def _line(self, notice: Notice) -> QFrame:
        t, branch = self._desk.t, self._desk.branch
        line = QFrame()
        line.setObjectName("rowline")
        words = QLabel("\n".join(text for text in (notice.text.zh, notice.text.en) if text))
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 8)
        row.addWidget(words, 1)
        if notice.until is not None and branch is not None:
            row.addWidget(QLabel(t("until {time}", time=clock(notice.until, branch.timezone))))
        remove = button(t("Take down"))
        remove.clicked.connect(lambda: self._desk.do(RemoveNotice(notice.id), t("The notice is taken down.")))
        row.addWidget(remove)
        return line
