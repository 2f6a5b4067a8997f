"""Making a recovery sheet: the code is shown once, to be printed or saved."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.errors import JournalError
from dosejournal.exchange import recovery_sheet, written_files
from dosejournal.exchange.recovery_sheet import Sheet
from dosejournal.exchange.report import Paper
from dosejournal.gui import clipboard, saved_files
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.fields import Line
from dosejournal.gui.report import printing
from dosejournal.gui.tasks import Tasks
from dosejournal.i18n import _

_WIDTH = 560
_COLUMNS = 4


class RecoveryDialog(QDialog):
    """Says what a sheet is for, has one made by `make` in the background, and shows its code."""

    def __init__(
        self,
        make: Callable[[], str],
        now: datetime,
        journal: Path,
        *,
        has_sheet: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Recovery sheet"))
        self.setMinimumWidth(_WIDTH)
        self._make = make
        self._now = now
        self._journal = journal
        self._tasks = Tasks(self)
        self._sheet: Sheet | None = None
        self.said = label(_what_it_is())
        self.void = label(_("A sheet from before is void as soon as a new one is made."), "hint")
        self.void.setVisible(has_sheet)
        self.code_card = Card()
        self.code_grid = QGridLayout()
        self.code_card.body.addLayout(self.code_grid)
        self.code_card.hide()
        self.line = Line()
        self.make_button = button(_("Make the sheet"), "primary")
        self.print_button = button(_("Print…"), "primary")
        self.save_button = button(_("Save as PDF…"))
        self.copy_button = button(_("Copy the code"))
        self.close_button = button(_("Not now"))
        self._lay_out()
        self.make_button.clicked.connect(self._begin)
        self.print_button.clicked.connect(self._ask_printer)
        self.save_button.clicked.connect(self._ask_where)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self._forget)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(_("Recovery sheet"), "headline"))
        layout.addWidget(self.said)
        layout.addWidget(self.void)
        layout.addWidget(self.code_card)
        layout.addWidget(self.line)
        layout.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        kept = (self.copy_button, self.save_button, self.print_button)
        for each in (self.close_button, *kept, self.make_button):
            row.addWidget(each)
        layout.addLayout(row)
        for each in kept:
            each.hide()

    def _begin(self) -> None:
        self.make_button.setEnabled(False)
        self._say(_("The sheet is being made…"))
        self._tasks.run(self._make, self._show, self._refuse)

    def _show(self, code: str) -> None:
        self._sheet = Sheet(code, self._now, QLocale().name(), _paper())
        self.said.setText(
            _("This code opens the journal. It is shown only now: print it, or write it down.")
        )
        self.void.hide()
        for number, group in enumerate(code.split("-")):
            shown = label(group, "headline")
            shown.setWordWrap(False)
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.code_grid.addWidget(shown, *divmod(number, _COLUMNS))
        # letters and groups keep their order in every language
        self.code_card.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.code_card.setAccessibleName(_("Code of the recovery sheet"))
        self.code_card.setAccessibleDescription(code)
        self.code_card.show()
        self.line.say("")
        self.make_button.hide()
        for each in (self.copy_button, self.save_button, self.print_button):
            each.show()
        self.close_button.setText(_("I have kept it"))
        self.print_button.setFocus()
        self.adjustSize()

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self.make_button.setEnabled(True)
        self.line.refuse(str(error))
        self.adjustSize()

    def _say(self, sentence: str) -> None:
        self.line.say(sentence)
        # with a line more, those above would be cut
        self.adjustSize()

    def _copy(self) -> None:
        if self._sheet is not None:
            clipboard.put_text(self._sheet.code, secret=True)
            self._say(
                _("Copied, for a password manager: in ten seconds it is taken back from there.")
            )

    def _ask_where(self) -> None:
        kinds = _("PDF documents (*.pdf)")
        saved_files.ask(
            self, _("Save the recovery sheet"), str(self._save_name()), kinds, self.save
        )

    def save(self, path: Path) -> None:
        """Write the sheet as a PDF file."""
        if self._sheet is None:
            return
        self._tasks.run(
            partial(_put, path, self._sheet, self._journal),
            lambda _done: self._say(
                _("Saved. Print it, then delete the file: who has it can open the journal.")
            ),
            self._refuse,
        )

    def _ask_printer(self) -> None:
        device = printing.device("sheet", _paper(), self._save_name())
        dialog = printing.dialog(device, self)
        dialog.accepted.connect(lambda: self.print_on(device))
        dialog.destroyed.connect(saved_files.forget_folders)
        QDialog.open(dialog)

    def print_on(self, device: QPrinter) -> None:
        """Print the sheet on a printer that is set up."""
        if self._sheet is None:
            return
        self._tasks.run(
            partial(_print, device, self._sheet, self._journal),
            lambda _done: self._say(_("Sent to the printer.")),
            self._refuse,
        )

    def _save_name(self) -> Path:
        return recovery_sheet.save_name(self._now.date().isoformat())

    def _forget(self) -> None:
        self._tasks.close()
        self.deleteLater()


def _paper() -> Paper:
    american = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return "letter" if american else "a4"


def _what_it_is() -> str:
    return _(
        "A page to print, with a code that opens the journal when its passphrase is lost. Keep it "
        "on paper, away from this computer: who has the page and the files of the journal can "
        "read it."
    )


def _put(path: Path, sheet: Sheet, journal: Path) -> None:
    written_files.put(path, recovery_sheet.pdf(sheet), journal=journal)


def _print(device: QPrinter, sheet: Sheet, journal: Path) -> None:
    if device.outputFileName():
        written_files.refuse_journal(Path(device.outputFileName()), journal)
    printing.paint([recovery_sheet.picture(sheet, printing.DOTS)], device)
