"""What stands before a record: a check-in that is being filled in, or the question of the week."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dosejournal.domain.clock import journal_day
from dosejournal.gui import standing_aside
from dosejournal.gui.look_back.look_back_card import LookBackCard
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.standing_aside import StandingAside
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import information, look_backs
from dosejournal.journal.look_backs import Question

# what puts a question before a record that is in sight, and what else takes one back
_ALWAYS = frozenset({"look_back", "choice"})
_OF_QUESTION = frozenset({"check_in", "rating", "measure", "main_measure", "journal_info"})


class Threshold(QWidget):
    """Shows its `body`, unless the person should not see it yet.

    That is while a check-in is being filled in, and until last week was looked back on. `turned`
    says that something else is shown, and whether it is the body; `had_keyboard` is then whether
    the page had the keyboard before. `check_in_wanted` asks to go on with the check-in.
    """

    turned = Signal(bool)
    check_in_wanted = Signal()

    def __init__(self, workspace: Workspace, words: DayWords, page: QWidget) -> None:
        super().__init__(page)
        self._workspace, self._page = workspace, page
        self._left: Question | None = None
        self._has_looked = False
        self.had_keyboard = False
        self.waiting = StandingAside(self.check_in_wanted.emit)
        self.card = LookBackCard(workspace, words)
        self.inside = QWidget()
        self.body = QVBoxLayout(self.inside)
        outer = QVBoxLayout(self)
        for layout in (self.body, outer):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(16)
        for widget in (self.waiting, self.card, self.inside):
            outer.addWidget(widget)
        self.waiting.hide()
        self.card.hide()
        self._shown: QWidget = self.inside
        self.card.left.connect(self._leave)
        workspace.changed.connect(self._notice)
        workspace.rating.connect(lambda _rating: self._look_again())

    @property
    def is_open(self) -> bool:
        """Whether the body is shown."""
        return self._shown is self.inside

    def look(self) -> None:
        """Choose what is shown now."""
        self._has_looked = True
        waits = standing_aside.is_due(self._workspace)
        self._turn(waits=waits, question=None if waits else self._question())

    def showEvent(self, event: QShowEvent) -> None:
        """Look what stands before the record whenever it comes into sight."""
        super().showEvent(event)
        if not self._has_looked:
            self._workspace.attend(self.look)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look again next time."""
        super().hideEvent(event)
        self._has_looked = False

    def _turn(self, *, waits: bool, question: Question | None) -> None:
        if question is not None:
            self.card.ask(question, self._today())
        elif not waits:
            self.card.forget()
        shown = self.waiting if waits else self.inside if question is None else self.card
        if shown is self._shown:
            return
        focused = self.window().focusWidget()
        self.had_keyboard = focused is not None and self._page.isAncestorOf(focused)
        self._shown = shown
        for part in (self.waiting, self.card, self.inside):
            part.setVisible(part is shown)
        self.turned.emit(self.is_open)
        if self.had_keyboard and self.isVisible():
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        if self._shown is self.waiting:
            self.waiting.action.setFocus()
        elif self._shown is self.card and self.card.input is not None:
            self.card.input.stops[0].setFocus()

    def _question(self) -> Question | None:
        question = self._workspace.read(look_backs.due, self._workspace.now())
        return None if question == self._left else question

    def _today(self) -> date:
        starts_at = self._workspace.read(information.read).day_starts_at
        return journal_day(self._workspace.now(), starts_at)

    def _notice(self, changes: frozenset[str]) -> None:
        asked = self.card.question is not None
        if changes & _ALWAYS or (asked and changes & _OF_QUESTION):
            self._look_again()

    def _look_again(self) -> None:
        if self.isVisible():
            self._workspace.attend(self.look)
        else:
            self._has_looked = False

    def _leave(self) -> None:
        self._left = self.card.question
        self._look_again()
