"""The rows that are not taken over: why, and a way to keep them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QIODevice, QLocale, QSaveFile, Qt
from PySide6.QtWidgets import QWidget

from dosejournal.domain.imports import HeldAside
from dosejournal.errors import ReadOnlyError
from dosejournal.gui import saved_files
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.fields import Line
from dosejournal.i18n import _, ngettext

MOST_SHOWN = 12


class HeldAsideCard(Card):
    """Shows the first rows held aside with their reasons; all of them can be saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Held aside"), parent=parent)
        self.set_hint(
            _("These rows are not brought in. Nothing of them is changed to make them fit.")
        )
        self.rows_label = label("")
        self.save_button = button(_("Save these rows as CSV…"))
        self.save_button.clicked.connect(self._ask)
        self.line = Line()
        self.body.addWidget(self.rows_label)
        self.body.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.line)
        self._content = b""

    def show_rows(self, held: Sequence[HeldAside], content: bytes) -> None:
        """Show the rows of another file; `content` is all of them as a table."""
        self._content = content
        lines = [
            _("Row {n}: {reason}").format(n=QLocale().toString(row.row), reason=row.reason)
            for row in held[:MOST_SHOWN]
        ]
        left = len(held) - MOST_SHOWN
        if left > 0:
            lines.append(
                ngettext("and {n} more row", "and {n} more rows", left).format(
                    n=QLocale().toString(left)
                )
            )
        self.rows_label.setText("\n".join(lines))
        self.line.say("")
        self.setVisible(bool(held))

    def save(self, path: Path) -> None:
        """Write the rows held aside to a file; an earlier file stays until all is written."""
        file = QSaveFile(str(path))
        opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
        written = opened and file.write(self._content) == len(self._content)
        if not (written and file.commit()):
            raise ReadOnlyError(
                _("The rows could not be saved there. Nothing was lost; choose another folder.")
            )

    def _ask(self) -> None:
        saved_files.ask(
            self,
            _("Save the rows held aside"),
            "journal-held-aside.csv",
            _("Tables (*.csv)"),
            self._save,
        )

    def _save(self, path: Path) -> None:
        try:
            self.save(path)
        except ReadOnlyError as error:
            self.line.refuse(str(error))
        else:
            self.line.say(_("Saved."))
