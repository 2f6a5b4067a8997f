"""All that is shown of one comparison: pictures in the wide column, words beside them."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dosejournal.domain.card_rules import COMPARING
from dosejournal.gui.cards import Card, label
from dosejournal.gui.columns import Columns
from dosejournal.gui.compare import numbers
from dosejournal.gui.compare.change_card import ChangeCard
from dosejournal.gui.compare.chart_card import ChartCard
from dosejournal.gui.compare.expectation_card import ExpectationCard
from dosejournal.gui.compare.group_cards import AmountCard, CycleCard, DaysCard
from dosejournal.gui.compare.main_measure_line import MainMeasureLine
from dosejournal.gui.compare.numbers import Axis
from dosejournal.gui.compare.verdict_card import VerdictCard
from dosejournal.gui.easel import Easel
from dosejournal.gui.evidence.card_strip import CardStrip
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import comparison_words
from dosejournal.journal.comparisons import Compared

_GAP = 20


class ComparedCards(QWidget):
    """The cards of the Compare page; those with nothing to show hide themselves."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = DayWords()
        self.days = DaysCard(words)
        self.main_measure = MainMeasureLine(workspace)
        self.verdict = VerdictCard(self.main_measure)
        self.hope = Card(_("Why hope cannot be subtracted"))
        self.hope.body.addWidget(label(comparison_words.not_adjusted()))
        self.expectation = ExpectationCard(words)
        self.amounts = AmountCard(words)
        self.cycle = CycleCard(words)
        self.changes = ChangeCard(words)
        self._further: tuple[ChartCard, ...] = (
            self.expectation,
            self.amounts,
            self.cycle,
            self.changes,
        )
        self.every: tuple[ChartCard, ...] = (self.days, *self._further)
        self._first: QWidget | None = None
        self._is_narrow = False
        columns = self._columns = Columns()
        columns.turned.connect(self._turn)
        columns.first.addWidget(self.days)
        self.strip = CardStrip(workspace, COMPARING)
        for widget in (self.verdict, self.hope, self.strip):
            columns.second.addWidget(widget)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(columns)
        for card in self._further:
            layout.addWidget(card)

    def show_compared(self, compared: Compared) -> None:
        """Show another comparison."""
        self.verdict.show_compared(compared)
        self.main_measure.show_compared(compared)
        self.strip.stand_beside(difference=compared.comparison.verdict == "differs_knowing")
        axis = _axis(compared)
        for card in self.every:
            card.show_compared(compared, axis)
        shown = (card for card in self._further if not card.isHidden())
        self._first = next(shown, None)
        self._place()

    def charts(self) -> list[ChartCard]:
        """Return the charts that have something to show, from above."""
        return [card for card in self.every if not card.isHidden()]

    def draw_again(self, charts: Sequence[ChartCard], easel: Easel) -> None:
        """Draw charts for a picture: as wide as on the page one alone, else all equally wide."""
        alone = len(charts) == 1
        easel.clear()
        for chart in charts:
            again = chart.another(easel)
            if alone:
                again.ground_label.show()
            easel.add(again)
        easel.lay_out(charts[0].width() if alone else self.width())

    def _turn(self, narrow: bool) -> None:
        self._is_narrow = narrow
        self._place()

    def _place(self) -> None:
        """Leave no gap beside the words, and nothing between the days and their verdict."""
        beside, words = self._columns.first, self._columns.second
        raised = None if self._is_narrow else self._first or self.hope
        place = 1
        for card in self._further:
            if card is raised:
                _move(card, self._layout, beside, 1)
            else:
                _move(card, beside, self._layout, place)
                place += 1
        if self.hope is raised:
            _move(self.hope, words, beside, 1)
        else:
            _move(self.hope, beside, words, 1)


def _move(widget: QWidget, old: QVBoxLayout, new: QVBoxLayout, place: int) -> None:
    if old.indexOf(widget) >= 0:
        old.removeWidget(widget)
        new.insertWidget(place, widget)


def _axis(compared: Compared) -> Axis:
    """Return the axis that all pictures share: whichever days are chosen, it stays."""
    measure = compared.columns.question.measure
    groups = (*compared.comparison.by_distance, *compared.comparison.by_amount)
    means = [group.mean for group in (*groups, *compared.by_cycle_day) if group.mean is not None]
    return numbers.value_axis(
        measure, np.concatenate([compared.columns.values.values, np.array(means)])
    )
