"""The Report page: a form, and beside it the pages as they will be printed."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dosejournal.domain.clock import journal_day
from dosejournal.exchange.report import Gathered
from dosejournal.gui import page_tools, standing_aside
from dosejournal.gui.cards import EmptyState, Page, button, label
from dosejournal.gui.report.delivery import Delivery
from dosejournal.gui.report.form import ReportForm
from dosejournal.gui.report.halves import Halves
from dosejournal.gui.report.preview import Preview
from dosejournal.gui.report.setting import Setting
from dosejournal.gui.report.sheets import Sheets
from dosejournal.gui.standing_aside import StandingAside
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import information, record_grounds

_TABLES = frozenset(
    {
        "check_in",
        "rating",
        "measure",
        "dose_event",
        "substance",
        "regimen",
        "regimen_step",
        "regimen_pause",
        "expectancy",
        "questionnaire_response",
        "own_questionnaire",
        "adverse_effect",
        "main_measure",
        "choice",
        "revision",
        "journal_info",
    }
)
_TYPING_MS = 150
_CAUTION_WIDTH = 232


class ReportPage(Page):
    """Sets a report as it is chosen; the pages before stay in sight until the next are there.

    What is chosen is kept while the window is open, and nowhere else. `check_in_wanted` says that
    the person wants to make the first entry, or go on with one.
    """

    check_in_wanted = Signal()

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QWidget | None = None) -> None:
        # first of all: where the journal cannot be read, no half of a page stays
        today = _journal_day(workspace)
        super().__init__(_("Report"), parent, fill=True)
        self._workspace, self._tasks = workspace, tasks
        self._today = today
        self._outdated = True
        self._is_empty = False
        self._can_be_made = True
        self.form = ReportForm(workspace, today)
        self.preview = Preview(tasks)
        self.setting = Setting(workspace, tasks, self.preview.view.look, self)
        self.delivery = Delivery(workspace, tasks, self.setting, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._ask)
        self._build_states()
        self._build_tools()
        self._connect()
        self._show_state()

    def _build_states(self) -> None:
        self.waiting = StandingAside(self.check_in_wanted.emit)
        self.empty = EmptyState(
            _(
                "Nothing recorded yet. Here you will see a report for a doctor, page by page as "
                "it will be printed, and choose what it holds."
            ),
            _("Record a check-in"),
            self.check_in_wanted.emit,
        )
        self.halves = Halves((_("What it holds"), self.form), (_("Pages"), self.preview))
        for above in (self.waiting, self.empty):
            self.content.addWidget(above, 0, Qt.AlignmentFlag.AlignTop)
        self.content.addWidget(self.halves, 1)

    def _build_tools(self) -> None:
        self.caution = label(_("A PDF is not protected once it is outside the journal."), "hint")
        self.caution.setMinimumWidth(_CAUTION_WIDTH)
        self.caution.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.print_button = button(_("Print…"))
        self.save_button = button(_("Save PDF…"), "primary")
        self.save_button.setAccessibleDescription(self.caution.text())
        for made, keys in ((self.print_button, "Ctrl+P"), (self.save_button, "Ctrl+S")):
            made.setShortcut(QKeySequence(keys))
            made.setToolTip(made.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        self.tools = QWidget()
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.caution, 1)
        row.addSpacing(4)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        self.actions.addWidget(self.tools)

    def _connect(self) -> None:
        self.form.chosen.connect(lambda: self._pause.start(0))
        self.form.typed.connect(lambda: self._pause.start(_TYPING_MS))
        self.preview.sharper_wanted.connect(self.setting.look_again)
        self.preview.add_shortcuts(self)
        self.setting.begun.connect(self._take_begun)
        self.setting.turned_out.connect(self._take_pages)
        self.setting.failed.connect(self._give_up)
        self.save_button.clicked.connect(lambda _checked: self.delivery.ask_where(self._today))
        self.print_button.clicked.connect(lambda _checked: self.delivery.ask_printer())
        self._workspace.changed.connect(self._notice)
        self._workspace.rating.connect(lambda _rating: self._follow())

    @property
    def is_busy(self) -> bool:
        """Whether other pages are to come."""
        return self.setting.is_busy or self._pause.isActive()

    def showEvent(self, event: QShowEvent) -> None:
        """Set again what has changed out of sight."""
        super().showEvent(event)
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Set no further for nobody."""
        super().hideEvent(event)
        self._stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons beside the title, or below it where there is no room."""
        super().resizeEvent(event)
        page_tools.place(self, self.tools, subtitle_width=0)

    def _notice(self, changes: frozenset[str]) -> None:
        if changes & _TABLES:
            self._outdated = True
            self.setting.forget()
            self._follow()

    def _follow(self) -> None:
        """Show what may be shown now, and set again where that is due."""
        self._show_state()
        if self._is_waiting():
            self._stop()
        elif self._outdated and self.isVisible():
            self._ask()

    def _stop(self) -> None:
        self._outdated |= self.is_busy
        self._pause.stop()
        self.setting.drop()
        self.preview.rest()

    def _ask(self) -> None:
        """Set the report that is chosen, or leave the one before while the form says why."""
        self._pause.stop()
        today = self._workspace.attend(_journal_day, self._workspace)
        if today is None:
            return
        self._outdated = False
        self._today = today
        options = self.form.options(today)
        self._can_be_made = options is not None
        if options is None:
            self.setting.drop()
            self.preview.rest()
        else:
            self.preview.wait()
            self.setting.ask(options)
        self._show_state()

    def _take_begun(self, found: Gathered) -> None:
        self._workspace.attend(self._offer, found)
        self._show_state()

    def _offer(self, found: Gathered) -> None:
        ground = found.ground
        if not ground.n_days:
            ground = self._workspace.read(record_grounds.of, None, None)
        self._is_empty = ground.first_entry is None
        self.form.follow(found, self._today)

    def _take_pages(self, pages: Sheets) -> None:
        self.preview.show_sheets(pages)
        self._show_state()

    def _give_up(self) -> None:
        self.preview.rest()
        self._outdated = True

    def _is_waiting(self) -> bool:
        return standing_aside.is_due(self._workspace)

    def _show_state(self) -> None:
        waiting = self._is_waiting()
        shown = not waiting and not self._is_empty
        self.waiting.setVisible(waiting)
        self.empty.setVisible(not waiting and self._is_empty)
        self.halves.setVisible(shown)
        self.tools.setVisible(shown)
        can = self._can_be_made and self.preview.view.sheets is not None
        self.save_button.setEnabled(can)
        self.print_button.setEnabled(can)
        first = (
            self.halves.stop if shown else self.waiting.action if waiting else self.empty.action
        )
        self.setFocusProxy(first)


def _journal_day(workspace: Workspace) -> date:
    start = workspace.read(information.read).day_starts_at
    return journal_day(workspace.now(), start)
