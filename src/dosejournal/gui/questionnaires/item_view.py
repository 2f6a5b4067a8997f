"""One item of a questionnaire, word by word, and the answers it offers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from dosejournal.domain.questionnaires import Answer
from dosejournal.gui.cards import label
from dosejournal.i18n import _


class AnswerButton(QRadioButton):
    """One answer; `picked` tells that the mouse chose it, which the arrow keys do not say."""

    picked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell that it was chosen with the mouse."""
        super().mouseReleaseEvent(event)
        if self.isChecked() and self.rect().contains(event.position().toPoint()):
            self.picked.emit()


class ItemView(QWidget):
    """Shows an item with a button an answer; nothing is chosen until the person chooses.

    `edited` tells of every change, `picked` that an answer was chosen with the mouse.
    """

    edited = Signal()
    picked = Signal()

    def __init__(
        self, text: str, answers: Sequence[Answer], place: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        words = _("{place}. {item}").format(place=place, item=text) if place else text
        self.setAccessibleName(words)
        self.text_label = label(words, "item")
        self.buttons: dict[int, AnswerButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.text_label)
        layout.addSpacing(4)
        for answer in answers:
            made = AnswerButton(
                _("{value}  {answer}").format(value=answer.value, answer=answer.text)
            )
            made.setAccessibleDescription(words)
            made.picked.connect(self.picked)
            self._group.addButton(made)
            self.buttons[answer.value] = made
            layout.addWidget(made, 0, Qt.AlignmentFlag.AlignLeading)
        self._group.buttonToggled.connect(lambda _button, on: self.edited.emit() if on else None)
        self.setFocusProxy(self.buttons[answers[0].value])

    def answer(self) -> int | None:
        """Return the value of the answer that is chosen, None where none is."""
        return next((value for value, made in self.buttons.items() if made.isChecked()), None)

    def set_answer(self, value: int | None) -> None:
        """Choose an answer, or none."""
        if value is None:
            # an exclusive group keeps one chosen
            self._group.setExclusive(False)
            for made in self.buttons.values():
                made.setChecked(False)
            self._group.setExclusive(True)
            self.edited.emit()
        elif value in self.buttons:
            self.buttons[value].setChecked(True)

    def take_keyboard(self) -> None:
        """Give the keyboard to the chosen answer, or to the first."""
        chosen = self.answer()
        made = next(iter(self.buttons.values())) if chosen is None else self.buttons[chosen]
        made.setFocus(Qt.FocusReason.OtherFocusReason)
