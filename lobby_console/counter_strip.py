"""The counters side by side: who, whom, how long, and a bar against the service's target."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from lobby_console.counter_faces import CounterFace
from resources.theme import Role
from uikit import fit
from uikit.look import Look

HEIGHT, COMPACT = 98, 96


class CounterStrip(QWidget):
    """Cards of one width, in as many rows as their words need."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._cards: list[CounterCard] = []
        self._shown = self._across = self._need = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        self._card_height = COMPACT if compact else HEIGHT
        self._grid.setSpacing(7 if compact else 10)
        self._arrange()

    def show_counters(self, faces: Sequence[CounterFace]) -> None:
        while len(self._cards) < len(faces):
            self._cards.append(CounterCard(self._look))
        for card, face in zip(self._cards, faces, strict=False):
            card.show_face(face)
            self._need = max(self._need, card.least_width())
        if self._shown != len(faces):
            self._shown, self._across = len(faces), 0
        self._arrange()

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Rows change only when the width or the words ask for it; the widest words seen decide."""
        if not self._shown:
            self.setFixedHeight(self._card_height)
            return
        gap = self._grid.spacing()
        most = max(1, min(self._shown, (self.width() + gap) // (self._need + gap)))
        rows = -(-self._shown // most)
        self.setFixedHeight(rows * self._card_height + (rows - 1) * gap)
        across = -(-self._shown // rows)
        if across == self._across:
            return
        self._across = across
        for place, card in enumerate(self._cards):
            card.setVisible(place < self._shown)
            self._grid.addWidget(card, place // across, place % across)
        for column in range(len(self._cards)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)


class CounterCard(QWidget):
    """One counter: number and teller above, ticket or state large, what it does and since when, the bar."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._face: CounterFace | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_face(self, face: CounterFace) -> None:
        if face != self._face:
            self._face = face
            self.setAccessibleName(" ".join((face.name, face.teller, face.main, face.word, face.time)))
            self.setToolTip(face.teller)
            self.update()

    def least_width(self) -> int:
        """What its words need, the large ones made smaller as far as they may."""
        face, look = self._face, self._look
        if face is None:
            return 0
        small = QFontMetricsF(look.font("console.min", 500))
        above = small.horizontalAdvance(face.name) + small.horizontalAdvance(face.teller) + 10
        main = QFontMetricsF(look.font(18 if face.quiet else 25, 700)).horizontalAdvance(face.main) * 0.75
        word = "" if face.word_may_go else face.word
        below = small.horizontalAdvance(f"{word} {face.time}") * 0.9
        return round(max(above, main, below)) + 20

    def sizeHint(self) -> QSize:
        return QSize(96, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(70, COMPACT)

    def text_boxes(self) -> list[fit.TextBox]:
        return [box for box, _ in self._boxes()]

    def _boxes(self) -> list[tuple[fit.TextBox, Role]]:
        if self._face is None:
            return []
        face, look, room = self._face, self._look, self.width() - 20
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        strong = look.font("console.min", 700)
        own = min(room * 0.6, QFontMetricsF(strong).horizontalAdvance(face.name) + 6)
        name = fit.boxed(face.name, strong, QRectF(10, 9, own, 20))
        teller = fit.boxed(face.teller, look.font("console.min"), QRectF(10 + own, 9, room - own, 20), right)
        large = look.font(18 if face.quiet else 25, 700)
        main = fit.boxed(face.main, large, QRectF(10, 29, room, 30), smallest=0.7)
        small, low = look.font("console.min", 500), QRectF(10, 59, room, 20)
        line = f"{face.word} {face.time}".strip()
        if face.word_may_go and not fit.fits(line, small, low):
            line = face.time
        below = fit.boxed(line, small, low)
        ink: Role = face.tone if face.quiet and not face.closed and face.share is not None else "ink"
        return [(name, "ink"), (teller, "ink2"), (main, "ink2" if face.closed else ink), (below, face.tone)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        face, look = self._face, self._look
        if face is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(look.colour("control" if face.closed else "line"))
        if face.closed:
            edge.setDashPattern([4, 3])
        painter.setPen(edge)
        painter.setBrush(look.colour("sunken" if face.closed else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        for box, role in self._boxes():
            painter.setPen(look.colour(role))
            fit.paint(painter, box)
        if face.share is not None:
            self._paint_bar(painter, face, face.share)

    def _paint_bar(self, painter: QPainter, face: CounterFace, share: float) -> None:
        bar = QRectF(10, self.height() - 14, self.width() - 20, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("sunken"))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        painter.setBrush(self._look.colour(face.bar))
        bar.setWidth(max(5.0, bar.width() * min(1.0, share)))
        painter.drawRoundedRect(bar, 2.5, 2.5)
