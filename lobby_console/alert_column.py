"""The column of what needs a person now; a card goes when its cause goes, and the rest keep their place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from lobby_console.alert_card import AlertCard
from lobby_console.cards import Card
from lobby_console.feed_list import FeedList
from resources.language import Words
from uikit.look import Look

WIDTH, COMPACT = 400, 322


class AlertColumn(QFrame):
    """`acted` tells the card and the act. J and K move, Enter does the main act."""

    acted = Signal(object, object)

    def __init__(self, look: Look, t: Words) -> None:
        super().__init__()
        self._look, self.t = look, t
        self._cards: dict[tuple[str, object], AlertCard] = {}
        self._chosen: tuple[str, object] | None = None
        self.setObjectName("alerts")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(t("To do"))
        title = QLabel(t("To do"))
        title.setProperty("role", "section")
        self._count = QLabel("0")
        self._count.setObjectName("count")
        self._keys = QLabel(t("J / K move · Enter act"))
        self._keys.setProperty("role", "note")
        self._keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._keys.setWordWrap(True)
        self._empty = QLabel(t("Nothing needs you now."))
        self._empty.setProperty("role", "note")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        head = QHBoxLayout()
        head.setContentsMargins(18, 14, 16, 14)
        head.setSpacing(10)
        for widget in (title, self._count):
            head.addWidget(widget)
        head.addWidget(self._keys, 1)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.feed = FeedList(t)
        self._list.addWidget(self.feed)
        self._list.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self._scroll(), 1)

    def set_compact(self, compact: bool) -> None:
        self.setFixedWidth(COMPACT if compact else WIDTH)
        self._keys.setText(self.t("J / K") if compact else self.t("J / K move · Enter act"))

    @property
    def card(self) -> Card | None:
        """The card that is chosen, else the first."""
        if self._chosen in self._cards:
            return self._cards[self._chosen].card
        return next((c.card for c in self._in_order()), None)

    def show_cards(self, cards: Sequence[Card], now: dt.datetime) -> None:
        for gone in set(self._cards) - {c.key for c in cards}:
            self._cards.pop(gone).deleteLater()
        for place, card in enumerate(cards):
            widget = self._cards.get(card.key) or self._new(card)
            widget.show_card(card, now)
            if self._list.indexOf(widget) != place:
                self._list.insertWidget(place, widget)
        self._count.setText(str(len(cards)))
        self._empty.setVisible(not cards)
        self._mark()

    def step(self, by: int) -> None:
        order = self._in_order()
        if not order:
            return
        keys = [c.card.key for c in order]
        place = keys.index(self._chosen) + by if self._chosen in keys else 0
        self._choose(order[max(0, min(len(order) - 1, place))].card)

    def act(self, place: int) -> None:
        """The chosen card's act at this place: 0 is its main one."""
        card = self.card
        if card is not None and place < len(card.acts):
            self.acted.emit(card, card.acts[place])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._chosen not in self._cards and (card := self.card) is not None:
            self._chosen = card.key
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def _scroll(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("cards")
        inside.setLayout(self._list)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self._area

    def _new(self, card: Card) -> AlertCard:
        widget = AlertCard(self._look, self.t, card)
        widget.acted.connect(self.acted)
        widget.pressed.connect(self._choose)
        self._cards[card.key] = widget
        return widget

    def _in_order(self) -> list[AlertCard]:
        found = (self._list.itemAt(place) for place in range(self._list.count()))
        return [w for item in found if item and isinstance(w := item.widget(), AlertCard) and w in self._cards.values()]

    def _choose(self, card: Card) -> None:
        self._chosen = card.key
        self.setFocus()
        self._mark()
        self._area.ensureWidgetVisible(self._cards[card.key])

    def _mark(self) -> None:
        for key, widget in self._cards.items():
            widget.set_chosen(key == self._chosen and self.window().focusWidget() is self)
