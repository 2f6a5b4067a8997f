"""What was recorded in the week that was just looked back on, beside what was remembered."""

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from dosejournal.gui.cards import Card, label
from dosejournal.gui.plots import look_back_words
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.journal.look_backs import Question, Week


class Afterwards(Card):
    """Tells the answer from the record in one line, until it is told to forget it."""

    def __init__(self, words: DayWords, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._words = words
        self._answered: Question | None = None
        self.line_label = label("")
        self.body.addWidget(self.line_label)
        self.hide()

    def tell_of(self, question: Question) -> None:
        """Tell of the week of this question as soon as it is answered."""
        self._answered = question

    def forget(self) -> None:
        """Tell nothing any more."""
        self._answered = None
        self.hide()

    def follow(self, weeks: Iterable[Week], today: date) -> None:
        """Say what holds now; an answer that was undone is no answer."""
        asked = self._answered
        found = [each for each in weeks if asked is not None and _is_of(each, asked)]
        self.setVisible(bool(found))
        for week in found:
            days = self._words.span(week.first_day, week.first_day + timedelta(days=6), today)
            self.line_label.setText(look_back_words.of_week(week, days))


def _is_of(week: Week, question: Question) -> bool:
    return (week.first_day, week.measure.key) == (question.first_day, question.measure.key)
