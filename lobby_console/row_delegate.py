"""Paints the lines of the waiting list and finds the button under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lobby.model import Branch, WaitLevel
from lobby_console.list_model import ROW
from lobby_console.row_pieces import Pieces, pieces
from lobby_console.rows import Act, Row
from resources.language import Words
from resources.theme import Role
from uikit import fit
from uikit.look import Look

HEIGHT, COMPACT = 36, 34
EDGES: dict[WaitLevel, Role] = {WaitLevel.OVER: "over", WaitLevel.NEAR: "near_line"}


class RowDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, t: Words) -> None:
        super().__init__()
        self._look, self.t = look, t
        self.branch: Branch | None = None
        self.compact = False
        self.hot: tuple[int, Act] | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(400, COMPACT if self.compact else HEIGHT)

    def pieces(self, row: Row, rect: QRectF) -> Pieces:
        return Pieces() if self.branch is None else pieces(row, self.branch, self._look, self.t, rect)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW)
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, row, rect, chosen)
        laid = self.pieces(row, rect)
        for box, role in laid.texts:
            painter.setPen(self._look.colour(role))
            fit.paint(painter, box)
        for pill, px, around in laid.pills:
            pill.paint(painter, self._look, px, around)
        self._paint_buttons(painter, laid, index.row())
        painter.restore()

    def _paint_ground(self, painter: QPainter, row: Row, rect: QRectF, chosen: bool) -> None:
        painter.fillRect(rect, self._look.colour("brand_tint" if chosen else "surface"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), self._look.colour("line"))
        if row.level in EDGES:
            painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height() - 1), self._look.colour(EDGES[row.level]))
        if chosen:
            painter.setPen(QPen(self._look.colour("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _paint_buttons(self, painter: QPainter, laid: Pieces, place: int) -> None:
        for act, words, box in laid.buttons:
            hot = self.hot == (place, act)
            painter.setPen(self._look.colour("control" if act is not Act.OPEN or hot else "surface", 1.0))
            if act is Act.OPEN and not hot:
                painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(
                self._look.colour("sunken" if hot else "surface", 1.0 if hot or act is not Act.OPEN else 0.0)
            )
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
            painter.setPen(self._look.colour("ink" if act is not Act.OPEN else "ink2"))
            fit.paint(painter, words)

    def act_at(self, row: Row, rect: QRectF, point: QPointF) -> Act | None:
        return self.pieces(row, rect).act_at(point)
