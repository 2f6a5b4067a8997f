"""The dialog that brings a file into the journal: look first, then decide."""

from collections import Counter
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain.archives import Archive, ArchiveCounts
from dosejournal.domain.column_presets import COLUMN
from dosejournal.domain.imports import ImportCounts, ImportPlan
from dosejournal.domain.progress import Stopped
from dosejournal.errors import JournalError
from dosejournal.exchange import archive, importers, incoming
from dosejournal.exchange.importers import any_table
from dosejournal.gui.archive_summary import ArchiveCard
from dosejournal.gui.cards import Page, button
from dosejournal.gui.focus import put_in_order
from dosejournal.gui.import_columns import ColumnsCard
from dosejournal.gui.import_held import HeldAsideCard
from dosejournal.gui.import_matching import MatchingCard, is_matching
from dosejournal.gui.import_presets import ColumnPresets
from dosejournal.gui.import_preview import PreviewCard
from dosejournal.gui.import_questions import ZONE, QuestionsCard, home_zone
from dosejournal.gui.import_source import SourceCard, dropped_file
from dosejournal.gui.import_summary import SummaryCard
from dosejournal.gui.import_words import MoodWordsCard
from dosejournal.gui.import_writing import BackUp, ImportWriting
from dosejournal.gui.progress_line import ProgressLine
from dosejournal.gui.tasks import Course, Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import archives, imports, measures, substances

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
        self._path: Path | None = None
        self._format = importers.AUTO
        self._given: dict[str, str] = {}
        self._plan: ImportPlan | Archive | None = None
        # what is being read, which the next question or the end stops
        self._reading = Course()
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
        self.progress = ProgressLine(
            _("Nothing is written until you choose Import, and one undo takes all of it back.")
        )
        self._writing = ImportWriting(workspace, tasks, back_up, self)
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
        foot.addWidget(self.progress, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.import_button)
        page.line_up(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(page, 1)
        layout.addLayout(foot)
        room = self.screen().availableSize() - QSize(_ROOM_AROUND, _ROOM_AROUND)
        self.resize(_SIZE.boundedTo(room))

    def _cards(self) -> tuple[QWidget, ...]:
        return (
            self.source, self.summary, self.archive, self.columns, self.questions,
            self.words, self.matching, self.preview, self.held,
        )  # fmt: skip

    def _connect(self) -> None:
        self.source.chosen.connect(self.open_file)
        self.columns.answered.connect(self._answer)
        self.columns.by_hand.connect(lambda: self._read_by_columns({}))
        self._presets.used.connect(self._read_by_columns)
        self._presets.changed.connect(self.columns.offers.offer)
        self.questions.answered.connect(self._answer)
        self.questions.refused.connect(lambda: self.import_button.setEnabled(False))
        self.matching.answered.connect(self._answer)
        self.words.chosen.connect(lambda word, level: self._answer(f"mood:{word}", level))
        self.import_button.clicked.connect(self._start)
        self.cancel_button.clicked.connect(self.reject)
        self._pause.timeout.connect(self._read)
        self.progress.stopped.connect(self._stop)
        self._writing.began.connect(self.progress.follow)
        self._writing.done.connect(self.accept)
        self._writing.stopped.connect(self._end_writing)
        self._writing.refused.connect(self._end_writing)

    def open_file(self, path: Path) -> None:
        """Read a file and show what it would bring in."""
        self._path = path
        self._format = importers.AUTO
        self._given = {}
        self.source.forget_kind()
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

    def reject(self) -> None:
        """Close; while entries are written, stop that first: they are all in, or none is."""
        if self._writing.is_at_work:
            self.progress.stop()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Close; what is still being read is stopped."""
        self._reading.stop()
        self._reading = Course()
        self._writing.drop()
        self._pause.stop()
        self.progress.end()
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
        # what is read for an earlier answer is of no use any more
        self._reading.stop()
        course = self._reading = Course()
        self.import_button.setEnabled(False)
        self.source.show_reading(self._path)
        self.progress.follow(course, _("Reading the file…"))
        try:
            zone = self._given.get(ZONE) or home_zone(self._workspace.now())
            answers = self._workspace.gather(
                imports.answers, zone, self._given, self._workspace.now()
            )
        except JournalError as error:
            self._fail(course, error)
            return
        read = partial(
            incoming.read, self._format, self._path, answers, self._workspace.journal_path
        )
        self._tasks.run(
            partial(read, tell=course.tell),
            partial(self._take, course),
            partial(self._fail, course),
            course,
        )

    def _take(self, course: Course, plan: ImportPlan | Archive) -> None:
        if course is not self._reading:
            return
        try:
            if isinstance(plan, Archive):
                self._show_archive(plan, self._workspace.gather(archives.count, plan))
            else:
                counts = self._workspace.gather(imports.count, plan)
                self._show_plan(plan.beside(counts), counts)
        except JournalError as error:
            self._fail(course, error)
            return
        self.progress.end()

    def _fail(self, course: Course, error: Exception) -> None:
        if not isinstance(error, JournalError | Stopped):
            raise error
        if course is self._reading:
            self.progress.end()
            self._show_plan(None, None)
            self.source.refuse(str(error))

    def _stop(self) -> None:
        """Read no more, whether that has begun or waits for its turn; the file can be changed."""
        if self._writing.is_at_work:
            return
        self._reading.stop()
        self._reading = Course()
        self.progress.end()
        self._show_plan(None, None)
        self.source.line.say(_("Stopped: nothing was read. Choose a file when you want to go on."))
        self.source.choose_button.setFocus()

    def _show_plan(self, plan: ImportPlan | None, counts: ImportCounts | None) -> None:
        self._plan = plan
        for card in self._cards()[1:]:
            card.setVisible(plan is not None)
        self.archive.hide()
        self.import_button.setEnabled(False)
        if plan is None or counts is None:
            return
        self.source.show_kind(importers.title(plan))
        self.summary.show_plan(plan, counts)
        called = self._called if self._workspace.is_discreet else None
        self.columns.show_plan(plan, self._presets.names(plan, self._given), called)
        asked = [each for each in plan.questions if not each.key.startswith(("mood:", COLUMN))]
        self.questions.ask((each for each in asked if not is_matching(each)), self._given)
        is_new = counts.check_ins or counts.dose_events or counts.completed
        self.import_button.setEnabled(bool(is_new) and not self.questions.is_refused)
        self.matching.ask(filter(is_matching, asked), self._given, self._called)
        times = Counter(entry.mood_word.casefold() for entry in plan.check_ins if entry.mood_word)
        self.words.show_words(plan.mood_words, times)
        known = self._workspace.read(measures.listing, archived=True)
        self.preview.show_plan(plan, {each.key: each for each in known}, self._called)
        self.held.show_rows(plan.held_aside, importers.held_aside_csv(plan))
        asking = [field.control for field in self.questions.fields.values()]
        asking += [*self.words.boxes.values(), *self.matching.boxes.values()]
        put_in_order(self.columns.keeping.keep_button, (*asking, self.held.save_button))

    def _show_archive(self, found: Archive, counts: ArchiveCounts) -> None:
        self._show_plan(None, None)
        self._plan = found
        self.import_button.setEnabled(counts.changes)
        self.source.show_kind(archive.title())
        self.archive.show_archive(found, counts)
        self.archive.show()
        self.held.show_rows(counts.held_aside, archive.held_aside_csv(counts))

    def _start(self) -> None:
        if self._plan is not None:
            self._set_writing(True)
            self._writing.start(self._plan)

    def _end_writing(self, sentence: str = "") -> None:
        """Show again what was looked at: nothing of it was written."""
        self.progress.end()
        self._set_writing(False)
        if sentence:
            self.source.refuse(sentence)
        else:
            self.source.line.say(_("Stopped: nothing was brought in."))
        self.import_button.setFocus()

    def _set_writing(self, is_writing: bool) -> None:
        self.setAcceptDrops(not is_writing)
        for part in (self.import_button, self.cancel_button, *self._cards()):
            part.setEnabled(not is_writing)

    def _called(self, name: str) -> str:
        return self._workspace.read(substances.called, name)
