"""The waiting list on glass: choose a line, press its buttons; letters go on to the window's keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from lobby_console.list_model import ListModel
from lobby_console.row_delegate import RowDelegate
from lobby_console.rows import Act, Row
from resources.language import Words
from uikit import fit
from uikit.look import Look


class ListView(QListView):
    """`acted` tells the act and the row."""

    acted = Signal(object, object)

    def __init__(self, look: Look, t: Words) -> None:
        super().__init__()
        self._look = look
        self.rows = ListModel()
        self.lines = RowDelegate(look, t)
        self.empty = t("Nobody waits")
        self._chosen: int | None = None
        self.setModel(self.rows)
        self.setItemDelegate(self.lines)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(t("Waiting list"))
        self.selectionModel().currentChanged.connect(self._remember)

    @property
    def row(self) -> Row | None:
        """The line that is chosen."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() and index.row() < len(self.rows.rows) else None

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """The chosen ticket stays chosen wherever it moves."""
        chosen = self._chosen
        self.rows.show_rows(rows)
        if chosen is not None:
            place = self.rows.place_of(chosen)
            if place is not None and self.currentIndex().row() != place:
                self._choose(place)

    def choose(self, ticket: int) -> None:
        place = self.rows.place_of(ticket)
        if place is not None:
            self._choose(place)

    def step(self, by: int) -> None:
        count = len(self.rows.rows)
        if count:
            current = self.currentIndex()
            self._choose(max(0, min(count - 1, current.row() + by)) if current.isValid() else 0)

    def set_compact(self, compact: bool) -> None:
        if self.lines.compact != compact:
            self.lines.compact = compact
            self.scheduleDelayedItemsLayout()

    def text_boxes(self) -> list[fit.TextBox]:
        found = []
        for place, row in enumerate(self.rows.rows):
            laid = self.lines.pieces(row, QRectF(self.visualRect(self.rows.index(place))))
            found += [box for box, _ in laid.texts] + [words for _, words, _ in laid.buttons]
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._warm(self._under(event))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._warm(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        under = self._under(event)
        if under is not None and event.button() is Qt.MouseButton.LeftButton:
            self.acted.emit(under[1], self.rows.rows[under[0]])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._under(event) is None and self.row is not None:
            self.acted.emit(Act.OPEN, self.row)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.rows.rows:
            painter = QPainter(self.viewport())
            painter.setPen(self._look.colour("ink3"))
            painter.setFont(self._look.font("console.section"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.empty)

    def _choose(self, place: int) -> None:
        index = self.rows.index(place)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def _remember(self) -> None:
        if self.row is not None:
            self._chosen = self.row.ticket.id

    def _under(self, event: QMouseEvent) -> tuple[int, Act] | None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return None
        row = self.rows.rows[index.row()]
        act = self.lines.act_at(row, QRectF(self.visualRect(index)), event.position())
        return None if act is None else (index.row(), act)

    def _warm(self, under: tuple[int, Act] | None) -> None:
        if under != self.lines.hot:
            self.lines.hot = under
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if under else Qt.CursorShape.ArrowCursor)
            self.viewport().update()
