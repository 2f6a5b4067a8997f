"""All that is shown of one comparison: pictures in the wide column, words beside them."""

from typing import Protocol

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dosejournal.domain.card_rules import COMPARING
from dosejournal.gui.cards import Card, label
from dosejournal.gui.columns import Columns
from dosejournal.gui.compare import numbers
from dosejournal.gui.compare.change_card import ChangeCard
from dosejournal.gui.compare.expectation_card import ExpectationCard
from dosejournal.gui.compare.group_cards import AmountCard, CycleCard, DaysCard
from dosejournal.gui.compare.main_measure_card import MainMeasureCard
from dosejournal.gui.compare.numbers import Axis
from dosejournal.gui.compare.verdict_card import VerdictCard
from dosejournal.gui.evidence.card_strip import CardStrip
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import comparison_words
from dosejournal.journal.comparisons import Compared

_GAP = 20


class _Drawn(Protocol):
    """A card with a picture, of which all have the same axis."""

    def show_compared(self, compared: Compared, axis: Axis) -> None: ...


class ComparedCards(QWidget):
    """The cards of the Compare page; those with nothing to show hide themselves."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = DayWords()
        self.days = DaysCard(words)
        self.verdict = VerdictCard()
        self.hope = Card(_("Why hope cannot be subtracted"))
        self.hope.body.addWidget(label(comparison_words.not_adjusted()))
        self.main_measure = MainMeasureCard(workspace)
        self.amounts = AmountCard(words)
        self.cycle = CycleCard(words)
        self.changes = ChangeCard(words)
        self.expectation = ExpectationCard(words)
        self._drawn: tuple[_Drawn, ...] = (
            self.days,
            self.expectation,
            self.amounts,
            self.cycle,
            self.changes,
        )
        columns = self._columns = Columns()
        columns.turned.connect(self._place_expectation)
        columns.first.addWidget(self.days)
        columns.first.addWidget(self.expectation)
        for widget in (
            self.verdict,
            self.hope,
            self.main_measure,
            CardStrip(workspace, COMPARING),
        ):
            columns.second.addWidget(widget)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(columns)
        for card in (self.amounts, self.cycle, self.changes):
            layout.addWidget(card)

    def show_compared(self, compared: Compared) -> None:
        """Show another comparison."""
        self.verdict.show_compared(compared)
        self.main_measure.show_compared(compared)
        axis = _axis(compared)
        for card in self._drawn:
            card.show_compared(compared, axis)

    def _place_expectation(self, narrow: bool) -> None:
        """Leave no gap beside the words, and nothing between the days and their verdict."""
        if narrow:
            self._columns.first.removeWidget(self.expectation)
            self._layout.insertWidget(1, self.expectation)
        else:
            self._layout.removeWidget(self.expectation)
            self._columns.first.addWidget(self.expectation)


def _axis(compared: Compared) -> Axis:
    """Return the axis that all pictures share: whichever days are chosen, it stays."""
    measure = compared.columns.question.measure
    groups = (*compared.comparison.by_distance, *compared.comparison.by_amount)
    means = [group.mean for group in (*groups, *compared.by_cycle_day) if group.mean is not None]
    return numbers.value_axis(
        measure, np.concatenate([compared.columns.values.values, np.array(means)])
    )
