"""The fields of an unwanted effect."""

from datetime import datetime

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from dosejournal.domain import notes, urgent_symptoms
from dosejournal.domain.adverse_effects import RELATIONS, SEVERITIES, EffectDraft
from dosejournal.domain.entries import Entry
from dosejournal.errors import InputError
from dosejournal.gui.cards import FlowLayout, button, label
from dosejournal.gui.fields import Field
from dosejournal.gui.moment_field import MomentField
from dosejournal.gui.note_field import NoteField
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import adverse_effects


class EffectForm(QWidget):
    """What, how bad, from when to when, and what the person thinks; `edited` tells of changes.

    Words used before complete what is typed. Nothing is chosen beforehand. `help_wanted` says
    that the person wants to see whom to call, which is offered where the name sounds urgent.
    """

    edited = Signal()
    turned = Signal()
    help_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit()
        self.name.setMaxLength(notes.LONGEST_NAME)
        self.name_field = Field(_("What is it? In your own words"), self.name)
        self.urgent_label = label(_("This may need help at once."))
        self.help_button = button(_("Get help…"))
        self.urgent = QWidget()
        self.severities = QButtonGroup(self)
        self.severity_field = Field(_("How bad is it, or was it at worst?"), self._severity_row())
        self.needed_help = QCheckBox(_("I needed help with it"))
        self.began = MomentField(workspace.now)
        self.began_field = Field(_("When it began"), self.began)
        self.is_over = QCheckBox(_("It is over"))
        self.ended = MomentField(workspace.now)
        self.ended_field = Field(_("When it was over"), self.ended)
        self.relation = QComboBox()
        self.relation_field = Field(
            _("Do you connect it with something you take?"),
            self.relation,
            _("This is how you see it. That it came after a dose does not say what it came from."),
        )
        self.note = NoteField()
        self.note_field = Field(_("Note"), self.note)
        self._fill_choices()
        self._complete(workspace)
        self._lay_out()
        self._connect()

    def draft(self) -> EffectDraft:
        """Return what the fields hold.

        Raises:
            InputError: it has no name, or it is not said how bad it is.
        """
        place = self.severities.checkedId()
        if place < 0:
            raise InputError(_("Choose how bad it is. Nothing was recorded yet."))
        return EffectDraft(
            started_at=self.began.value(),
            name=notes.name(self.name.text()),
            severity=SEVERITIES[place],
            needed_help=self.needed_help.isChecked(),
            ended_at=self.ended.value() if self.is_over.isChecked() else None,
            relation=RELATIONS[self.relation.currentIndex()],
            note=self.note.text(),
        )

    def fill(self, entry: Entry) -> None:
        """Show an effect that was recorded."""
        said = adverse_effects.draft(entry)
        self.name.setText(said.name)
        self.severities.button(SEVERITIES.index(said.severity)).setChecked(True)
        self.needed_help.setChecked(said.needed_help)
        self.began.set_value(entry.moment.local)
        self.is_over.setChecked(said.ended_at is not None)
        self.ended.set_value(said.ended_at)
        self.relation.setCurrentIndex(RELATIONS.index(said.relation))
        self.note.set_text(said.note)

    def begin_over(self, at: datetime | None = None) -> None:
        """Say that it is over, at a time or now."""
        self.is_over.setChecked(True)
        self.ended.set_value(at)

    def _severity_row(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row)
        for place, word in enumerate((_("I noticed it"), _("It bothered me"), _("It stopped me"))):
            made = button(word, "chip")
            self.severities.addButton(made, place)
            flow.addWidget(made)
        return row

    def _lay_out_urgent(self) -> None:
        row = QHBoxLayout(self.urgent)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.urgent_label, 1)
        row.addWidget(self.help_button)
        self.urgent.hide()

    def _look_at_name(self, name: str) -> None:
        is_urgent = urgent_symptoms.recognised(name) is not None
        if is_urgent == self.urgent.isHidden():
            self.urgent.setVisible(is_urgent)
            self.turned.emit()

    def _fill_choices(self) -> None:
        self.relation.addItems(
            [_("I do not say"), _("No"), _("I am not sure"), _("Yes, I think so")]
        )

    def _complete(self, workspace: Workspace) -> None:
        words = QStringListModel(workspace.read(adverse_effects.names), self)
        completer = QCompleter(words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name.setCompleter(completer)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._lay_out_urgent()
        for each in (
            self.name_field,
            self.urgent,
            self.severity_field,
            self.needed_help,
            self.began_field,
            self.is_over,
            self.ended_field,
            self.relation_field,
            self.note_field,
        ):
            column.addWidget(each)
        self.ended_field.setVisible(False)
        self.setFocusProxy(self.name)

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda _text: self.edited.emit())
        self.name.textChanged.connect(self._look_at_name)
        self.help_button.clicked.connect(lambda _checked: self.help_wanted.emit())
        self.severities.idClicked.connect(lambda _place: self.edited.emit())
        self.needed_help.toggled.connect(lambda _checked: self.edited.emit())
        self.began.edited.connect(self.edited)
        self.is_over.toggled.connect(self.ended_field.setVisible)
        self.is_over.toggled.connect(lambda _checked: self.edited.emit())
        self.ended.edited.connect(self.edited)
        self.relation.activated.connect(lambda _place: self.edited.emit())
        self.note.edited.connect(self.edited)
