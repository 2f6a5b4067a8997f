"""The question before a dose: what the person expects of it, and how sure they are."""

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dosejournal.domain.expectancy import FARTHEST_CHANGE, SUREST, ExpectancyDraft
from dosejournal.domain.measures import Measure
from dosejournal.gui.cards import button, label
from dosejournal.gui.entry_words import isolated
from dosejournal.gui.expectation import expectation_words as words
from dosejournal.gui.expectation.answer_slider import AnswerSlider
from dosejournal.gui.expectation.said import Said, Subject
from dosejournal.gui.fields import Field
from dosejournal.gui.main_measure_dialog import MeasureBox
from dosejournal.gui.unrecorded import Question
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import main_measures

_WIDTH = 520
_MARGIN = 24


class ExpectationDialog(QDialog):
    """Asks with two lines that are empty until they are touched; it shows nothing of before.

    `measure` is the main measure; without one, it is chosen here. `answered` carries what was
    said, or None: the dose is recorded in either case, also when the dialog is closed.
    """

    answered = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        subject: Subject,
        measure: Measure | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._subject = subject
        self._said_at: datetime | None = None
        self._measure = measure
        self._chooses = measure is None
        self._offered: dict[str, Measure] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.title(subject))
        self.choice = MeasureBox(workspace)
        self.choice_field = Field(
            _("Your main measure"),
            self.choice,
            _("One measure, chosen beforehand, counts; all others are hints."),
        )
        self.question_label = label("")
        self.change = _change()
        self.sure_label = label(_("How sure are you of that?"))
        self.certainty = _certainty(self.sure_label.text())
        self.open_label = _open_label()
        self.hint_label = label(words.hint(subject), "hint")
        self.record_button = button(words.record_text(subject), "primary")
        self.not_now_button = button(_("Not now"))
        self.not_now_button.setAccessibleDescription(self.hint_label.text())
        self._offer()
        self._lay_out()
        self._connect()
        self._word()
        self._follow()

    @property
    def is_complete(self) -> bool:
        """Whether everything that is asked has been answered."""
        return not (self._measure is None or self.change.is_empty() or self.certainty.is_empty())

    def event(self, event: QEvent) -> bool:
        """Grow where a sentence comes up that needs the room."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            height = self._column.totalHeightForWidth(self.width())
            self.resize(self.width(), max(height, self.height()))
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return go to what is still open, until nothing is."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.is_complete:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with what comes first."""
        super().showEvent(event)
        self._fit()
        self._stops()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def accept(self) -> None:
        """Answer with what was said; until that is complete, go to what is still open."""
        said = self._said()
        if said is None:
            self._go_on()
        else:
            super().accept()
            self.answered.emit(said)

    def reject(self) -> None:
        """Answer that nothing is said: by the button, by Escape and by closing it."""
        super().reject()
        self.answered.emit(None)

    def has_unsaved(self) -> bool:
        """Say whether something would be lost without an answer."""
        if self._subject.kind != "off_day":
            # the dose itself waits for the answer
            return self.isVisible()
        touched = not (self.change.is_empty() and self.certainty.is_empty())
        return self.isVisible() and touched

    def question(self) -> Question:
        """Return what is asked before it is lost."""
        if self._subject.kind == "off_day":
            return Question.of_entry(_("What you expect is not recorded yet"))
        return Question.of_entry(_("This dose is not recorded yet"))

    def record(self) -> None:
        """Answer with what was said so far: all of it, or nothing."""
        if self.is_complete:
            self.accept()
        else:
            self.reject()

    def _offer(self) -> None:
        self.choice.setPlaceholderText(_("Choose…"))
        self.choice_field.setVisible(self._chooses)
        if self._chooses:
            self.choice.offer()
            offered = self._workspace.read(main_measures.offered)
            self._offered = {each.key: each for each in offered}

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(label(words.title(self._subject), "card-title"))
        head.addWidget(label(isolated(self._subject.substance), "hint"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.not_now_button)
        buttons.addWidget(self.record_button)
        limits = _("Only for comparing you with yourself. Asking may itself raise attention.")
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(16)
        layout.addLayout(head)
        layout.addWidget(self.choice_field)
        layout.addLayout(_asked(self.question_label, self.change))
        layout.addLayout(_asked(self.sure_label, self.certainty))
        layout.addWidget(label(limits, "hint"))
        layout.addStretch(1)
        layout.addLayout(_foot(self.open_label, self.hint_label))
        layout.addLayout(buttons)
        for first, second in pairwise([*self._stops(), self.record_button, self.not_now_button]):
            self.setTabOrder(first, second)

    def _connect(self) -> None:
        self.choice.currentIndexChanged.connect(self._choose)
        self.change.edited.connect(self._follow)
        self.certainty.edited.connect(self._follow)
        self.record_button.clicked.connect(self.accept)
        self.not_now_button.clicked.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.accept)

    def _stops(self) -> list[QWidget]:
        first: list[QWidget] = [self.choice] if self._chooses else []
        return [*first, *self.change.stops, *self.certainty.stops]

    def _go_on(self) -> None:
        """Move the keyboard to the first of what is still open."""
        opened = [
            (self._measure is None, self.choice),
            (self.change.is_empty(), self.change.track),
            (self.certainty.is_empty(), self.certainty.track),
        ]
        for is_open, stop in opened:
            if is_open:
                stop.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _open(self) -> str:
        """Return why nothing can be recorded yet, or an empty text."""
        if self._measure is None:
            return _("Choose the measure above first.")
        if self.change.is_empty():
            return _("What you expect is still open.")
        return _("How sure is still open.") if self.certainty.is_empty() else ""

    def _choose(self) -> None:
        self._measure = self._offered.get(self.choice.currentData())
        self._word()
        self._follow()
        self._fit()

    def _word(self) -> None:
        asked = words.question(self._subject, self._measure)
        self.question_label.setText(asked)
        self.change.ask(asked)
        self.change.word(*words.ends(self._measure))

    def _follow(self) -> None:
        complete = self.is_complete
        self._said_at = self._workspace.now() if complete else None
        self.open_label.setText(self._open())
        self.open_label.setVisible(not complete)
        self.record_button.setEnabled(complete)
        self.record_button.setAccessibleDescription(self._open())

    def _said(self) -> Said | None:
        at, measure = self._said_at, self._measure
        change, certainty = self.change.value(), self.certainty.value()
        if at is None or measure is None or change is None or certainty is None:
            return None
        draft = ExpectancyDraft(at, self._subject.substance, measure.key, change, certainty)
        return Said(draft, chooses=self._chooses)

    def _fit(self) -> None:
        width = max(_WIDTH, self._column.totalMinimumSize().width())
        self.resize(width, self._column.totalHeightForWidth(width))


