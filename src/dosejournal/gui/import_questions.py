"""What a file leaves open, asked: its zone, its order of day and month, its scales."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from dosejournal.domain.imports import Question
from dosejournal.gui.cards import Card
from dosejournal.gui.fields import Field, OpenChoice, WheelGuard, is_return
from dosejournal.i18n import _

ZONE = "zone"


class QuestionsCard(Card):
    """One field a question; `answered` carries the key of a question and its new answer.

    `refused` tells that something was typed which is no answer: what is shown no longer holds.
    """

    answered = Signal(str, str)
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("What the file leaves open"),
            _("Each answer changes what would come in."),
            parent=parent,
        )
        self.fields: dict[str, Field] = {}
        self._asked: tuple[Question, ...] = ()

    def ask(self, questions: Iterable[Question], given: dict[str, str]) -> None:
        """Ask these questions; those that were asked already keep their field and its focus."""
        asked = tuple(questions)
        if outline(asked) != outline(self._asked):
            for field in self.fields.values():
                field.hide()
                field.deleteLater()
            self.fields = {question.key: self._field(question, given) for question in asked}
            for field in self.fields.values():
                self.body.addWidget(field)
        self._asked = asked
        self.setVisible(bool(asked))

    @property
    def is_refused(self) -> bool:
        """Whether something stands in a field that is no answer."""
        return any(field.refused for field in self.fields.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Return to the field: who types an answer has not decided to bring the file in."""
        if is_return(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _field(self, question: Question, given: dict[str, str]) -> Field:
        field = Field(question.text, self._control(question, given))
        field.caption.setWordWrap(True)
        return field

    def _control(self, question: Question, given: dict[str, str]) -> QWidget:
        answer = given.get(question.key, question.assumed)
        if question.key == ZONE:
            return self._zone_box(answer)
        if question.options:
            return self._option_box(question, answer)
        line = QLineEdit(answer)
        line.editingFinished.connect(lambda: self.answered.emit(question.key, line.text()))
        return line

    def _option_box(self, question: Question, answer: str) -> QComboBox:
        box = QComboBox()
        WheelGuard(box)
        if not question.assumed:
            box.addItem(_("not answered yet"), "")
        for value, text in question.options:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(answer)))
        box.currentIndexChanged.connect(
            lambda _index: self.answered.emit(question.key, box.currentData())
        )
        return box

    def _zone_box(self, answer: str) -> OpenChoice:
        box = OpenChoice()
        zones = sorted(_zones())
        box.offer(zones)
        box.setEditText(answer)

        taken = answer

        def take() -> None:
            nonlocal taken
            typed = box.currentText().strip().replace(" ", "_").casefold()
            name = next((zone for zone in zones if zone.casefold() == typed), None)
            if name is None:
                self.fields[ZONE].refuse(
                    _("There is no time zone of that name; choose one of the list.")
                )
                self.refused.emit()
                return
            # who only passes through the field has not answered anew
            is_new = name != taken or self.fields[ZONE].refused
            self.fields[ZONE].explain()
            taken = name
            if is_new:
                self.answered.emit(ZONE, name)

        box.field.editingFinished.connect(take)
        box.activated.connect(lambda _index: take())
        return box


def _zones() -> Iterator[str]:
    for name in available_timezones():
        # the others are old names, and rules such as EST5EDT
        if name == "UTC" or "/" in name:
            yield name


def outline(questions: Iterable[Question]) -> list[tuple[object, ...]]:
    """Return what makes questions the same; what is assumed is only what was answered last."""
    return [(question.key, question.text, question.options) for question in questions]


def home_zone(now: datetime) -> str:
    """Return the zone that is assumed for a file that names none: that of this computer."""
    return now.tzinfo.key if isinstance(now.tzinfo, ZoneInfo) else "UTC"
