"""One thing that needs a person: what, since when, who, and its own acts."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from lobby.model import AlertKind
from lobby_console.cards import Card, CardAct
from lobby_console.flow_layout import FlowLayout
from lobby_console.sheet import clear
from lobby_console.times import span
from resources.language import Words, later
from resources.theme import Role
from uikit import icons
from uikit.look import Look

ACTS = {
    CardAct.DIVERT: later("I will go"),
    CardAct.LATER: later("In 5 min"),
    CardAct.OPEN: later("Open {number}"),
    CardAct.SHOW: later("Show list"),
    CardAct.TAKE: later("I am coming"),
    CardAct.DEVICE: later("See device"),
}
MARKS: dict[AlertKind, tuple[str, Role]] = {
    AlertKind.HELP: ("concierge-bell", "over_text"),
    AlertKind.SECOND_DIVERSION: ("split", "over_text"),
    AlertKind.WAIT_OVER: ("triangle-alert", "over_text"),
    AlertKind.VIP: ("diamond", "vip"),
    AlertKind.GREEN: ("hand-heart", "ok"),
    AlertKind.OVERRUN: ("timer", "over_text"),
    AlertKind.DEVICE: ("monitor", "over_text"),
    AlertKind.IDLE: ("circle-pause", "near"),
    AlertKind.MISSED: ("user-x", "near"),
    AlertKind.WAIT_NEAR: ("hourglass", "near"),
}
URGENT = (AlertKind.HELP, AlertKind.SECOND_DIVERSION)


class AlertCard(QWidget):
    """`acted` tells the card and the act; `pressed` that the card was touched."""

    acted = Signal(object, object)
    pressed = Signal(object)

    def __init__(self, look: Look, t: Words, card: Card) -> None:
        super().__init__()
        self._look, self.t = look, t
        self.card = card
        self._chosen = False
        self._mark, self._tone = MARKS[card.kind]
        self._title = QLabel()
        self._since = QLabel()
        self._body = QLabel()
        self._names = QLabel()
        self._buttons = FlowLayout()
        self._dress()
        grid = QGridLayout(self)
        grid.setContentsMargins(46, 13, 16, 13)
        grid.setVerticalSpacing(5)
        grid.addWidget(self._title, 0, 0)
        grid.addWidget(self._since, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._body, 1, 0, 1, 2)
        grid.addWidget(self._names, 2, 0, 1, 2)
        grid.addLayout(self._buttons, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self._add_buttons()

    def show_card(self, card: Card, now: dt.datetime) -> None:
        acts_changed = (card.acts, card.number) != (self.card.acts, self.card.number)
        self.card = card
        self._title.setText(card.title)
        self._since.setText(span(now - card.since))
        self._body.setText(card.body)
        more = self.t("and {n} more", n=card.more) if card.more else ""
        self._names.setText("  ".join((*card.names, *((more,) if more else ()))))
        self._names.setVisible(bool(card.names))
        self.setAccessibleName(f"{card.title}. {card.body}")
        if acts_changed:
            self._add_buttons()

    def set_chosen(self, chosen: bool) -> None:
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        urgent = self.card.kind in URGENT
        painter.fillRect(self.rect(), look.colour("over_tint" if urgent else "surface"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), look.colour("line"))
        if urgent:
            painter.fillRect(QRectF(0, 0, 5, self.height()), look.colour("over"))
        icons.paint(painter, self._mark, QRectF(17, 13, 20, 20), look.colour(self._tone))
        if self._chosen:
            painter.setPen(QPen(look.colour("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -2))

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.pressed.emit(self.card)

    def _dress(self) -> None:
        tone = self._look.colour(self._tone).name()
        self._title.setStyleSheet(f"font-weight: 700; font-size: 15px; color: {tone};")
        self._since.setStyleSheet("font-weight: 500; font-size: 13px;")
        self._names.setStyleSheet("font-weight: 700;")
        for label in (self._title, self._body, self._names):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)

    def _add_buttons(self) -> None:
        clear(self._buttons)
        for place, act in enumerate(self.card.acts):
            button = QPushButton(self.t(ACTS[act], number=self.card.number))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if place == 0 and self.card.kind in URGENT:
                button.setProperty("kind", "primary")
            button.clicked.connect(lambda _checked=False, act=act: self.acted.emit(self.card, act))
            self._buttons.addWidget(button)