def _change() -> AnswerSlider:
    low, _middle, high = words.ends(None)
    scale = Measure(
        "expected_change",
        _("Expected change"),
        low_anchor=low,
        high_anchor=high,
        minimum=-FARTHEST_CHANGE,
        maximum=FARTHEST_CHANGE,
    )
    return AnswerSlider(scale, "")


def _certainty(question: str) -> AnswerSlider:
    scale = Measure(
        "certainty",
        _("How sure you are"),
        low_anchor=_("not at all"),
        high_anchor=_("completely"),
        maximum=SUREST,
    )
    return AnswerSlider(scale, question)


def _open_label() -> QLabel:
    made = label("", "hint")
    kept = made.sizePolicy()
    # what lies below it must not move away under the pointer
    kept.setRetainSizeWhenHidden(True)
    made.setSizePolicy(kept)
    return made


def _foot(opened: QWidget, hint: QWidget) -> QVBoxLayout:
    lines = QVBoxLayout()
    lines.setSpacing(4)
    lines.addWidget(opened)
    lines.addWidget(hint)
    return lines


def _asked(question: QWidget, slider: AnswerSlider) -> QVBoxLayout:
    pair = QVBoxLayout()
    pair.setSpacing(4)
    pair.addWidget(question)
    pair.addWidget(slider)
    return pair
