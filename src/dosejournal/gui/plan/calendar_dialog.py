"""The dialog that writes the planned doses as a calendar file for other programs."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from dosejournal.errors import StorageError
from dosejournal.exchange import calendar, written_files
from dosejournal.exchange.asked import Asked
from dosejournal.gui import saved_files
from dosejournal.gui.cards import label
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _


class CalendarDialog(FormDialog):
    """Says what the file holds and where it may go, asks about names, and saves it."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        # first of all: where it cannot be read, no half of a dialog stays with the parent
        content = workspace.read(calendar.gather, workspace.now(), Asked())
        super().__init__(workspace, _("Export calendar"), _("Save…"), parent)
        self.names = QCheckBox(_("Write the names and amounts of substances"))
        if content.events:
            self._lay_out()
        else:
            self._lay_out_empty()

    def _lay_out(self) -> None:
        for sentence in (
            _("A calendar file with the planned doses of all regimens, past and to come."),
            _(
                "Once it is in a calendar, that program’s rules hold for it: "
                "many send what they hold to other computers."
            ),
            _("Later changes of the plan do not reach it until you export it again."),
        ):
            self.body.addWidget(label(sentence))
        hint = label(
            _(
                "Unless ticked, each entry is called “Planned entry”. "
                "A discreet label stands for the name."
            ),
            "hint",
        )
        self.names.setAccessibleDescription(hint.text())
        choice = QVBoxLayout()
        choice.setSpacing(4)
        choice.addWidget(self.names)
        choice.addWidget(hint)
        self.body.addLayout(choice)
        self.names.setFocus()
        self.save_wanted.connect(self._ask)
        # what went wrong is told in further lines
        self._workspace.failed.connect(lambda _sentence: self.fit())

    def _lay_out_empty(self) -> None:
        self.body.addWidget(
            label(
                _(
                    "No regimen plans a dose at a time of day, so there is nothing to export. "
                    "Regimens are written down on the page Doses."
                )
            )
        )
        self.save_button.hide()
        self.cancel_button.setText(_("Close"))
        self.cancel_button.setFocus()

    def _ask(self) -> None:
        now = self._workspace.now()
        content = self._workspace.attempt(
            self._workspace.read, calendar.gather, now, Asked(names=self.names.isChecked())
        )
        if content is None:
            return
        file = calendar.write(content)
        saved_files.ask(
            self,
            _("Export calendar"),
            f"journal-plan-{now:%Y-%m-%d}.ics",
            _("Calendars (*.ics)"),
            lambda path: self._save(path, file),
        )

    def _save(self, path: Path, file: bytes) -> None:
        try:
            written_files.put(path, file)
        except StorageError as error:
            self._workspace.failed.emit(str(error))
            return
        # no table changed: the notice offers nothing to undo
        self._workspace.changed.emit(frozenset())
        self._workspace.done.emit(_("Calendar saved"))
        self.accept()
