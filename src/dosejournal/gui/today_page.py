"""The page of today: one check-in in seconds, and what is planned and was taken so far."""

from datetime import date, datetime
from itertools import pairwise

from PySide6.QtCore import QDate, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dosejournal.domain.clock import journal_day
from dosejournal.domain.entries import EntryKind
from dosejournal.gui.cards import Card, Page, button, label
from dosejournal.gui.check_in_form import CheckInForm
from dosejournal.gui.columns import Columns
from dosejournal.gui.doses_today import DosesToday
from dosejournal.gui.doubt_dialog import DoubtDialog
from dosejournal.gui.drafts import check_in_content
from dosejournal.gui.drafts.draft_offers import DraftOffers
from dosejournal.gui.drafts.drafting import Drafting
from dosejournal.gui.effects.lasting_card import LastingCard
from dosejournal.gui.evidence.card_strip import CardStrip
from dosejournal.gui.first_questions import FirstQuestions
from dosejournal.gui.plan import day_plan
from dosejournal.gui.questionnaires.due_strip import DueStrip
from dosejournal.gui.unrecorded import Question
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _, ngettext
from dosejournal.journal import check_ins, choices, information, timeline
from dosejournal.journal.drafts import Content, Draft
from dosejournal.journal.timeline import Filter

_LOOK_EVERY_MILLISECONDS = 30_000
_TABLES = {
    "check_in", "dose_event", "substance", "journal_info", "regimen", "regimen_step",
    "regimen_pause", "choice", "measure", "main_measure",
}  # fmt: skip


