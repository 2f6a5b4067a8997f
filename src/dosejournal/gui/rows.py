"""The rows of a list: what each says, under which headings."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

ROW_ROLE = Qt.ItemDataRole.UserRole

_NO_PARENT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One row; without a key it is a heading, which cannot be chosen."""

    title: str
    key: Any = None
    before: str = ""  # small, in a column of its own before the title: a time
    beside: str = ""  # after the title: an amount
    detail: str = ""  # under the title, in one line or several: a note
    faded: bool = False

    @property
    def spoken(self) -> str:
        """All that the row says, for a person who hears it."""
        said = (self.before, self.title, self.beside, *self.detail.split("\n"))
        return ", ".join(text for text in said if text)


class RowModel(QAbstractListModel):
    """The rows of one list, as Qt asks for them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def set_rows(self, rows: list[Row]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row itself, or its words."""
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.detail or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that headings cannot be chosen."""
        if self.key(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def key(self, index: Index) -> Any:
        """Return the key of a row; None for a heading and for no row at all."""
        return self._rows[index.row()].key if index.isValid() else None

    def index_of(self, key: object) -> QModelIndex:
        """Return where the row with this key is, or an invalid index."""
        for number, row in enumerate(self._rows):
            if row.key == key:
                return self.index(number)
        return QModelIndex()

    def nearest(self, place: int) -> QModelIndex:
        """Return the row at a place, or the one nearest to it that can be chosen."""
        numbers = [number for number, row in enumerate(self._rows) if row.key is not None]
        if not numbers:
            return QModelIndex()
        return self.index(min(numbers, key=lambda number: (abs(number - place), -number)))
