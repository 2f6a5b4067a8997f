"""Rows of a card: what is meant on the left, what is chosen for it on the right."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget


class ChoiceRows(QWidget):
    """A grid whose first column takes the room that the others leave."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)

    def fill(self, rows: Iterable[Sequence[QWidget]]) -> None:
        """Show these widgets, row by row, instead of those before."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, widgets in enumerate(rows):
            for column, widget in enumerate(widgets):
                self._grid.addWidget(widget, row, column)
