"""What was expected of days, and what was rated on them."""

from PySide6.QtWidgets import QWidget

from dosejournal.gui.cards import label
from dosejournal.gui.columns import Columns
from dosejournal.gui.compare import compared_words, group_words, numbers
from dosejournal.gui.compare.chart_card import ChartCard
from dosejournal.gui.compare.expectation_plot import ExpectationPlot
from dosejournal.gui.compare.interval_plot import Interval, IntervalPlot
from dosejournal.gui.compare.numbers import Axis
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.i18n import _
from dosejournal.journal import comparison_words
from dosejournal.journal.comparisons import Compared

_HEIGHT = 300


class ExpectationCard(ChartCard):
    """Shows expected and rated in one unit; hidden where nothing was expected."""

    def __init__(self, words: DayWords, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.set_title(_("What you expected, and what was rated"))
        self.plot = ExpectationPlot(words, _HEIGHT, self)
        self.plot.canvas.setAccessibleName(_("Expected change and later rating"))
        self.intervals = IntervalPlot()
        self.intervals.setAccessibleName(_("Expected change and difference"))
        self.unit_label = label("", "hint")
        self.agreement_label = label("")
        self.caution_label = label(comparison_words.correlation_caution(), "hint")
        both = Columns()
        both.first.addWidget(self.plot.canvas)
        for widget in (
            self.unit_label,
            self.intervals,
            self.agreement_label,
            self.caution_label,
        ):
            both.second.addWidget(widget)
        both.second.setSpacing(12)
        self.body.addWidget(both)
        self.body.addWidget(self.ground_label)
        self.hide()

    def show_compared(self, compared: Compared, axis: Axis) -> None:
        """Draw the expectations of a comparison."""
        super().show_compared(compared, axis)
        self.setVisible(bool(compared.agreement.n))
        if not compared.agreement.n:
            return
        self.set_hint(_("each point a day rated after its expectation was said"))
        measure = compared.columns.question.measure
        self.plot.show(compared.columns.expected, measure, axis)
        self.unit_label.setText(
            _("Change in {unit}, with 95 % intervals").format(unit=comparison_words.unit(measure))
        )
        self.intervals.show_intervals(intervals(compared))
        self.agreement_label.setText(compared_words.agreement(compared))
        self.caution_label.setVisible(compared.agreement.pearson is not None)


def intervals(compared: Compared) -> list[Interval]:
    """Return what was expected of dose days, and how they differ where that may be told."""
    expected, found = compared.agreement, compared.comparison
    decimals = numbers.digits(compared.columns.question.measure)
    told = found.estimate is not None
    return [
        Interval(
            _("Expected of dose days"),
            expected.mean,
            expected.low,
            expected.high,
            decimals,
            group_words.count(expected.n),
        ),
        Interval(
            _("Dose days against other days"),
            found.estimate,
            found.low,
            found.high,
            decimals,
            compared_words.days_of(found)
            if told
            else comparison_words.headline(found.verdict, found.refusal),
        ),
    ]
