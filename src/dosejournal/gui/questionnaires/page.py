"""The Questionnaires page: which are due, filling one in, and what was answered so far."""

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dosejournal.domain.entries import Entry
from dosejournal.domain.questionnaires import Instrument
from dosejournal.domain.responses import Due
from dosejournal.errors import MomentError
from dosejournal.gui import standing_aside
from dosejournal.gui.cards import Card, Page, button
from dosejournal.gui.drafts.drafting import Drafting
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.questionnaires.answers_dialog import AnswersDialog
from dosejournal.gui.questionnaires.assumptions_dialog import AssumptionsDialog
from dosejournal.gui.questionnaires.due_row import DueRow
from dosejournal.gui.questionnaires.fill_form import FillForm
from dosejournal.gui.questionnaires.history_card import HistoryCard
from dosejournal.gui.questionnaires.own_dialog import OwnDialog
from dosejournal.gui.standing_aside import StandingAside
from dosejournal.gui.unrecorded import Question
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import drafts, own_questionnaires, questionnaires, score_changes
from dosejournal.journal.drafts import Draft
from dosejournal.journal.score_changes import ScoreHistory

KIND = "questionnaire"
_TABLES = frozenset(
    {"questionnaire_response", "own_questionnaire", "choice", "journal_info", "check_in"}
)
_WIDEST = 960


