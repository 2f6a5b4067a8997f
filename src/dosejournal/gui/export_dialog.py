"""The dialog that writes the record as a file for other programs."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from dosejournal.errors import JournalError
from dosejournal.exchange import calendar, written_files
from dosejournal.exchange.asked import Asked
from dosejournal.exchange.exporters import Exporter
from dosejournal.gui import export_words, saved_files
from dosejournal.gui.cards import label
from dosejournal.gui.export_days import ExportDays
from dosejournal.gui.export_formats import ExportFormats
from dosejournal.gui.fields import Field
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _


class ExportDialog(FormDialog):
    """Asks what is written and where, reads it at once, and writes it in the background.

    While it is being made the dialog can be closed: then no file comes to its place.
    """

    WIDTH = 608

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QWidget | None = None) -> None:
        # first of all: where it cannot be read, no half of a dialog stays with the parent
        unfit = _unfit(workspace)
        super().__init__(workspace, _("Export"), _("Save…"), parent)
        self._tasks = tasks
        # what comes after the dialog was closed is dropped
        self._turn = 0
        self.formats = ExportFormats(unfit)
        self.days = ExportDays(workspace.now().date())
        self._days_field = Field(_("Which days"), self.days, _("Both days are included."))
        self.caution = label("")
        self.busy = QProgressBar()
        self._lay_out()
        self._follow()
        self.formats.changed.connect(self._follow)
        self.save_wanted.connect(self._ask)
        workspace.failed.connect(self._make_room)
        self.formats.setFocus()

    def _make_room(self, _sentence: str) -> None:
        # what went wrong is told in further lines. It is no lambda: that would outlive the dialog
        self.fit()

    def _lay_out(self) -> None:
        for part in (self.formats, self._days_field):
            self.body.addWidget(part)
        # from 0 to 0: it moves without saying how far it is
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(_("Writing the file"))
        # nothing moves when it comes
        policy = self.busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(policy)
        self.busy.hide()
        # what it means to have such a file is never scrolled out of sight
        self._foot.insertWidget(0, self.caution)
        self._foot.insertWidget(1, self.busy)

    def done(self, result: int) -> None:
        """Close; what is still being made is dropped."""
        self._turn += 1
        super().done(result)

    def _follow(self) -> None:
        exporter = self.formats.chosen
        self.caution.setText(export_words.of(exporter).caution)
        whole = exporter.NAME == calendar.NAME
        self.days.setEnabled(not whole)
        self._days_field.explain(_("A calendar holds the whole plan.") if whole else None)

    def _ask(self) -> None:
        if not self.save_button.isEnabled():
            return
        self.line.say("")
        exporter = self.formats.chosen
        first_day, last_day = self.days.value()
        asked = Asked(
            first_day,
            last_day,
            names=self.formats.names.isChecked(),
            spreadsheet_safe=self.formats.spreadsheet_safe.isChecked(),
        )
        saved_files.ask(
            self,
            _("Export"),
            export_words.file_name(exporter, self._workspace.now().date()),
            export_words.of(exporter).kinds,
            lambda path: self._start(exporter, asked, path),
        )

    def _start(self, exporter: Exporter, asked: Asked, path: Path) -> None:
        """Show that it is being written, then read: reading many years keeps the window busy."""
        self._set_busy(busy=True)
        self.setCursor(Qt.CursorShape.WaitCursor)
        QTimer.singleShot(0, self, partial(self._gather, self._turn, exporter, asked, path))

    def _gather(self, turn: int, exporter: Exporter, asked: Asked, path: Path) -> None:
        if turn != self._turn:
            return
        try:
            content = self._workspace.gather(exporter.gather, self._workspace.now(), asked)
        except JournalError as error:
            self._fail(turn, error)
            return
        finally:
            self.unsetCursor()
        self._tasks.run(
            partial(exporter.write, content),
            partial(self._put, turn, exporter, path),
            partial(self._fail, turn),
        )

    def _put(self, turn: int, exporter: Exporter, path: Path, content: Any) -> None:
        if turn == self._turn:
            self._tasks.run(
                partial(_save, path, content, self._workspace.journal_path),
                lambda _nothing: self._finish(turn, exporter),
                partial(self._fail, turn),
            )

    def _finish(self, turn: int, exporter: Exporter) -> None:
        # no table changed: the notice offers nothing to undo
        self._workspace.changed.emit(frozenset())
        self._workspace.done.emit(export_words.of(exporter).saved)
        if turn == self._turn:
            self.accept()

    def _fail(self, turn: int, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        if turn == self._turn:
            self._set_busy(busy=False)
        self._workspace.failed.emit(str(error))

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.setVisible(busy)
        if busy:
            # before the others: the keyboard stays in the dialog
            self.cancel_button.setFocus()
        for part in (self.formats, self._days_field, self.save_button):
            part.setEnabled(not busy)
        if not busy:
            self.save_button.setFocus()


def _unfit(workspace: Workspace) -> dict[str, str]:
    """Return for which kinds of file there is nothing, and why."""
    if workspace.gather(calendar.gather, workspace.now(), Asked()).events:
        return {}
    return {calendar.NAME: _("No regimen plans a dose at a time of day yet.")}


def _save(path: Path, content: Any, journal: Path) -> None:
    if isinstance(content, bytes):
        written_files.put(path, content, journal=journal)
    else:
        written_files.add(path, content)
