"""Which measure was chosen to count, since when, and the way to choose another one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dosejournal.gui.cards import button, label
from dosejournal.gui.compare import compared_words
from dosejournal.gui.main_measure_dialog import MainMeasureDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal.comparisons import Compared


class MainMeasureLine(QWidget):
    """Says that one measure counts and the others are hints."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setAccessibleName(_("Main measure"))
        self.main_label = label("", "hint")
        self.choose_button = button("", "link")
        self.choose_button.clicked.connect(lambda _checked: self._choose())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.main_label, 1)
        row.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_compared(self, compared: Compared) -> None:
        """Show which measure counts in this comparison."""
        main = compared.columns.question.main
        self.main_label.setText(compared_words.main_measure(main))
        self.choose_button.setText(_("Change…") if main else _("Choose…"))
        self.choose_button.setAccessibleName(
            _("Change the main measure") if main else _("Choose the main measure")
        )

    def _choose(self) -> None:
        dialog = self._workspace.attempt(MainMeasureDialog, self._workspace, self)
        if dialog is not None:
            dialog.open()