class QuestionnairesPage(Page):
    """A list of questionnaires with their histories below; the one being filled in is alone.

    `check_in_wanted` says that the person wants to go on with a check-in.
    """

    check_in_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Questionnaires"), parent)
        self._workspace = workspace
        self.form: FillForm | None = None
        self.drafting: Drafting | None = None
        self.rows: list[DueRow] = []
        self.histories: list[HistoryCard] = []
        self.aside = StandingAside(self.check_in_wanted.emit)
        self.add_button = button(_("Add your own…"))
        self.add_button.clicked.connect(lambda _checked: self._add_own())
        self.actions.addWidget(self.add_button)
        self._filling = Card()
        self._filling.setMaximumWidth(_WIDEST)
        self._overview = QWidget()
        self._list = Card(
            _("To fill in"),
            _("Each at most every two weeks. They are screening questionnaires, no diagnosis."),
        )
        self._column = QVBoxLayout(self._overview)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.addWidget(self._list)
        for part in (self.aside, self._filling, self._overview):
            self.content.addWidget(part)
        Upkeep(self, workspace, _TABLES, self.refresh)
        workspace.rating.connect(lambda _rating: self._stand())
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether scores may be seen now, before they are."""
        self._stand()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is filled in when the page is left."""
        super().hideEvent(event)
        if self.drafting is not None:
            self.drafting.save()

    def refresh(self) -> None:
        """Read again what is due and what was answered."""
        now = self._workspace.now()
        due = self._workspace.read(questionnaires.due, now)
        kept = {draft.subject for draft in self._drafts()}
        histories = self._workspace.read(score_changes.every)
        for old in (*self.rows, *self.histories):
            old.hide()
            old.deleteLater()
        self.rows = [self._row(each, each.instrument.key in kept) for each in due]
        for row in self.rows:
            self._list.body.addWidget(row)
            # Qt would show it at the next event only, and lay it out after that
            row.show()
        words = DayWords()
        self.histories = [self._history(each, words) for each in histories]
        for card in self.histories:
            self._column.addWidget(card)
            card.show()
        self._stand()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def show_part(self, key: str) -> None:
        """Go on with a questionnaire that was being filled in."""
        for draft in self._drafts():
            if draft.place == key:
                self.fill_in(draft.subject, draft)

    def fill_in(self, key: str, draft: Draft | None = None) -> None:
        """Open the form of a questionnaire, with what was filled in of it before."""
        self._put_away()
        form = self._workspace.attempt(self._workspace.read, questionnaires.find, key)
        if form is None:
            return
        draft = draft or next((each for each in self._drafts() if each.subject == key), None)
        self.form = made = FillForm(self._workspace, form)
        self.drafting = Drafting(self._workspace, made, (KIND, form.key), made.content)
        made.edited.connect(self.drafting.note)
        made.reached.connect(lambda part: self.ensureWidgetVisible(part, 0, 48))
        made.done_wanted.connect(self.record)
        made.left.connect(self._leave)
        self._filling.set_title(form.name)
        self._filling.set_hint(form.about)
        self._filling.body.addWidget(made)
        made.show()
        self._stand()
        if draft is not None:
            made.fill(draft)
            self.drafting.go_on(draft)
        self.verticalScrollBar().setValue(0)
        made.begin()

    def has_unsaved(self) -> bool:
        """Say whether something is filled in that is not recorded."""
        return self.form is not None and not self.form.is_empty()

    def question(self) -> Question:
        """Return what is asked before something unrecorded is lost."""
        return Question.of_entry(_("This questionnaire is not recorded yet"))

    def record(self) -> None:
        """Record what is filled in; what cannot be recorded stays, and the person is told why."""
        form, drafting = self.form, self.drafting
        if form is None or drafting is None:
            return
        try:
            draft = form.draft()
        except MomentError:
            # the field itself says why
            form.go(len(form.items))
            form.moment.editor.setFocus()
            return
        act = drafting.ending(questionnaires.record)
        now = self._workspace.now()
        if self._workspace.perform(_("Questionnaire recorded"), act, now, draft) is not None:
            drafting.end()
            self._close()

    def _leave(self) -> None:
        self._put_away()
        self._workspace.attend(self.refresh)

    def _put_away(self) -> None:
        """Keep what is filled in as a draft, and close the form."""
        if self.drafting is not None:
            self.drafting.put_aside()
        self._close()

    def _close(self) -> None:
        if self.form is not None:
            self.form.hide()
            self._filling.body.removeWidget(self.form)
            self.form.deleteLater()
        self.form = self.drafting = None
        self._stand()
        self.verticalScrollBar().setValue(0)

    def _stand(self) -> None:
        """Show the form alone, and no score beside a check-in that is being filled in."""
        due = standing_aside.is_due(self._workspace)
        filling = self.form is not None
        self._filling.setVisible(filling)
        self.aside.setVisible(due and not filling)
        self._overview.setVisible(not due and not filling)
        self.add_button.setVisible(not due and not filling)

    def _drafts(self) -> list[Draft]:
        found = self._workspace.read(drafts.read)
        return [each for each in found if each.kind == KIND]

    def _row(self, due: Due, has_draft: bool) -> DueRow:
        other = self._other(due.instrument)
        row = DueRow(due, has_draft, "" if other is None else other.name)
        row.wanted.connect(self.fill_in)
        row.change_wanted.connect(self._change_own)
        row.set_aside_wanted.connect(self._set_aside)
        if other is not None:
            row.other_button.clicked.connect(lambda _checked: self.fill_in(other.key))
        return row

    def _other(self, form: Instrument) -> Instrument | None:
        """Return the form without the item about death or self-harm, for one that has it."""
        if form.care_item is None:
            return None
        known = self._workspace.read(questionnaires.instruments)
        return next((each for each in known.values() if each.stands_in_for == form.key), None)

    def _history(self, history: ScoreHistory, words: DayWords) -> HistoryCard:
        card = HistoryCard(history, words)
        card.answers_wanted.connect(self._show_answers)
        card.assumptions_wanted.connect(self._assume)
        return card

    def _show_answers(self, entry: Entry) -> None:
        AnswersDialog(self._workspace, entry, self).open()

    def _assume(self, history: ScoreHistory) -> None:
        if history.error is not None:
            AssumptionsDialog(self._workspace, history.instrument, history.error, self).open()

    def _add_own(self) -> None:
        OwnDialog(self._workspace, parent=self).open()

    def _change_own(self, key: str) -> None:
        form = self._workspace.attempt(self._workspace.read, questionnaires.find, key)
        if form is not None:
            OwnDialog(self._workspace, form, self).open()

    def _set_aside(self, key: str) -> None:
        act = own_questionnaires.set_aside
        self._workspace.perform(_("Questionnaire set aside"), act, key)
