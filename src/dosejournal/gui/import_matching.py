"""The table of names of a file: each is something new, or something the journal has."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from dosejournal.domain.imports import Question
from dosejournal.exchange.importers.matching import MEASURE, NEW, SUBSTANCE
from dosejournal.gui.cards import Card, label
from dosejournal.gui.entry_words import isolated
from dosejournal.gui.fields import WheelGuard
from dosejournal.i18n import _


class MatchingCard(Card):
    """Asks what each new name stands for; `answered` carries a question's key and the answer."""

    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Which is which?"),
            _(
                "Names that your journal does not have. Each comes in as something new, unless "
                "you say what it is there; values move to the scale they have there, and what "
                "the file said is kept beside them."
            ),
            parent=parent,
        )
        self.boxes: dict[str, QComboBox] = {}
        self._asked: tuple[Question, ...] = ()
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self.body.addWidget(self._rows)

    def ask(
        self, questions: Iterable[Question], given: dict[str, str], called: Callable[[str], str]
    ) -> None:
        """Ask these; boxes of the same questions stay, with their focus.

        `called` says how the window calls a substance.
        """
        asked = tuple(questions)
        if asked != self._asked:
            self._rebuild(asked, called)
        self._asked = asked
        self.setVisible(bool(asked))
        for question in asked:
            box = self.boxes[question.key]
            was_blocked = box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(given.get(question.key, question.assumed))))
            box.blockSignals(was_blocked)

    def _rebuild(self, asked: tuple[Question, ...], called: Callable[[str], str]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes = {}
        for row, question in enumerate(asked):
            text = label(_said(question, called))
            self.boxes[question.key] = self._box(question, called)
            self._grid.addWidget(text, row, 0)
            self._grid.addWidget(self.boxes[question.key], row, 1)

    def _box(self, question: Question, called: Callable[[str], str]) -> QComboBox:
        box = QComboBox()
        WheelGuard(box)
        box.setAccessibleName(_said(question, called))
        is_substance = question.key.startswith(SUBSTANCE)
        for value, text in question.options:
            box.addItem(called(value) if is_substance and value != NEW else text, value)
        box.currentIndexChanged.connect(
            lambda _index: self.answered.emit(question.key, box.currentData())
        )
        return box


def _said(question: Question, called: Callable[[str], str]) -> str:
    if question.key.startswith(SUBSTANCE):
        name = question.key.removeprefix(SUBSTANCE)
        # where the window is discreet, a name that the journal does not have has no word either
        if called(name) != name:
            return called(name)
    return isolated(question.text)


def is_matching(question: Question) -> bool:
    """Say whether a question asks what a name stands for."""
    return question.key.startswith((SUBSTANCE, MEASURE))
