"""Reading, making and setting a report bit by bit, so that the window stays answerable."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from dosejournal.errors import JournalError
from dosejournal.exchange import report
from dosejournal.exchange.report import Gathered, Options, ReportContent
from dosejournal.exchange.report.gathering import Step
from dosejournal.exchange.report_pdf import Pdf, Typesetter
from dosejournal.gui.report import sheets
from dosejournal.gui.report.sheets import Sheets
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Look:
    """How pages are looked at: with so many dots an inch, and these pages in sight."""

    dots: float
    in_sight: range


class Setting(QObject):
    """Reads a step at a turn of the event loop, makes and sets elsewhere; the last wish wins.

    `begun` carries what is read at once, `turned_out` the pages as they are to be looked at;
    `failed` says that there will be none. What was read is kept until the journal changes, and
    what was made as long as only words of it are to change.
    """

    begun = Signal(object)
    turned_out = Signal(object)
    failed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        look: Callable[[], Look],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks, self._look = workspace, tasks, look
        self._typesetter = Typesetter()
        self._turn = 0
        self._found: Gathered | None = None
        self._content: ReportContent | None = None
        self._waiting: list[Callable[[ReportContent], object]] = []
        self.is_busy = False

    @property
    def content(self) -> ReportContent | None:
        """What the report says, None until it is made."""
        return self._content

    def ask(self, options: Options) -> None:
        """Set a report with these options; whatever was begun before is dropped."""
        self.drop()
        self.is_busy = True
        if self._found is not None and _read_for(self._found.options) == _read_for(options):
            self._make(self._found, options)
            return
        self._content = None
        found = self._workspace.attend(self._begin, options)
        if found is None:
            self._give_up()
            return
        turn = self._turn
        self.begun.emit(found)
        if turn == self._turn:
            self._go_on(found, report.steps(found))

    def look_again(self) -> None:
        """Set the same pages as they are looked at now."""
        if self._content is not None and not self.is_busy:
            self._set(self._content)

    def drop(self) -> None:
        """Forget what was begun."""
        self._turn += 1
        self.is_busy = False

    def forget(self) -> None:
        """Forget what was read: the journal has changed."""
        self.drop()
        self._found = self._content = None

    def when_made(self, act: Callable[[ReportContent], object]) -> None:
        """Do something with what the report says, as soon as that is made."""
        if self._content is not None and not self.is_busy:
            act(self._content)
        else:
            self._waiting.append(act)

    def pdf(self, content: ReportContent, take: Callable[[Pdf], None]) -> None:
        """Make a PDF file elsewhere, and hand it over here."""
        self._tasks.run(partial(self._typesetter.pdf, content), take, self.tell)

    def pages(
        self, content: ReportContent, dots: float, use: Callable[[list[bytes]], T]
    ) -> Callable[[], T]:
        """Return what sets pages and uses them, for another thread."""
        return lambda: use(self._typesetter.pages(content, dots))

    def tell(self, error: Exception) -> None:
        """Tell the person what went wrong; a mistake of the program goes its own way."""
        if not isinstance(error, JournalError):
            raise error
        self._workspace.failed.emit(str(error))

    def _begin(self, options: Options) -> Gathered:
        return self._workspace.gather(report.begin, self._workspace.now(), options, self._found)

    def _go_on(self, found: Gathered, steps: Sequence[Step]) -> None:
        """Read the next step at the next turn, or make the report when there is none."""
        if not steps:
            self._found = found
            self._make(found, found.options)
            return
        turn = self._turn

        def take_turn() -> None:
            if turn == self._turn:
                # what another program wrote meanwhile begins the report anew
                self._workspace.notice_others()
            if turn == self._turn:
                more = self._workspace.attend(self._read, steps[0], found)
                if more is None:
                    self._give_up()
                else:
                    self._go_on(more, steps[1:])

        QTimer.singleShot(0, self, take_turn)

    def _read(self, step: Step, found: Gathered) -> Gathered:
        return self._workspace.gather(step, found)

    def _make(self, found: Gathered, options: Options) -> None:
        made = self._content
        work = (
            partial(report.make, found, options)
            if made is None
            else partial(report.again, made, found, options)
        )
        self._run(work, self._take_content)

    def _take_content(self, content: ReportContent) -> None:
        self._content = content
        self._set(content)

    def _set(self, content: ReportContent) -> None:
        self.is_busy = True
        self._turn += 1
        look = self._look()
        # the page that tells which label is which goes out with the report, not over a shoulder
        shown = replace(content, key=()) if self._workspace.is_discreet else content
        self._run(
            self.pages(shown, look.dots, lambda files: sheets.of(files, look.dots, look.in_sight)),
            self._take_pages,
        )

    def _take_pages(self, pages: Sheets) -> None:
        self.is_busy = False
        self.turned_out.emit(pages)
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            self.when_made(act)

    def _run(self, work: Callable[[], T], take: Callable[[Any], object]) -> None:
        turn = self._turn

        def work_if_wanted() -> T | None:
            return work() if turn == self._turn else None

        def take_if_wanted(found: T | None) -> None:
            # the window may be closed by now
            if turn == self._turn and isValid(self):
                take(found)

        self._tasks.run(work_if_wanted, take_if_wanted, partial(self._fail, turn))

    def _give_up(self) -> None:
        self.drop()
        self._waiting.clear()
        self.failed.emit()

    def _fail(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._give_up()
        self.tell(error)


def _read_for(options: Options) -> tuple[object, ...]:
    """Return the options for which the journal is read."""
    return options.first_day, options.last_day, options.measures, options.notes
