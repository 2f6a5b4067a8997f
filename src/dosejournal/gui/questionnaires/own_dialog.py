"""A questionnaire in the person's own words: its name, its items and its answers."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from dosejournal.domain import responses
from dosejournal.domain.questionnaires import Instrument
from dosejournal.domain.responses import OwnDraft
from dosejournal.errors import InputError
from dosejournal.gui.cards import label
from dosejournal.gui.fields import Field
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import own_questionnaires

_LINES_HEIGHT = 120


class OwnDialog(FormDialog):
    """Adds a questionnaire, or changes one; other words make another one of it."""

    WIDTH = 560

    def __init__(
        self, workspace: Workspace, form: Instrument | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            workspace,
            _("Your own questionnaire"),
            _("Add questionnaire") if form is None else _("Save"),
            parent,
        )
        self._form = form
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.stem = QLineEdit()
        self.stem.setMaxLength(responses.LONGEST_TEXT)
        self.items = _lines()
        self.answers = _lines()
        self.body.addWidget(
            label(
                _(
                    "It is scored as the sum of its answers, without bands or norms. The program "
                    "does not look at what your own items ask. Many published questionnaires may "
                    "not be copied: write your own words."
                ),
                "hint",
            )
        )
        for caption, control, hint in (
            (_("Name"), self.name, ""),
            (_("What stands above the items, if anything"), self.stem, ""),
            (_("Items"), self.items, _("One a line.")),
            (
                _("Answers"),
                self.answers,
                _("One a line, the same for each item. The first counts 0, the next 1 and so on."),
            ),
        ):
            self.body.addWidget(Field(caption, control, hint))
        if form is not None:
            self._fill(form)
        self.save_wanted.connect(self._save)
        self.begin(self.draft)
        self.name.setFocus()

    def draft(self) -> OwnDraft:
        """Return what is written."""
        return OwnDraft(
            self.name.text(),
            self.stem.text(),
            _written(self.items),
            _written(self.answers),
        )

    def _fill(self, form: Instrument) -> None:
        self.name.setText(form.name)
        self.stem.setText(form.stem)
        self.items.setPlainText("\n".join(item.text for item in form.items))
        self.answers.setPlainText("\n".join(answer.text for answer in form.answers))
        self.body.addWidget(
            label(
                _(
                    "With other words it is another questionnaire: what was answered so far stays "
                    "with the words that were answered."
                ),
                "hint",
            )
        )

    def _save(self) -> None:
        draft = self.draft()
        try:
            responses.own(draft)
        except InputError as error:
            self.line.refuse(str(error))
            return
        now = self._workspace.now()
        if self._form is None:
            act = own_questionnaires.add
            self.keep(lambda: self._workspace.perform(_("Questionnaire added"), act, now, draft))
        else:
            change, key = own_questionnaires.change, self._form.key
            self.keep(
                lambda: self._workspace.perform(
                    _("Questionnaire changed"), change, now, key, draft
                )
            )


def _lines() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(_LINES_HEIGHT)
    return made


def _written(field: QPlainTextEdit) -> tuple[str, ...]:
    return tuple(line.strip() for line in field.toPlainText().splitlines() if line.strip())
