"""The dialog in which a substance is named and described."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from dosejournal.domain import amounts, notes
from dosejournal.errors import InputError
from dosejournal.gui.cards import button
from dosejournal.gui.fields import Field, OpenChoice
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import substances
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.store.tables import Substance


class SubstanceDialog(FormDialog):
    """Adds a substance, or changes a known one.

    In a discreet window the name of a known one is shown when its button is pressed.
    """

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
        self._hidden_name: str | None = None
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
        self.show_button = button(_("Show name"))
        self.show_button.clicked.connect(lambda _checked: self._show_name())
        self.show_button.hide()
        for field in (self._name_field, self._label_field, self._unit_field):
            self.body.addWidget(field)
        self.body.insertWidget(1, self.show_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.prescribed)
        if substance is not None:
            self.name.setText(substance.name)
            if workspace.is_discreet:
                self._hide_name(substance)
            self.label.setText(substance.discreet_label)
            self.unit.setEditText(substance.unit)
            self.prescribed.setChecked(substance.prescribed)
        (self.name if self._hidden_name is None else self.label).setFocus()
        self.begin(self.draft)
        self.save_wanted.connect(self._save)

    def draft(self) -> SubstanceDraft:
        """Return what is filled in."""
        return SubstanceDraft(
            name=self.name.text() if self._hidden_name is None else self._hidden_name,
            discreet_label=self.label.text(),
            unit=self.unit.currentText(),
            prescribed=self.prescribed.isChecked(),
        )

    def _hide_name(self, substance: Substance) -> None:
        self._hidden_name = substance.name
        self.name.clear()
        self._name_field.hide()
        self.show_button.show()
        # it is the word that tells which substance this is
        self.label.setPlaceholderText(self._workspace.read(substances.called, substance.name))

    def _show_name(self) -> None:
        assert self._hidden_name is not None  # noqa: S101 - the button is there for nothing else
        self.name.setText(self._hidden_name)
        self._hidden_name = None
        self._name_field.show()
        self.name.setFocus()
        self.show_button.hide()
        self.fit()

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
            (self._name_field, notes.name, self.draft().name),
        ):
            try:
                rule(text)
            except InputError as error:
                field.refuse(str(error))
                field.control.setFocus()
                return False
            field.explain()
        return True
