"""A questionnaire read again: every item with its answer, and a note that can be written to it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from dosejournal.domain.entries import Entry
from dosejournal.domain.questionnaires import Instrument
from dosejournal.domain.responses import Response
from dosejournal.gui import entry_words, response_words
from dosejournal.gui.cards import label
from dosejournal.gui.fields import Field
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.note_field import NoteField
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import questionnaires


class AnswersDialog(FormDialog):
    """Shows what was answered, which stays as it is, and keeps a note to it."""

    WIDTH = 620

    def __init__(self, workspace: Workspace, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Answers"), _("Save note"), parent)
        self._entry = entry
        self.note = NoteField()
        self.note.set_text(entry.note)
        self.note.refused.connect(workspace.failed)
        said, hint = entry.response, ""
        if said is not None:
            form = workspace.read(questionnaires.instruments).get(said.instrument)
            self.body.addWidget(label(response_words.title(said), "card-title"))
            self.body.addWidget(label(entry_words.moment(entry.moment), "hint"))
            if form is not None and form.stem:
                self.body.addWidget(label(form.stem))
            self.body.addLayout(_answers(said, form))
            if form is not None and form.care_item is not None:
                hint = _("A report shows it where item {n} has an answer above 0.").format(
                    n=form.care_item
                )
        self.body.addWidget(Field(_("Note"), self.note, hint))
        self.save_wanted.connect(self._save)
        self.begin(self.note.text)
        self.note.setFocus()

    def _save(self) -> None:
        now = self._workspace.now()
        self.keep(
            lambda: self._workspace.perform(
                _("Note changed"), questionnaires.annotate, now, self._entry.id, self.note.text()
            )
        )


def _answers(said: Response, form: Instrument | None) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 1)
    rows = list(_rows(said, form))
    for place, (words, answer) in enumerate(rows):
        told = label(answer)
        told.setAccessibleName(f"{words}: {answer}")
        grid.addWidget(label(words), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(told, place, 1, Qt.AlignmentFlag.AlignTop)
    return grid


def _rows(said: Response, form: Instrument | None) -> list[tuple[str, str]]:
    found = []
    for place, answer in enumerate(said.answers, 1):
        item = _("Item {n}").format(n=place) if form is None else form.items[place - 1].text
        told = _("left out")
        if answer is not None:
            told = str(answer) if form is None else form.answer(answer).text
        found.append((_("{place}. {item}").format(place=place, item=item), told))
    if form is not None and form.difficulty is not None and said.difficulty is not None:
        found.append((form.difficulty.text, form.difficulty.answers[said.difficulty].text))
    return found
