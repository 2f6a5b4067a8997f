"""The page with everything that was recorded: found, read, amended, removed, brought back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dosejournal.domain.clock import journal_day
from dosejournal.domain.entries import Entry
from dosejournal.gui import entry_words, standing_aside
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.cards import EmptyState, Page
from dosejournal.gui.effects.effect_dialog import EffectDialog
from dosejournal.gui.entry_details import EntryDetails
from dosejournal.gui.entry_list import EntryList
from dosejournal.gui.history_dialog import HistoryDialog
from dosejournal.gui.questionnaires.answers_dialog import AnswersDialog
from dosejournal.gui.standing_aside import StandingAside
from dosejournal.gui.timeline_filters import TimelineFilters
from dosejournal.gui.timeline_model import TimelineModel
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import (
    adverse_effects,
    check_ins,
    doses,
    expectations,
    information,
    questionnaires,
    revisions,
    tags,
)
from dosejournal.journal.timeline import Filter

_TABLES = {
    "check_in", "rating", "tag", "check_in_tag", "substance", "dose_event", "expectancy",
    "questionnaire_response", "own_questionnaire", "adverse_effect",
    "measure", "revision", "journal_info",
}  # fmt: skip
_BESIDE_FROM = 960
_MARGINS = 64  # of the page, at both sides
_DETAILS_WIDTH = 336
_DETAILS_HEIGHT = 264
_LIST_HEIGHT = 184
_NO_LIMIT = 16_777_215  # QWIDGETSIZE_MAX, which PySide does not name


class TimelinePage(Page):
    """A list of all entries with a search above it, and the chosen entry beside it.

    While a check-in is being filled in, the page stands aside as it is, with what was chosen.
    """

    check_in_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Timeline"), parent, fill=True)
        self._workspace = workspace
        self._stale = True
        self.model = TimelineModel(workspace, self)
        self.filters = TimelineFilters()
        self.list = EntryList(self.model)
        self.details = EntryDetails(workspace)
        self.nothing_recorded = EmptyState(
            _("Nothing recorded yet. Your check-ins and doses will be listed here."),
            _("Record a check-in"),
            self.check_in_wanted.emit,
        )
        self.nothing_found = EmptyState(
            _("Nothing found."), _("Clear search and filters"), self.filters.clear
        )
        self.nothing_removed = EmptyState(
            _("No entry has been removed. What you remove stays here, and can be restored."),
            _("Show all entries"),
            self.filters.clear,
        )
        states = (self.nothing_recorded, self.nothing_removed, self.nothing_found)
        self._empty = {state: _in_the_middle(state) for state in states}
        self.stack = QStackedWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.aside = StandingAside(self.check_in_wanted.emit)
        self.aside.hide()
        self.inside = QWidget()
        self._lay_out()
        self._connect()
        self._stand()

    def _lay_out(self) -> None:
        self.stack.addWidget(self.list)
        for middle in self._empty.values():
            self.stack.addWidget(middle)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        # the list reaches the card's sides, and leaves its round corners free
        inside.setContentsMargins(1, 8, 1, 8)
        inside.addWidget(self.stack)
        self.stack.setMinimumHeight(_LIST_HEIGHT)
        self._columns.setSpacing(16)
        self._columns.addWidget(card, 1)
        self._columns.addWidget(self.details)
        whole = QVBoxLayout(self.inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addWidget(self.filters)
        whole.addLayout(self._columns, 1)
        self.content.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignTop)
        self.content.addWidget(self.inside, 1)

    def _connect(self) -> None:
        self.filters.changed.connect(self._search)
        self.list.chosen.connect(self._show_chosen)
        self.list.amend_wanted.connect(self.amend)
        self.list.remove_wanted.connect(self.remove)
        self.details.amend_wanted.connect(self.amend)
        self.details.remove_wanted.connect(self.remove)
        self.details.restore_wanted.connect(self.restore)
        self.details.history_wanted.connect(self.show_history)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._go_to_search)
        self._workspace.changed.connect(self._notice)
        self._workspace.rating.connect(lambda _rating: self._stand())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while another page was open."""
        self._stand()
        super().showEvent(event)
        if self._stale:
            self._workspace.attend(self._refresh, or_next=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chosen entry below the list where there is no room beside it."""
        super().resizeEvent(event)
        self._arrange()

    def amend(self) -> None:
        """Open the chosen entry to be changed; what was expected is not edited afterwards."""
        entry = self._chosen_entry()
        if entry is not None and entry.response is not None:
            self._open(partial(AnswersDialog, self._workspace, entry, self))
        elif entry is not None and entry.effect is not None:
            self._open(partial(EffectDialog, self._workspace, entry, self))
        elif entry is not None and entry.expectation is None:
            self._open(partial(AmendDialog, self._workspace, entry, self))

    def remove(self) -> None:
        """Take the chosen entry out of the journal, at once: it can be undone and restored."""
        entry = self._chosen_entry()
        if entry is None:
            return
        now = self._workspace.now()
        if entry.kind == "check_in":
            self._workspace.perform(_("Check-in removed"), check_ins.remove, now, entry.id)
        elif entry.kind == "dose_event":
            self._workspace.perform(_("Dose removed"), doses.remove, now, entry.id)
        elif entry.kind == "questionnaire_response":
            act = questionnaires.remove
            self._workspace.perform(_("Questionnaire removed"), act, now, entry.id)
        elif entry.kind == "adverse_effect":
            self._workspace.perform(_("Effect removed"), adverse_effects.remove, now, entry.id)
        else:
            self._workspace.perform(_("Expectation removed"), expectations.remove, now, entry.id)
        self._keep_keyboard()

    def restore(self) -> None:
        """Put the chosen entry, which was removed, back into the journal."""
        line = self.list.line()
        if line is not None and line.version is not None:
            self._workspace.perform(_("Entry restored"), revisions.restore, line.version)
            self._keep_keyboard()

    def show_history(self) -> None:
        """Show what the chosen entry was before."""
        line = self.list.line()
        if line is not None:
            self._open(partial(HistoryDialog, self._workspace, line.entry, self))

    def _refresh(self, *, or_next: bool) -> None:
        self._stale = True
        start = self._workspace.read(information.read).day_starts_at
        self.filters.offer_tags(self._workspace.read(tags.used))
        today = journal_day(self._workspace.now(), start)
        self.filters.begin(today)
        wanted = self.filters.wanted(today)
        with self.list.kept_in_place(or_next=or_next):
            self.model.ask(wanted)
        self._stale = False
        n = self.model.rowCount()
        self._say_count()
        self.stack.setCurrentWidget(self.list if n else self._empty[self._reason(wanted)])
        self._show_chosen()

    def _say_count(self) -> None:
        n = self.model.rowCount()
        self.set_subtitle(entry_words.count(n) if n and not self.inside.isHidden() else "")

    def _stand(self) -> None:
        """Stand aside while a check-in is being filled in, or come back."""
        stands_aside = standing_aside.is_due(self._workspace)
        if stands_aside == self.inside.isHidden():
            return
        focus = self.window().focusWidget()
        had_keyboard = focus is not None and self.isAncestorOf(focus)
        self.aside.setVisible(stands_aside)
        self.inside.setVisible(not stands_aside)
        self._say_count()
        if had_keyboard:
            (self.aside.action if stands_aside else self.list).setFocus()

    def _reason(self, wanted: Filter | None) -> EmptyState:
        if wanted is None:
            return self.nothing_removed
        return self.nothing_found if self.filters.narrows() else self.nothing_recorded

    def _chosen_entry(self) -> Entry | None:
        line = self.list.line()
        return line.entry if line is not None and line.version is None else None

    def _open(self, build: Callable[[], QDialog]) -> None:
        dialog = self._workspace.attempt(build)
        if dialog is not None:
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _notice(self, changes: frozenset[str]) -> None:
        if "choice" in changes:
            self._stand()
        if not changes & _TABLES:
            return
        self._stale = True
        if self.isVisible():
            self._workspace.attend(self._refresh, or_next=True)

    def _search(self) -> None:
        self._workspace.attempt(self._refresh, or_next=False)
        self.list.scrollToTop()

    def _keep_keyboard(self) -> None:
        # with the last entry shown its buttons went, and Qt gave the keyboard to the sidebar
        focus = self.window().focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            # removed entries cannot be searched
            search = self.filters.search
            (search if search.isEnabled() else self.filters.kind).setFocus()

    def _go_to_search(self) -> None:
        if self.inside.isHidden():
            return
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def _show_chosen(self) -> None:
        self.details.show_line(self.list.line(), self.model.measures)
        self._arrange()

    def _arrange(self) -> None:
        self.filters.arrange(self.viewport().width() - _MARGINS)
        beside = self.width() >= _BESIDE_FROM
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        if beside:
            self.details.setFixedWidth(_DETAILS_WIDTH)
            self.details.setMinimumHeight(0)
            self.details.setMaximumHeight(_NO_LIMIT)
        else:
            self.details.setMinimumWidth(0)
            self.details.setMaximumWidth(_NO_LIMIT)
            self.details.setFixedHeight(_DETAILS_HEIGHT)
        chosen = self.list.line() is not None
        self.details.setVisible(chosen or (beside and self.model.rowCount() > 0))


def _in_the_middle(state: EmptyState) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.addStretch(1)
    layout.addWidget(state)
    layout.addStretch(1)
    return page
