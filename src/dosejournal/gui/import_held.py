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

MOST_REASONS = 12
_MOST_NUMBERS = 8


class HeldAsideCard(Card):
    """Shows why rows are held aside, and which; all of them can be saved."""

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
        rows: dict[str, list[int]] = {}
        for row in held:
            rows.setdefault(row.reason, []).append(row.row)
        shown = list(rows.items())[:MOST_REASONS]
        lines = [_line(numbers, reason) for reason, numbers in shown]
        left = len(held) - sum(len(numbers) for _reason, numbers in shown)
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


def _line(rows: Sequence[int], reason: str) -> str:
    """Return one reason with the numbers of its rows: of many the first, and how many more."""
    numbers = ", ".join(map(QLocale().toString, rows[:_MOST_NUMBERS]))
    left = len(rows) - _MOST_NUMBERS
    if left > 0:
        return ngettext(
            "Rows {numbers} and {n} more: {reason}", "Rows {numbers} and {n} more: {reason}", left
        ).format(numbers=numbers, n=QLocale().toString(left), reason=reason)
    return ngettext("Row {numbers}: {reason}", "Rows {numbers}: {reason}", len(rows)).format(
        numbers=numbers, reason=reason
    )
