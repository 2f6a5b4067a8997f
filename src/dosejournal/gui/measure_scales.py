"""What each kind of measure asks to be described: two words, a word a step, or a number."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError
from dosejournal.gui.cards import label
from dosejournal.gui.fields import Field, WheelGuard
from dosejournal.gui.typed_number import typed_value, written_value
from dosejournal.i18n import _, ngettext

_COUNTS = (5, 10)


class AnchorsInput(QWidget):
    """The words at both ends of a scale from 0 to 100."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.low = QLineEdit()
        self.high = QLineEdit()
        row = _row(self)
        row.addWidget(Field(_("Word at the low end"), self.low))
        row.addWidget(Field(_("Word at the high end"), self.high))

    def fill(self, measure: Measure) -> None:
        """Show the words of a measure."""
        self.low.setText(measure.low_anchor)
        self.high.setText(measure.high_anchor)

    def words(self) -> tuple[str, str]:
        """Return both words."""
        return self.low.text().strip(), self.high.text().strip()


class StepsInput(QWidget):
    """Five or ten steps, each with its word; a word typed stays when the number changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = QComboBox()
        WheelGuard(self.count)
        self.edits: list[QLineEdit] = []
        self._numbers: list[QWidget] = []
        self._first = 1
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Field(_("Steps"), self.count))
        layout.addLayout(self._grid)
        for count in _COUNTS:
            self._offer(count)
        self.count.currentIndexChanged.connect(self._show)
        self._show()

    def fill(self, measure: Measure) -> None:
        """Show the words of a measure that has them."""
        self._first = round(measure.minimum or 0)
        if self.count.findData(len(measure.words)) < 0:
            self._offer(len(measure.words))
        self.count.setCurrentIndex(self.count.findData(len(measure.words)))
        self._show()
        for edit, word in zip(self.edits, measure.words, strict=False):
            edit.setText(word)

    def words(self) -> tuple[str, ...]:
        """Return the word of every step."""
        return tuple(edit.text().strip() for edit in self.edits[: self.count.currentData()])

    def limits(self) -> tuple[float, float]:
        """Return the lowest and the highest step."""
        return float(self._first), float(self._first + self.count.currentData() - 1)

    def empty_step(self) -> QLineEdit | None:
        """Return the first field that lacks its word, or None."""
        pairs = zip(self.edits, self.words(), strict=False)
        return next((edit for edit, word in pairs if not word), None)

    def _offer(self, count: int) -> None:
        text = ngettext("{n} step", "{n} steps", count).format(n=count)
        self.count.addItem(text, count)

    def _show(self) -> None:
        count = self.count.currentData()
        while len(self.edits) < count:
            self._add()
        for number, edit in enumerate(self.edits):
            name = _("Word for step {n}").format(n=number + self._first)
            edit.setAccessibleName(name)
            edit.setVisible(number < count)
            self._numbers[number].setVisible(number < count)

    def _add(self) -> None:
        place = len(self.edits)
        edit = QLineEdit()
        number = label(str(place + self._first), "hint")
        number.setWordWrap(False)
        self._grid.addWidget(number, place, 0)
        self._grid.addWidget(edit, place, 1)
        self.edits.append(edit)
        self._numbers.append(number)


class NumberInput(QWidget):
    """The unit of a number, and its limits where it has some."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = QLineEdit()
        self.low = QLineEdit()
        self.high = QLineEdit()
        for edit in (self.low, self.high):
            edit.setPlaceholderText(_("no limit"))
        self._low_field = Field(_("Lowest"), self.low)
        self._high_field = Field(_("Highest"), self.high)
        row = _row(self)
        row.addWidget(Field(_("Unit"), self.unit))
        row.addWidget(self._low_field)
        row.addWidget(self._high_field)

    def fill(self, measure: Measure) -> None:
        """Show the unit and limits of a measure."""
        self.unit.setText(measure.unit)
        for edit, limit in ((self.low, measure.minimum), (self.high, measure.maximum)):
            edit.setText("" if limit is None else written_value(limit, QLocale()))

    def fix(self) -> None:
        """Keep the limits as they are."""
        self.low.setEnabled(False)
        self.high.setEnabled(False)

    def limits(self) -> tuple[float | None, float | None]:
        """Return the limits; None where there is none.

        Raises:
            InputError: what is typed is no number.
        """
        return self._limit(self._low_field, self.low), self._limit(self._high_field, self.high)

    def _limit(self, field: Field, edit: QLineEdit) -> float | None:
        field.explain()
        text = edit.text().strip()
        if not text:
            return None
        number = typed_value(text, QLocale())
        if number is None:
            sentence = _("That is not a number. Correct it, or leave it empty for no limit.")
            field.refuse(sentence)
            raise InputError(sentence)
        return number


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    return row
