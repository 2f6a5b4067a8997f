"""What a record can say of a comparison: the verdict, its numbers, and what they rest on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dosejournal.gui.cards import label
from dosejournal.gui.compare import compared_words
from dosejournal.i18n import _
from dosejournal.journal import comparison_words
from dosejournal.journal.comparisons import Compared


class Row(QWidget):
    """A number with its name before it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.value = label("", "hint"), label("")
        self.value.setWordWrap(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.value, 0, Qt.AlignmentFlag.AlignTop)


class VerdictCard(QFrame):
    """Shows a verdict of the fixed ladder; below the minimum it has no estimate to show.

    `main_measure` is the line about it, which stands below the numbers.
    """

    def __init__(self, main_measure: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "verdict")
        self.setAccessibleName(_("What this record can say"))
        self.headline_label = label("", "headline")
        self.explanation_label = label("")
        self.explanation_label.setTextFormat(Qt.TextFormat.RichText)
        self.rows: list[Row] = []
        self.note_labels: list[QLabel] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addWidget(label(_("What this record can say"), "hint"))
        layout.addWidget(self.headline_label)
        layout.addWidget(self.explanation_label)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 4, 0, 0)
        self._rows.setSpacing(8)
        layout.addLayout(self._rows)
        layout.addWidget(main_measure)
        self._notes = QVBoxLayout()
        self._notes.setContentsMargins(0, 4, 0, 0)
        self._notes.setSpacing(8)
        layout.addLayout(self._notes)

    def show_compared(self, compared: Compared) -> None:
        """Show the verdict of a comparison."""
        found = compared.comparison
        self.headline_label.setText(comparison_words.headline(found.verdict, found.refusal))
        self.explanation_label.setText(compared_words.explanation(compared))
        self._show_rows(compared_words.rows(compared))
        self._show_notes(compared_words.notes(compared))

    def _show_rows(self, told: compared_words.Rows) -> None:
        while len(self.rows) < len(told):
            row = Row()
            self._rows.addWidget(row)
            self.rows.append(row)
        for index, row in enumerate(self.rows):
            row.setVisible(index < len(told))
            name, value = told[index] if index < len(told) else ("", "")
            row.name.setText(name)
            row.value.setText(value)

    def _show_notes(self, told: list[str]) -> None:
        while len(self.note_labels) < len(told):
            note = label("", "hint")
            self._notes.addWidget(note)
            self.note_labels.append(note)
        for index, note in enumerate(self.note_labels):
            note.setVisible(index < len(told))
            note.setText(told[index] if index < len(told) else "")
