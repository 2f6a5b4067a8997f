"""What a measure is rated with: a line, steps with words, a number, or yes and no."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError
from dosejournal.gui.cards import FlowLayout, label
from dosejournal.gui.rating_slider import RatingSlider
from dosejournal.gui.typed_number import TypedNumber, typed_value, written_value
from dosejournal.i18n import _

_UNRATE_KEYS = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class StepInput(QWidget):
    """A row of steps, each with its word; none is chosen until the person chooses one.

    Digits choose a step by its number, a letter the only step whose word begins with it; arrow
    keys walk along the row and the space bar chooses. The chosen step, pressed again, and
    `Delete` take the rating back.
    """

    edited = Signal()

    def __init__(
        self, measure: Measure, steps: list[tuple[float, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.measure = measure
        self._value: float | None = None
        self._typed = TypedNumber(self)
        self._buttons: dict[float, _Step] = {}
        self.setAccessibleName(measure.name)
        layout = FlowLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        for value, word in steps:
            step = _Step(word, self)
            step.setAccessibleName(_("{measure}: {word}").format(measure=measure.name, word=word))
            step.setToolTip(self.locale().toString(float(value), "f", 0))
            step.clicked.connect(lambda _checked, chosen=value: self._press(chosen))
            layout.addWidget(step)
            self._buttons[value] = step
        self.set_value(None)

    @property
    def steps(self) -> dict[float, QPushButton]:
        """The button of each value."""
        return dict(self._buttons)

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key may stop at, in order."""
        return list(self._buttons.values())

    def value(self) -> float | None:
        """Return the rating, or None while there is none."""
        return self._value

    def set_value(self, value: float | None) -> None:
        """Show a rating, or that there is none."""
        self._value = value
        for step, step_button in self._buttons.items():
            step_button.setChecked(step == value)
        chosen = None if value is None else self._buttons.get(value)
        self._stop_at(chosen or next(iter(self._buttons.values())))

    def is_empty(self) -> bool:
        """Say whether there is no rating."""
        return self._value is None

    def obey(self, event: QKeyEvent) -> bool:
        """Do what a key on one of the steps asks for; say whether it asked for anything."""
        text = event.text()
        if event.key() in _UNRATE_KEYS:
            self._choose(None)
        elif self._typed.takes(text):
            number = self._typed.add(text)
            if number not in self._buttons:
                # the digit is the first one of another step
                self._typed.forget()
                number = self._typed.add(text) if text.isdecimal() else None
            if number in self._buttons:
                self._choose(number)
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._walk(event.key())
        else:
            return self._spell(text.casefold())
        return True

    def _press(self, value: float) -> None:
        self._typed.forget()
        self._choose(None if value == self._value else value)

    def _choose(self, value: float | None) -> None:
        changed = value != self._value
        walking = any(step.hasFocus() for step in self._buttons.values())
        self.set_value(value)
        if walking and value is not None:
            self._buttons[value].setFocus(Qt.FocusReason.TabFocusReason)
        if changed:
            self.edited.emit()

    def _spell(self, letter: str) -> bool:
        begun = [
            value
            for value, step in self._buttons.items()
            if letter.strip() and step.word.casefold().startswith(letter)
        ]
        if len(begun) == 1:
            self._choose(begun[0])
        return len(begun) == 1

    def _walk(self, key: int) -> None:
        order = list(self._buttons.values())
        here = next((i for i, step in enumerate(order) if step.hasFocus()), 0)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        on = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
        there = here + (1 if key in {on, Qt.Key.Key_Down} else -1)
        if 0 <= there < len(order):
            self._stop_at(order[there])
            order[there].setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_at(self, stop: QPushButton) -> None:
        # one stop for Tab, however many steps there are
        for step in self._buttons.values():
            step.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        stop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class _Step(QPushButton):
    def __init__(self, word: str, row: StepInput) -> None:
        super().__init__(word.replace("&", "&&"))
        self.word = word
        self._row = row
        self.setProperty("role", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.modifiers() & commands or not self._row.obey(event):
            super().keyPressEvent(event)


class NumberInput(QWidget):
    """A number with its unit, empty until one is typed; what cannot be is said, never changed."""

    edited = Signal()

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measure = measure
        self.field = QLineEdit()
        self.field.setMaxLength(30)
        self.field.setFixedWidth(120)
        self.field.setAccessibleName(
            _("{measure} in {unit}").format(measure=measure.name, unit=measure.unit)
            if measure.unit
            else measure.name
        )
        self.sentence_label = label("", "error")
        self.sentence_label.hide()
        self._exact: float | None = None
        unit = label(measure.unit, "hint")
        unit.setWordWrap(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field)
        row.addWidget(unit)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.sentence_label)
        self.field.textEdited.connect(self._follow)
        self.field.editingFinished.connect(self._finish)

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return [self.field]

    def value(self) -> float | None:
        """Return the number, or None while the field is empty.

        Raises:
            InputError: what is typed is no number, or off the limits of the measure.
        """
        if self.is_empty():
            return None
        if self._exact is not None:
            return self._exact
        return self.measure.check(self._number())

    def set_value(self, value: float | None) -> None:
        """Show a number, or that there is none."""
        self._exact = value
        self.field.setText("" if value is None else written_value(value, self.locale()))
        self._say("")

    def set_typed(self, text: str) -> None:
        """Show what was typed, which need not be a number yet."""
        self._exact = None
        self.field.setText(text)
        self._say("")

    def is_empty(self) -> bool:
        """Say whether nothing is typed."""
        return not self.field.text().strip()

    def _follow(self) -> None:
        self._exact = None
        self._say("")
        self.edited.emit()

    def _finish(self) -> None:
        try:
            value = self.value()
        except InputError as error:
            self._say(str(error))
            return
        if value is not None and self._exact is None:
            # how it was understood: 1.234 is another number in another country
            self.field.setText(written_value(value, self.locale()))

    def _number(self) -> float:
        number = typed_value(self.field.text(), self.locale())
        if number is None:
            raise InputError(
                _(
                    "{name} takes a number such as 72. Nothing was recorded; "
                    "correct it, or leave it empty."
                ).format(name=self.measure.name)
            )
        return number

    def _say(self, sentence: str) -> None:
        self.sentence_label.setText(sentence)
        self.sentence_label.setVisible(bool(sentence))


RatingInput = RatingSlider | StepInput | NumberInput


def for_measure(measure: Measure) -> RatingInput:
    """Return what this measure is rated with, empty."""
    if measure.kind == "number":
        return NumberInput(measure)
    if measure.kind == "yes_no":
        return StepInput(measure, [(1.0, _("Yes")), (0.0, _("No"))])
    if measure.words:
        first = measure.minimum or 0.0
        return StepInput(measure, [(first + n, word) for n, word in enumerate(measure.words)])
    return RatingSlider(measure)
