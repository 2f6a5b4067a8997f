"""The dialog that brings a file into the journal: look first, then decide."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain.archives import Archive, ArchiveCounts
from dosejournal.domain.column_presets import COLUMN
from dosejournal.domain.imports import ImportCounts, ImportPlan
from dosejournal.errors import JournalError
from dosejournal.exchange import archive, importers, incoming
from dosejournal.exchange.importers import any_table
from dosejournal.gui.archive_summary import ArchiveCard
from dosejournal.gui.cards import Page, button, label
from dosejournal.gui.import_columns import ColumnsCard
from dosejournal.gui.import_held import HeldAsideCard
from dosejournal.gui.import_matching import MatchingCard, is_matching
from dosejournal.gui.import_presets import ColumnPresets
from dosejournal.gui.import_preview import PreviewCard
from dosejournal.gui.import_questions import ZONE, QuestionsCard
from dosejournal.gui.import_source import SourceCard, dropped_file
from dosejournal.gui.import_summary import SummaryCard
from dosejournal.gui.import_words import MoodWordsCard
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import archives, imports, measures, substances

# backs the journal up for a reason, then goes on, or says why it cannot
BackUp = Callable[[str, Callable[[], None], Callable[[str], None]], None]

_SIZE = QSize(840, 760)
_ROOM_AROUND = 48
# several answers in a row are read together
_PAUSE_MILLISECONDS = 150


class ImportDialog(QDialog):
    """Reads a file in the background, shows what it would add, asks, and brings it in."""

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        path: Path | None = None,
        parent: QWidget | None = None,
        back_up: BackUp | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self._back_up = back_up
        self._path: Path | None = None
        self._format = importers.AUTO
        self._given: dict[str, str] = {}
        self._plan: ImportPlan | Archive | None = None
        # an answer that comes after the next question was asked is dropped
        self._turn = 0
        self._refused = ""
        self.setWindowTitle(_("Import"))
        self.setAcceptDrops(True)
        self.source = SourceCard()
        self.summary = SummaryCard()
        self.archive = ArchiveCard()
        self.columns = ColumnsCard()
        self.questions = QuestionsCard()
        self.words = MoodWordsCard()
        self.matching = MatchingCard()
        self.preview = PreviewCard()
        self.held = HeldAsideCard()
        self._presets = ColumnPresets(workspace, self.columns.offers, self.columns.keeping)
        self.import_button = button(_("Import"), "primary")
        self.cancel_button = button(_("Cancel"))
        self.hint = label(
            _("Nothing is written until you choose Import, and one undo takes all of it back."),
            "hint",
        )
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._lay_out()
        self._connect()
        self._show_plan(None, None)
        if path is not None:
            self.open_file(path)

    def _lay_out(self) -> None:
        page = Page(_("Bring in a history"))
        for card in self._cards():
            page.content.addWidget(card)
        foot = QHBoxLayout()
        foot.setContentsMargins(32, 12, 32, 24)
        foot.setSpacing(8)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.import_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(page, 1)
        layout.addLayout(foot)
        room = self.screen().availableSize() - QSize(_ROOM_AROUND, _ROOM_AROUND)
        self.resize(_SIZE.boundedTo(room))

    def _cards(self) -> tuple[QWidget, ...]:
        return (
            self.source,
            self.summary,
            self.archive,
            self.columns,
            self.questions,
            self.words,
            self.matching,
            self.preview,
            self.held,
        )

    def _connect(self) -> None:
        self.source.chosen.connect(self.open_file)
        self.columns.answered.connect(self._answer)
        self.columns.by_hand.connect(lambda: self._read_by_columns({}))
        self._presets.used.connect(self._read_by_columns)
        self._presets.changed.connect(self.columns.offers.offer)
        self.questions.answered.connect(self._answer)
        self.matching.answered.connect(self._answer)
        self.words.chosen.connect(lambda word, level: self._answer(f"mood:{word}", level))
        self.import_button.clicked.connect(self._start)
        self.cancel_button.clicked.connect(self.reject)
        self._pause.timeout.connect(self._read)
        self._workspace.failed.connect(self._refuse)

    def open_file(self, path: Path) -> None:
        """Read a file and show what it would bring in."""
        self._path = path
        self._format = importers.AUTO
        self._given = {}
        self._show_plan(None, None)
        self._read()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file of this computer, and nothing else."""
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def done(self, result: int) -> None:
        """Close; what is still being read is dropped."""
        self._turn += 1
        self._pause.stop()
        super().done(result)

    def _answer(self, key: str, answer: str) -> None:
        self._given[key] = answer
        # what is shown no longer holds; it is not to be brought in meanwhile
        self.import_button.setEnabled(False)
        self._pause.start()

    def _read_by_columns(self, answers: dict[str, str]) -> None:
        self._format = any_table.NAME
        self._given |= answers
        self._read()

    def _read(self) -> None:
        if self._path is None:
            return
        self._turn += 1
        self.import_button.setEnabled(False)
        self.source.show_reading(self._path)
        try:
            zone = self._given.get(ZONE) or self._home_zone()
            answers = self._workspace.gather(
                imports.answers, zone, self._given, self._workspace.now()
            )
        except JournalError as error:
            self.source.refuse(str(error))
            return
        self._tasks.run(
            partial(
                incoming.read, self._format, self._path, answers, self._workspace.journal_path
            ),
            partial(self._take, self._turn),
            partial(self._fail, self._turn),
        )

    def _take(self, turn: int, plan: ImportPlan | Archive) -> None:
        if turn != self._turn:
            return
        try:
            if isinstance(plan, Archive):
                self._show_archive(plan, self._workspace.gather(archives.count, plan))
            else:
                counts = self._workspace.gather(imports.count, plan)
                self._show_plan(plan.beside(counts), counts)
        except JournalError as error:
            self._fail(turn, error)

    def _fail(self, turn: int, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        if turn == self._turn:
            self._show_plan(None, None)
            self.source.refuse(str(error))

    def _show_plan(self, plan: ImportPlan | None, counts: ImportCounts | None) -> None:
        self._plan = plan
        for card in self._cards()[1:]:
            card.setVisible(plan is not None)
        self.archive.hide()
        self.import_button.setEnabled(False)
        if plan is None or counts is None:
            return
        self.import_button.setEnabled(
            bool(counts.check_ins or counts.dose_events or counts.completed)
        )
        self.source.show_kind(importers.title(plan))
        self.summary.show_plan(plan, counts)
        called = self._called if self._workspace.is_discreet else None
        self.columns.show_plan(plan, self._presets.names(plan, self._given), called)
        asked = [each for each in plan.questions if not each.key.startswith(("mood:", COLUMN))]
        self.questions.ask((each for each in asked if not is_matching(each)), self._given)
        self.matching.ask(filter(is_matching, asked), self._given, self._called)
        times = Counter(entry.mood_word.casefold() for entry in plan.check_ins if entry.mood_word)
        self.words.show_words(plan.mood_words, times)
        known = self._workspace.read(measures.listing, archived=True)
        self.preview.show_plan(plan, {each.key: each for each in known}, self._called)
        self.held.show_rows(plan.held_aside, importers.held_aside_csv(plan))

    def _show_archive(self, found: Archive, counts: ArchiveCounts) -> None:
        self._show_plan(None, None)
        self._plan = found
        self.import_button.setEnabled(counts.changes)
        self.source.show_kind(archive.title())
        self.archive.show_archive(found, counts)
        self.archive.show()
        self.held.show_rows(counts.held_aside, archive.held_aside_csv(counts))

    def _start(self) -> None:
        """Show that it is being written, then write: the writing keeps the window busy."""
        if self._plan is None:
            return
        self.import_button.setEnabled(False)
        self.cancel_button.setEnabled(False)
        self.source.busy.show()
        self.setCursor(Qt.CursorShape.WaitCursor)
        go_on = partial(self._go_on, self._turn, self._plan)
        if self._back_up is None:
            QTimer.singleShot(0, self, go_on)
        else:
            self._back_up("import", go_on, partial(self._stop, self._turn))

    def _go_on(self, turn: int, plan: ImportPlan | Archive) -> None:
        # unless the dialog was closed meanwhile
        if turn == self._turn:
            self._bring_in(plan)

    def _stop(self, turn: int, sentence: str) -> None:
        if turn == self._turn:
            self._end_writing()
            self.import_button.setEnabled(True)
            self.source.refuse(sentence)

    def _bring_in(self, plan: ImportPlan | Archive) -> None:
        self._refused = ""
        if isinstance(plan, Archive):
            self._workspace.perform(_("Archive imported"), archives.bring_in, plan)
        else:
            self._workspace.perform(
                _("Entries imported"), imports.bring_in, self._workspace.now(), plan
            )
        self._end_writing()
        if not self._refused:
            self.accept()
            return
        self.import_button.setEnabled(True)
        self.source.refuse(self._refused)

    def _end_writing(self) -> None:
        self.unsetCursor()
        self.source.busy.hide()
        self.cancel_button.setEnabled(True)

    def _refuse(self, sentence: str) -> None:
        self._refused = sentence

    def _called(self, name: str) -> str:
        return self._workspace.read(substances.called, name)

    def _home_zone(self) -> str:
        zone = self._workspace.now().tzinfo
        return zone.key if isinstance(zone, ZoneInfo) else "UTC"
