"""The dialogs in which a number is written, and somebody whom the person would call."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QLineEdit, QWidget

from dosejournal.domain import help_lines, notes
from dosejournal.domain.help_contacts import Person
from dosejournal.domain.help_lines import HelpLine
from dosejournal.errors import InputError
from dosejournal.gui.fields import Field
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import help_contacts


class NumberDialog(FormDialog):
    """Changes a number of a country, or adds one; what a person writes counts as checked."""

    def __init__(
        self, workspace: Workspace, code: str, line: HelpLine, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            workspace,
            _("Change a number") if line.number else _("Add a number"),
            _("Save"),
            parent,
        )
        self._code = code
        self._line = line
        self.name = QLineEdit(line.name)
        self.number = QLineEdit(line.number)
        self._name_field = Field(_("Name"), self.name)
        self._number_field = Field(_("Number"), self.number, _("As you would dial it here."))
        self.body.addWidget(self._name_field)
        self.body.addWidget(self._number_field)
        self.number.setFocus() if line.name else self.name.setFocus()
        self.begin(lambda: (self.name.text(), self.number.text()))
        self.save_wanted.connect(self._save)

    def _save(self) -> None:
        fields = [(self._number_field, self.number), (self._name_field, self.name)]
        if not _all_fit(zip(fields, (help_lines.number, notes.name), strict=True)):
            return
        line = HelpLine(
            self._line.kind, self.name.text(), self.number.text(), replaces=self._line.replaces
        )
        self.keep(
            lambda: self._workspace.perform(
                _("Number changed"), help_contacts.keep, self._workspace.now(), self._code, line
            )
        )


class PersonDialog(FormDialog):
    """Names somebody whom the person would call; left empty, nobody."""

    def __init__(
        self, workspace: Workspace, person: Person | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, _("Whom would you call?"), _("Save"), parent)
        self.name = QLineEdit(person.name if person else "")
        self.number = QLineEdit(person.number if person else "")
        self._name_field = Field(
            _("Name"), self.name, _("Kept in your journal alone. Left empty, nobody is shown.")
        )
        self._number_field = Field(
            _("Number"), self.number, _("May stay empty, for somebody who lives with you.")
        )
        self.body.addWidget(self._name_field)
        self.body.addWidget(self._number_field)
        self.name.setFocus()
        self.begin(lambda: (self.name.text(), self.number.text()))
        self.save_wanted.connect(self._save)

    def _save(self) -> None:
        name, number = self.name.text(), self.number.text()
        rules = [((self._number_field, self.number), help_lines.number)] if number.strip() else []
        if name.strip() or number.strip():
            rules.append(((self._name_field, self.name), notes.name))
        if _all_fit(rules):
            self.keep(
                lambda: self._workspace.perform(
                    _("Whom to call changed"),
                    help_contacts.name_person,
                    self._workspace.now(),
                    name,
                    number,
                )
            )


def _all_fit(rules: Iterable[tuple[tuple[Field, QLineEdit], Callable[[str], str]]]) -> bool:
    """Say whether all texts keep their rules; the last that does not is told and focused."""
    fits = True
    for (field, edit), rule in rules:
        try:
            rule(edit.text())
        except InputError as error:
            field.refuse(str(error))
            edit.setFocus()
            fits = False
        else:
            field.explain()
    return fits
