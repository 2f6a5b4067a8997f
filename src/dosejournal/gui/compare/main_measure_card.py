"""Which measure was chosen to count, since when, and the way to choose another one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.compare import compared_words
from dosejournal.gui.main_measure_dialog import MainMeasureDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal.comparisons import Compared


class MainMeasureCard(Card):
    """Says that one measure counts and the others are hints."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._workspace = workspace
        self.setAccessibleName(_("Main measure"))
        self.main_label = label("", "hint")
        self.before_label = label("", "hint")
        self.choose_button = button(_("Choose…"), "link")
        self.choose_button.setAccessibleName(_("Choose the main measure"))
        self.choose_button.clicked.connect(lambda _checked: self._choose())
        self.body.addWidget(self.main_label)
        self.body.addWidget(self.before_label)
        self.body.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeading)

    def show_compared(self, compared: Compared) -> None:
        """Show which measure counts in this comparison."""
        self.main_label.setText(compared_words.main_measure(compared.columns.question.main))
        before = compared_words.before_choice(compared)
        self.before_label.setText(before)
        self.before_label.setVisible(bool(before))

    def _choose(self) -> None:
        dialog = self._workspace.attempt(MainMeasureDialog, self._workspace, self)
        if dialog is not None:
            dialog.open()
