"""Cards with groups of days: by distance from a dose, by amount, by day of the cycle."""

from PySide6.QtWidgets import QWidget

from dosejournal.analysis.compared import FEWEST_OF_EACH
from dosejournal.gui.cards import label
from dosejournal.gui.compare import group_words
from dosejournal.gui.compare.chart_card import ChartCard
from dosejournal.gui.compare.group_plot import GroupPlot
from dosejournal.gui.compare.numbers import Axis
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.i18n import _, ngettext
from dosejournal.journal.comparisons import Compared

_TALL, _LOW = 400, 320
_WEEK = 7


class DaysCard(ChartCard):
    """Dose days, the days after them and other days, with the line that says what it rests on."""

    def __init__(self, words: DayWords, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.set_title(_("Days by distance from a dose"))
        self.plot = GroupPlot(words, _TALL, self)
        self.plot.canvas.setAccessibleName(_("Days by distance from a dose"))
        self.body.addWidget(self.plot.canvas)
        self.body.addWidget(self.ground_label)
        self.ground_label.show()

    def show_compared(self, compared: Compared, axis: Axis) -> None:
        """Draw the days of a comparison."""
        super().show_compared(compared, axis)
        self.set_hint(_what_is_drawn(told=compared.comparison.verdict != "not_enough"))
        heads = group_words.by_distance(compared.comparison.by_distance)
        self.plot.show(heads, compared.columns.question.measure, axis)


class AmountCard(ChartCard):
    """Dose days by the amount that was taken; hidden unless there are several amounts."""

    def __init__(self, words: DayWords, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.set_title(_("By amount"))
        self.plot = GroupPlot(words, _LOW, self, kind=_("amount"))
        self.plot.canvas.setAccessibleName(_("Days by amount"))
        self.body.addWidget(self.plot.canvas)
        self.body.addWidget(self.ground_label)
        self.hide()

    def show_compared(self, compared: Compared, axis: Axis) -> None:
        """Draw the days of a comparison by amount."""
        super().show_compared(compared, axis)
        groups = compared.comparison.by_amount
        self.setVisible(bool(groups))
        told = compared.comparison.verdict != "not_enough"
        self.set_hint(
            _(
                "each point a day · bar the mean with its 95 % interval, from {n} days on · "
                "weekday-adjusted"
            ).format(n=FEWEST_OF_EACH)
            if told
            else _what_is_drawn(told=False)
        )
        measure = compared.columns.question.measure
        self.plot.show(group_words.by_amount(groups), measure, axis)


class CycleCard(ChartCard):
    """The days of a cycle of the plan; hidden without such a plan."""

    def __init__(self, words: DayWords, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.set_title(_("Day of the cycle"))
        self.plot = GroupPlot(words, _LOW, self)
        self.plot.canvas.setAccessibleName(_("Days by day of the cycle"))
        self.why_label = label("", "hint")
        self.body.addWidget(self.plot.canvas)
        self.body.addWidget(self.why_label)
        self.body.addWidget(self.ground_label)
        self.hide()

    def show_compared(self, compared: Compared, axis: Axis) -> None:
        """Draw the days of a comparison by their place in the cycle."""
        super().show_compared(compared, axis)
        cycle = compared.columns.cycle
        self.setVisible(cycle is not None and any(group.n for group in compared.by_cycle_day))
        if cycle is None:
            return
        heads = group_words.by_cycle_day(compared.by_cycle_day, cycle.signs)
        told = any(head.group.mean is not None for head in heads)
        self.set_hint(_what_is_drawn(told=told))
        weeks, rest = divmod(len(cycle.signs), _WEEK)
        always = compared.comparison.verdict != "not_enough" and not rest
        self.why_label.setText(_same_weekdays(weeks) if always else "")
        self.why_label.setVisible(always)
        self.plot.show(heads, compared.columns.question.measure, axis)


def _what_is_drawn(*, told: bool) -> str:
    if told:
        return _("each point a day · bar the mean with its 95 % interval · weekday-adjusted")
    return _("each point a rated day")


def _same_weekdays(weeks: int) -> str:
    return ngettext(
        "This cycle is {n} week long: each of its days always falls on the same weekday and "
        "cannot be told apart from it, so there is no mean.",
        "This cycle is {n} weeks long: each of its days always falls on the same weekday and "
        "cannot be told apart from it, so there is no mean.",
        weeks,
    ).format(n=weeks)