class TodayPage(Page):
    """Asks how the person is before it shows anything; `dose_wanted` asks for the Doses page.

    `draft_wanted` carries something else that was being written, to go on with it in its place.
    """

    dose_wanted = Signal()
    draft_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Today"), parent)
        self._workspace = workspace
        self._day: date | None = None
        self._read_in: datetime | None = None  # the minute in which the doses were read
        self._rates_first = True
        self._asks_first = False  # what every journal asks once
        self._asks_later = False
        self.questions: FirstQuestions | None = None
        self.count_label = label("", "hint")
        self.count_label.setWordWrap(False)
        self.offers = DraftOffers(workspace)
        self.due = DueStrip(workspace, self)
        self.form = CheckInForm(workspace)
        self.drafting = Drafting(workspace, self.form, ("check_in", ""), self._content)
        self.record_button = button(_("Record check-in"), "primary")
        self.doses = DosesToday(workspace)
        self.effects = LastingCard(workspace, self)
        self.strip = CardStrip(workspace)
        self._lay_out()
        self.form.edited.connect(self._fold)
        self.form.edited.connect(self.drafting.note)
        self.offers.wanted.connect(self._go_on)
        self.record_button.clicked.connect(self.record)
        self.doses.dose_wanted.connect(self.dose_wanted)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.record)
        workspace.changed.connect(self._notice)
        self._look = QTimer(self, interval=_LOOK_EVERY_MILLISECONDS)
        self._look.timeout.connect(self._turn_day)
        self._look.start()
        self._refresh()

    def has_unsaved(self) -> bool:
        """Say whether something is filled in that is not recorded."""
        return not self.form.is_empty()

    def question(self) -> Question:
        """Return what is asked before something unrecorded is lost."""
        return Question.of_entry(_("This check-in is not recorded yet"))

    def record(self) -> None:
        """Record the check-in; a value that may be a slip is asked about first."""
        doubts = self.form.doubts()
        if not doubts:
            self._record()
            return
        asking = DoubtDialog(doubts, self)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.kept.connect(self._record)
        asking.open()

    def _record(self) -> None:
        """Record it; when that fails, all that is filled in stays."""
        # the form is read within the act, so that what it refuses is told like any refusal
        recorded = self._workspace.perform(
            _("Check-in recorded"),
            self.drafting.ending(
                lambda session: check_ins.record(session, self._workspace.now(), self.form.draft())
            ),
        )
        if recorded is None:
            return
        self.form.clear()
        self.drafting.end()
        self._fold()
        self.verticalScrollBar().setValue(0)
        self.form.setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the day it is, also after a night out of sight."""
        super().showEvent(event)
        self._turn_day()
        self._workspace.attend(self.offers.refresh)
        if self.has_unsaved():
            # a notice that came up on another page does not follow
            self._workspace.rating.emit(True)

    def _lay_out(self) -> None:
        self.card = card = Card(_("How are you right now?"))
        keys = label(_("Ctrl + Return"), "hint")
        keys.setWordWrap(False)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(keys)
        foot.addWidget(self.record_button)
        self.form.foot.addLayout(foot)
        self.form.foot.setAlignment(foot, Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(self.form)
        self.actions.addWidget(self.count_label, 0, Qt.AlignmentFlag.AlignBottom)
        self._columns = columns = Columns()
        columns.first.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        columns.second.addWidget(self.doses, 0, Qt.AlignmentFlag.AlignTop)
        columns.second.addWidget(self.effects, 0, Qt.AlignmentFlag.AlignTop)
        # last, also in one column: what comes and goes here moves nothing else
        columns.second.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignTop)
        columns.second.addStretch(1)
        self.content.addWidget(self.offers)
        self.content.addWidget(self.due)
        self.content.addWidget(columns)
        self.setFocusProxy(self.form)

    def _content(self) -> Content | None:
        return None if self.form.is_empty() else check_in_content.of(self.form)

    def _go_on(self, draft: Draft) -> None:
        if draft.kind == "check_in":
            # what is filled in gives way, and is offered in turn
            self.drafting.put_aside()
            check_in_content.fill(self.form, draft)
            self.drafting.go_on(draft)
            self.form.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.draft_wanted.emit(draft)
        self._workspace.attend(self.offers.refresh)

    def _notice(self, changes: frozenset[str]) -> None:
        if changes & _TABLES:
            self._workspace.attend(self._refresh)

    def _turn_day(self) -> None:
        self._workspace.attend(self._follow_day)

    def _follow_day(self) -> None:
        if self._today() != self._day:
            self._refresh()
        elif self._day is not None and self._minute() != self._read_in:
            # what was to come may be due by now
            self._show_doses(self._day)

    def _today(self) -> date:
        starts_at = self._workspace.read(information.read).day_starts_at
        return journal_day(self._workspace.now(), starts_at)

    def _refresh(self) -> None:
        # until all is read, the day counts as turned: what fails is tried again
        self._day = None
        day = self._today()
        count = len(self._keys("check_in", day))
        self._show_doses(day)
        self._choose()
        self._day = day
        self.set_subtitle(
            self.locale().toString(
                QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat
            )
        )
        self.count_label.setText(
            ngettext("{n} check-in so far", "{n} check-ins so far", count).format(n=count)
        )
        self._fold()

    def _minute(self) -> datetime:
        return self._workspace.now().replace(second=0, microsecond=0)

    def _show_doses(self, day: date) -> None:
        self._read_in = None
        doses = self._workspace.read(timeline.entries, self._keys("dose_event", day)[::-1])
        plan = day_plan.read(self._workspace, day, doses)
        if plan is None:
            self.doses.show_doses(doses)
        else:
            self.doses.show_plan(plan)
            self._order_tabs()
        self._read_in = self._minute()

    def _choose(self) -> None:
        """Ask and show as the person chose."""
        chosen = self._workspace.read(choices.read)
        self._rates_first = chosen.rate_first == "yes"
        self.card.set_hint(
            _(
                "Rate first. What you rated before, and your charts, "
                "stay out of sight until you record."
            )
            if self._rates_first
            else _("What you recorded before stays in sight, as you chose in Settings.")
        )
        self._asks_first = not chosen.topics and not self._asks_later
        if self._asks_first:
            self._build_questions().refresh()

    def _build_questions(self) -> FirstQuestions:
        if self.questions is None:
            self.questions = FirstQuestions(self._workspace)
            self.questions.put_off.connect(self._ask_later)
            below_doses = self._columns.second.indexOf(self.doses) + 1
            self._columns.second.insertWidget(
                below_doses, self.questions, 0, Qt.AlignmentFlag.AlignTop
            )
            self._order_tabs()
        return self.questions

    def _order_tabs(self) -> None:
        # lines of a plan that are new come last, and the button below them with them
        asked = [] if self.questions is None else self.questions.stops
        stops = [self.doses.log_button, *asked, *self.effects.stops, *self.strip.stops]
        for first, second in pairwise(stops):
            self.setTabOrder(first, second)

    def _ask_later(self) -> None:
        self._asks_later, self._asks_first = True, False
        self._fold()

    def _fold(self) -> None:
        rating = self.has_unsaved()
        hides = rating and self._rates_first
        self.doses.fold(hides)
        self.effects.fold(hides)
        self.offers.stand_aside(hides)
        if self.questions is not None:
            self._show_questions(self.questions, self._asks_first and not hides)
        self._workspace.is_rating = rating

    def _show_questions(self, questions: FirstQuestions, shown: bool) -> None:
        focus = self.focusWidget()
        if not shown and focus is not None and questions.isAncestorOf(focus):
            self.form.setFocus(Qt.FocusReason.TabFocusReason)
        questions.setVisible(shown)

    def _keys(self, kind: EntryKind, day: date) -> list[int]:
        wanted = Filter(kinds=(kind,), first_day=day, last_day=day)
        return list(self._workspace.read(timeline.keys, wanted))
