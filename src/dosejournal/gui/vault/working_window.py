"""A small window while the journal is closed and worked on."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout

from dosejournal.gui.cards import label

_SIZE = QSize(420, 140)


class WorkingWindow(QDialog):
    """Says what is being done, and cannot be closed before it is."""

    def __init__(self, sentence: str, hint: str) -> None:
        super().__init__(None, Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint)
        self.setWindowTitle("DoseJournal")
        bar = QProgressBar()
        # no end is known: it moves
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(sentence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(sentence, "card-title"))
        layout.addWidget(bar)
        layout.addWidget(label(hint, "hint"))
        self.resize(_SIZE)

    def reject(self) -> None:
        """Stay: it goes by itself."""
