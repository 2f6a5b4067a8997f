"""Bringing in what was looked at: after a backup, in the background where the place allows it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from dosejournal.domain.archives import Archive
from dosejournal.domain.imports import ImportPlan
from dosejournal.domain.progress import Stopped
from dosejournal.errors import JournalError
from dosejournal.gui.tasks import Course, Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import archives, imports
from dosejournal.store.aside import Written

BackUp = Callable[[str, Callable[[], None], Callable[[str], None]], None]
"""Backs the journal up for a reason, then goes on, or says why it cannot."""


class ImportWriting(QObject):
    """Writes one file's entries at a time: all of them as one act, or none."""

    began = Signal(object, str)
    """How far it is, and what is being done."""
    done = Signal()
    stopped = Signal()
    refused = Signal(str)

    def __init__(
        self, workspace: Workspace, tasks: Tasks, back_up: BackUp | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self._back_up = back_up
        self._window = parent
        self._course: Course | None = None
        self._refused = ""

    @property
    def is_at_work(self) -> bool:
        """Whether something is being written."""
        return self._course is not None

    def start(self, plan: ImportPlan | Archive) -> None:
        """Bring a plan in, after a backup; one of the signals tells what came of it."""
        course = self._course = Course()
        self.began.emit(course, _("Making a backup first…"))
        go_on = partial(self._go_on, course, plan)
        if self._back_up is None:
            QTimer.singleShot(0, self, go_on)
        else:
            self._back_up("import", go_on, partial(self._refuse, course))

    def drop(self) -> None:
        """Stop, and tell nobody what comes of it."""
        if self._course is not None:
            self._course.stop()
            self._course = None

    def _go_on(self, course: Course, plan: ImportPlan | Archive) -> None:
        if course.is_stopped:
            self._end(course, self.stopped)
            return
        self.began.emit(course, _("Writing the entries…"))
        label, act = self._act(plan)
        aside = self._workspace.aside()
        if aside is None:
            QTimer.singleShot(0, self, partial(self._write_here, course, label, act))
            return
        self._tasks.run(
            partial(aside.write, act, course.tell),
            partial(self._adopt, course, label),
            partial(self._fail, course),
            course,
        )

    def _act(self, plan: ImportPlan | Archive) -> tuple[str, Callable[[Any], object]]:
        if isinstance(plan, Archive):
            return _("Archive imported"), lambda session: archives.bring_in(session, plan)
        now = self._workspace.now()
        return _("Entries imported"), lambda session: imports.bring_in(session, now, plan)

    def _adopt(self, course: Course, label: str, written: Written[object]) -> None:
        # stopped too late: it is in the journal, and one undo takes it out
        self._workspace.adopt(label, written)
        self._end(course, self.done)

    def _fail(self, course: Course, error: Exception) -> None:
        self._workspace.adopt("", None)
        if isinstance(error, Stopped):
            self._end(course, self.stopped)
        elif isinstance(error, JournalError):
            self._refuse(course, str(error))
        else:
            self._end(course, self.stopped)
            raise error

    def _write_here(self, course: Course, label: str, act: Callable[[Any], object]) -> None:
        """Write where one connection alone has the file: this window stands still meanwhile."""
        self._refused = ""
        self._window.setCursor(Qt.CursorShape.WaitCursor)
        self._workspace.failed.connect(self._hear)
        self._workspace.perform(label, act)
        self._workspace.failed.disconnect(self._hear)
        self._window.unsetCursor()
        if self._refused:
            self._refuse(course, self._refused)
        else:
            self._end(course, self.done)

    def _hear(self, sentence: str) -> None:
        self._refused = sentence

    def _refuse(self, course: Course, sentence: str) -> None:
        if self._course is course:
            self._course = None
            self.refused.emit(sentence)

    def _end(self, course: Course, told: Any) -> None:
        if self._course is course:
            self._course = None
            told.emit()
