"""The rows on screen as a plain Qt model: rows that changed are repainted, rows that moved are laid out anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from lobby_console.rows import Row
from lobby_console.times import span

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class ListModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Each second, with the same tickets in the same order: only what reads differently is repainted."""
        before, after = self.rows, tuple(rows)
        if [r.ticket.id for r in before] != [r.ticket.id for r in after]:
            self.beginResetModel()
            self.rows = after
            self.endResetModel()
            return
        self.rows = after
        changed = [
            place for place, (old, new) in enumerate(zip(before, after, strict=True)) if _reads(old) != _reads(new)
        ]
        for place in changed:
            self.dataChanged.emit(self.index(place), self.index(place))

    def place_of(self, ticket: int) -> int | None:
        return next((place for place, row in enumerate(self.rows) if row.ticket.id == ticket), None)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.ticket.number} {span(row.waited)} {row.level}"
        return None


def _reads(row: Row) -> tuple[object, ...]:
    """What of a row can be seen."""
    return row.ticket, row.level, span(row.waited), row.asked, row.device, row.outlook
