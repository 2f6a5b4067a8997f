"""The question how last week was on average, answered from memory."""

from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from dosejournal.gui import rating_inputs
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.rating_inputs import RatingInput
from dosejournal.gui.rating_track import HEIGHT
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import look_backs
from dosejournal.journal.look_backs import Question

_NARROW = 480
_NAME_WIDTH = 132
_RETURN = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class LookBackCard(Card):
    """Asks about one week and keeps the answer, or that there was none.

    `answered` carries the question that was answered; `left` tells that the person does not want
    to answer, even where that could not be kept.
    """

    answered = Signal(object)
    left = Signal()

    def __init__(
        self, workspace: Workspace, words: DayWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("How was last week on average?"), parent=parent)
        self._workspace, self._words = workspace, words
        self.question: Question | None = None
        self.input: RatingInput | None = None
        self.name_label = label("")
        font = self.name_label.font()
        font.setWeight(font.Weight.Medium)
        self.name_label.setFont(font)
        self.name_label.setMinimumHeight(HEIGHT)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(8)
        self._line.addWidget(self.name_label, 0, Qt.AlignmentFlag.AlignTop)
        self.leave_button = button(_("Not now"))
        self.leave_button.setToolTip(_("Escape"))
        self.leave_button.clicked.connect(lambda _checked: self._leave())
        self.record_button = button(_("Record"), "primary")
        self.record_button.clicked.connect(lambda _checked: self._record())
        self.keys_label = label(_("Ctrl + Return"), "hint")
        self.keys_label.setWordWrap(False)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.leave_button)
        foot.addWidget(self.keys_label)
        foot.addWidget(self.record_button)
        self.body.setSpacing(12)
        self.body.addLayout(self._line)
        self.body.addWidget(
            label(_("From memory: what you recorded in that week is shown afterwards."), "hint")
        )
        self.body.addLayout(foot)

    def ask(self, question: Question, today: date) -> None:
        """Ask about another week; what is answered of the same one so far stays."""
        days = self._words.span(question.first_day, question.last_day, today)
        self.set_hint(days)
        self.setAccessibleDescription(days)
        if question == self.question:
            return
        self.question = question
        if self.input is not None:
            self._line.removeWidget(self.input)
            self.input.hide()
            self.input.deleteLater()
        self.name_label.setText(question.measure.name)
        self.input = rating_inputs.for_measure(question.measure)
        self.input.edited.connect(self._follow)
        self._line.addWidget(self.input, 1)
        stops = [*self.input.stops, self.leave_button, self.record_button]
        for first, second in pairwise(stops):
            self.setTabOrder(first, second)
        self._follow()

    def forget(self) -> None:
        """Drop the question and what was answered so far."""
        self.question = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape; record on Return in the answer, with Ctrl anywhere."""
        anywhere = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in _RETURN and (anywhere or self._is_in_answer()):
            if self.record_button.isEnabled():
                self._record()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the name above its line where there is little room beside it."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        beside, above = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(above if narrow else beside)
        self.name_label.setMinimumWidth(0 if narrow else _NAME_WIDTH)
        self.name_label.setMaximumWidth(event.size().width() if narrow else _NAME_WIDTH)

    def _is_in_answer(self) -> bool:
        focus = self.focusWidget()
        return self.input is not None and focus is not None and self.input.isAncestorOf(focus)

    def _follow(self) -> None:
        self.record_button.setEnabled(self.input is not None and not self.input.is_empty())

    def _record(self) -> None:
        question = self.question
        if question is not None and self.input is not None:
            now, value = self._workspace.now(), self.input.value()
            # first, for what follows the journal tells of it at once
            self.answered.emit(question)
            self._workspace.perform(
                _("Look back recorded"), look_backs.answer, now, question, value
            )

    def _leave(self) -> None:
        if self.question is not None:
            now = self._workspace.now()
            self._workspace.keep(look_backs.answer, now, self.question, None)
        self.left.emit()
