"""The dialog in which a substance is named and described."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from dosejournal.domain import amounts, notes
from dosejournal.errors import InputError
from dosejournal.gui.fields import Field, OpenChoice
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import substances
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.store.tables import Substance


class SubstanceDialog(FormDialog):
    """Adds a substance, or changes a known one."""

    def __init__(
        self, workspace: Workspace, substance: Substance | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            workspace,
            _("Add substance") if substance is None else _("Edit substance"),
            _("Add substance") if substance is None else _("Save"),
            parent,
        )
        self._substance_id = substance.id if substance is not None else None
        self.name = QLineEdit()
        self.label = QLineEdit()
        self.unit = OpenChoice()
        self.unit.offer(amounts.UNITS)
        self.prescribed = QCheckBox(_("Prescribed by a doctor"))
        self._name_field = Field(_("Name"), self.name, _("As you call it."))
        self._label_field = Field(
            _("Discreet label"),
            self.label,
            _("A word of yours that tells others less than the name. May stay empty."),
        )
        self._unit_field = Field(
            _("Usual unit"), self.unit, _("Filled in for the first dose; you can change it there.")
        )
        for field in (self._name_field, self._label_field, self._unit_field):
            self.body.addWidget(field)
        self.body.addWidget(self.prescribed)
        if substance is not None:
            self.name.setText(substance.name)
            self.label.setText(substance.discreet_label)
            self.unit.setEditText(substance.unit)
            self.prescribed.setChecked(substance.prescribed)
        self.name.setFocus()
        self.begin(self.draft)
        self.save_wanted.connect(self._save)

    def draft(self) -> SubstanceDraft:
        """Return what is filled in."""
        return SubstanceDraft(
            name=self.name.text(),
            discreet_label=self.label.text(),
            unit=self.unit.currentText(),
            prescribed=self.prescribed.isChecked(),
        )

    def _save(self) -> None:
        if self._check():
            self.keep(self._keep)

    def _keep(self) -> None:
        known, draft = self._substance_id, self.draft()
        if known is None:
            self._workspace.perform(_("Substance added"), substances.add, draft)
        else:
            self._workspace.perform(_("Substance changed"), substances.amend, known, draft)

    def _check(self) -> bool:
        label = self.label.text()
        for field, rule, text in (
            (self._unit_field, amounts.unit, self.unit.currentText()),
            (self._label_field, notes.name, label if label.strip() else "-"),
            (self._name_field, notes.name, self.name.text()),
        ):
            try:
                rule(text)
            except InputError as error:
                field.refuse(str(error))
                field.control.setFocus()
                return False
            field.explain()
        return True
