"""A card with a chart of a comparison, which can be drawn once more for a picture."""

from typing import Self

from PySide6.QtWidgets import QWidget

from dosejournal.gui.cards import Card, label
from dosejournal.gui.compare import compared_words
from dosejournal.gui.compare.numbers import Axis
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.journal.comparisons import Compared


class ChartCard(Card):
    """Shows a comparison as a chart; `ground_label` says what the chart rests on.

    On the page, what several charts rest on is said below the first one. A picture goes where the
    others are not: alone, each says it. `subject` is what the chart is of, and how that came out.
    """

    def __init__(self, words: DayWords, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._words = words
        self._shown: tuple[Compared, Axis] | None = None
        self.subject = ""
        self.ground_label = label("", "hint")
        self.ground_label.hide()

    def show_compared(self, compared: Compared, axis: Axis) -> None:
        """Draw a comparison on the axis that all charts share."""
        self._shown = compared, axis
        self.subject = compared_words.whole(compared)
        self.ground_label.setText(compared_words.ground(compared))

    def another(self, parent: QWidget) -> Self:
        """Return a card for a picture of the same chart, without what can be chosen on it."""
        made = type(self)(self._words, parent)
        if self._shown is not None:
            made.show_compared(*self._shown)
        return made
