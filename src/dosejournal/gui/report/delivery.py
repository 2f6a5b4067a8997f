"""Saving a report as a file, and printing it."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from dosejournal.errors import StorageError
from dosejournal.exchange import report_pdf, written_files
from dosejournal.exchange.report import ReportContent
from dosejournal.exchange.report_pdf import Pdf
from dosejournal.gui import saved_files
from dosejournal.gui.report.setting import Setting
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _, ngettext

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Delivery:
    """Asks where a report is to go, and sends it there as it is chosen then.

    `page` is the parent of the dialogs.
    """

    def __init__(
        self, workspace: Workspace, tasks: Tasks, setting: Setting, page: QWidget
    ) -> None:
        self._workspace, self._tasks = workspace, tasks
        self._setting, self._page = setting, page

    def ask_where(self, today: date) -> None:
        """Ask for a place, and save a PDF there."""
        saved_files.ask(
            self._page,
            _("Save PDF"),
            str(report_pdf.save_name(today.isoformat())),
            _("PDF documents (*.pdf)"),
            self.save,
        )

    def save(self, path: Path) -> None:
        """Write the report as a PDF file, as soon as it is made."""
        self._setting.when_made(lambda made: self._setting.pdf(made, partial(self._put, path)))

    def ask_printer(self) -> None:
        """Ask for a printer, and print there."""
        # it is loaded by those who print
        from dosejournal.gui.report import printing

        content = self._setting.content
        if content is None:
            return
        device = printing.printer(content)
        dialog = printing.dialog(device, self._page)
        dialog.accepted.connect(lambda: self.print_on(device))
        # where there is no printer it prints to a file, for which it asks as for any other
        dialog.destroyed.connect(saved_files.forget_folders)
        QDialog.open(dialog)

    def print_on(self, device: "QPrinter") -> None:
        """Print the report, as soon as it is made, on a printer that is set up."""
        try:
            if device.outputFileName():
                written_files.refuse_journal(
                    Path(device.outputFileName()), self._workspace.journal_path
                )
        except StorageError as error:
            self._workspace.failed.emit(str(error))
            return
        self._setting.when_made(partial(self._print, device))

    def _put(self, path: Path, pdf: Pdf) -> None:
        try:
            written_files.put(path, pdf.data, journal=self._workspace.journal_path)
        except StorageError as error:
            self._workspace.failed.emit(str(error))
        else:
            self._tell(_saved_words(pdf))

    def _print(self, device: "QPrinter", content: ReportContent) -> None:
        from dosejournal.gui.report import printing

        def paint(files: list[bytes]) -> None:
            printing.paint(files, device)

        self._tasks.run(
            self._setting.pages(content, printing.DOTS, paint),
            lambda _done: self._tell(_("Report sent to the printer")),
            self._setting.tell,
        )

    def _tell(self, done: str) -> None:
        # no table changed: the notice offers nothing to undo
        self._workspace.changed.emit(frozenset())
        self._workspace.done.emit(done)


def _saved_words(pdf: Pdf) -> str:
    n = len(pdf.replaced)
    if not n:
        return _("Report saved")
    return ngettext(
        "Report saved. {n} character has no form in its fonts and was replaced: {which}",
        "Report saved. {n} characters have no form in its fonts and were replaced: {which}",
        n,
    ).format(n=n, which=", ".join(pdf.replaced))
