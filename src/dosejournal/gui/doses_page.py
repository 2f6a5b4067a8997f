"""The page on which doses are recorded and planned, and substances are named."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from dosejournal.gui import standing_aside
from dosejournal.gui.cards import Card, Page, button, label
from dosejournal.gui.columns import Columns
from dosejournal.gui.dose_form import DoseForm
from dosejournal.gui.drafts import dose_content
from dosejournal.gui.drafts.drafting import Drafting
from dosejournal.gui.expectation import asking, said
from dosejournal.gui.expectation.said import Said, Subject
from dosejournal.gui.plan.adherence_card import AdherenceCard
from dosejournal.gui.plan.regimens_card import RegimensCard
from dosejournal.gui.recent_doses import RecentDoses
from dosejournal.gui.substances_card import SubstancesCard
from dosejournal.gui.unrecorded import Question
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import doses, drafts
from dosejournal.journal.drafts import Content

_ROOM_FOR_KEYS = 640


class DosesPage(Page):
    """Record a dose; below it the latest ones, beside it the plan and the substances."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Doses"), parent)
        self._workspace = workspace
        self.form = DoseForm(workspace)
        self.drafting = Drafting(workspace, self.form, ("dose", ""), self._content)
        self.record_button = button(_("Record dose"), "primary")
        self.recent = RecentDoses(workspace)
        self.regimens = RegimensCard(workspace)
        self.adherence = AdherenceCard(workspace)
        self.substances = SubstancesCard(workspace)
        self.folded_label = label(_("Back when this check-in is recorded."), "hint")
        self._card = card = Card(_("What did you take?"))
        card.body.addWidget(self.form)
        self.keys_label = label(_("Ctrl + Return"), "hint")
        self.keys_label.setWordWrap(False)
        self.form.foot.addWidget(self.keys_label, 0, Qt.AlignmentFlag.AlignVCenter)
        self.form.foot.addWidget(self.record_button)
        self._columns = Columns()
        self._columns.turned.connect(self._place)
        self._place(narrow=False)
        self.content.addWidget(self._columns)
        self.form.edited.connect(self.drafting.note)
        self.record_button.clicked.connect(lambda _checked: self._ask())
        self.recent.wanted.connect(self.form.substance.setFocus)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._ask)
        self.setFocusProxy(self.form)
        workspace.rating.connect(lambda _rating: self._fold())
        workspace.changed.connect(self._notice)
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether doses may be seen now, before they are."""
        self._fold()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is only good to know where there is little room."""
        super().resizeEvent(event)
        self.keys_label.setVisible(event.size().width() >= _ROOM_FOR_KEYS)

    def show_part(self, key: str) -> None:
        """Go on with a dose that was being written down; what is filled in is kept for later."""
        found = self._workspace.attempt(self._workspace.read, drafts.read) or []
        for draft in found:
            if draft.place == key:
                self.drafting.put_aside()
                dose_content.fill(self.form, self._workspace, draft)
                self.drafting.go_on(draft)

    def has_unsaved(self) -> bool:
        """Say whether something is filled in that is not recorded."""
        return not self.form.is_empty()

    def question(self) -> Question:
        """Return what is asked before something unrecorded is lost."""
        return Question.of_entry(_("This dose is not recorded yet"))

    def record(self) -> None:
        """Record the dose that is filled in at once: who leaves is asked nothing more."""
        if self.form.check():
            self._record(None)

    def _ask(self) -> None:
        """Ask what is expected of it, where that is to be asked, and then record it."""
        if self.form.check():
            draft = self.form.draft()
            subject = Subject(draft.substance)
            asking.before(self._workspace, self, subject, draft.at, self._record)

    def _record(self, expected: Said | None) -> None:
        # read within the act: one taken now is taken when the question has been answered
        recorded = said.perform(
            self._workspace,
            _("Dose recorded"),
            expected,
            self.drafting.ending(
                lambda session: doses.record(session, self._workspace.now(), self.form.draft())
            ),
        )
        if recorded is not None:
            self.form.clear()
            self.drafting.end()
            self.form.substance.setFocus()

    def _content(self) -> Content | None:
        return None if self.form.is_empty() else dose_content.of(self.form)

    def _notice(self, changes: frozenset[str]) -> None:
        if "choice" in changes:
            self._fold()

    def _fold(self) -> None:
        """Leave only the form beside a check-in: what was taken is what it must not know of."""
        folded = standing_aside.is_due(self._workspace)
        self.folded_label.setVisible(folded)
        for card in (self.adherence, self.recent, self.regimens, self.substances):
            card.setVisible(not folded)

    def _place(self, narrow: bool) -> None:
        first: list[QWidget] = [self._card, self.folded_label]
        second: list[QWidget] = []
        if narrow:
            # below fifty doses nobody would find the others
            first += [self.regimens, self.adherence, self.substances, self.recent]
        else:
            first += [self.adherence, self.recent]
            second += [self.regimens, self.substances]
        for column, cards in ((self._columns.first, first), (self._columns.second, second)):
            for place, card in enumerate(cards):
                column.insertWidget(place, card)
