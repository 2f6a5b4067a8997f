"""Reading and computing a comparison bit by bit, so that the window stays answerable."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from dosejournal.domain.measures import Measure
from dosejournal.errors import JournalError
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import comparison_offers, comparisons
from dosejournal.journal.comparison_offers import Begun, Wish
from dosejournal.journal.comparisons import Columns, Compared, Question
from dosejournal.journal.ratings import Times


class Comparing(QObject):
    """Reads a measure at a turn of the event loop and computes elsewhere; the last wish wins.

    `begun` carries what can be compared, as soon as it is read; `compared` the comparison, where
    there is any; `failed` says that there will be none, because the journal could not be read.
    """

    begun = Signal(object)
    compared = Signal(object)
    failed = Signal()

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._turn = 0
        self.is_busy = False

    def ask(self, wish: Wish) -> None:
        """Begin to compare; whatever was begun before is dropped."""
        self.drop()
        turn = self._turn
        found = self._workspace.attend(self._begin, wish)
        if found is None:
            self._give_up()
            return
        asked = found.question
        self.is_busy = asked is not None
        self.begun.emit(found)
        if turn == self._turn and asked is not None:
            self._later(partial(self._read_first, asked, found.made))

    def drop(self) -> None:
        """Forget what was begun."""
        self._turn += 1
        self.is_busy = False

    def _give_up(self) -> None:
        self.drop()
        self.failed.emit()

    def _later(self, step: Callable[[], None]) -> None:
        turn = self._turn

        def take_turn() -> None:
            if turn == self._turn:
                # what another program wrote meanwhile begins the comparison anew
                self._workspace.notice_others()
            if turn == self._turn:
                step()

        QTimer.singleShot(0, self, take_turn)

    def _begin(self, wish: Wish) -> Begun:
        return self._workspace.read(comparison_offers.begin, self._workspace.now(), wish)

    def _read_first(self, asked: Question, made: Times) -> None:
        self._go_on(self._workspace.attend(self._first, asked, made), made, asked.others)

    def _read_further(self, columns: Columns, made: Times, others: Sequence[Measure]) -> None:
        more = self._workspace.attend(self._further, columns, others[0], made)
        self._go_on(more, made, others[1:])

    def _go_on(self, columns: Columns | None, made: Times, others: Sequence[Measure]) -> None:
        """Read the next measure at the next turn, or compute when there is none."""
        if columns is None:
            self._give_up()
        elif others:
            self._later(partial(self._read_further, columns, made, others))
        else:
            self._compute(columns)

    def _first(self, asked: Question, made: Times) -> Columns:
        now = self._workspace.now()
        return self._workspace.read(comparisons.first, now, asked, made)

    def _further(self, columns: Columns, measure: Measure, made: Times) -> Columns:
        return self._workspace.read(comparisons.further, columns, measure, made)

    def _compute(self, columns: Columns) -> None:
        self._tasks.run(
            partial(comparisons.compare, columns),
            partial(self._take, self._turn),
            partial(self._fail, self._turn),
        )

    def _take(self, turn: int, found: Compared) -> None:
        if turn == self._turn:
            self.is_busy = False
            self.compared.emit(found)

    def _fail(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._give_up()
        if not isinstance(error, JournalError):
            raise error
        self._workspace.failed.emit(str(error))
